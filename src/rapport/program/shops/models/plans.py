"""Plans of visits: what is tried, where, when, by whom, and what came of it."""

import uuid

from django.conf import settings
from django.db import models

from rapport.program.audits.models import CriteriaVersion
from rapport.program.shops.models.personas import Persona


class ShopPlan(models.Model):
    """A set of visits drawn at random from tasks × sites × times; money is in `currency`."""

    DRAFT, RUNNING, CLOSED = "draft", "running", "closed"

    title = models.CharField(max_length=200)
    brief = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=DRAFT)
    sites = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    first_day = models.DateField()
    last_day = models.DateField()
    hour_from = models.SmallIntegerField(default=9)
    hour_to = models.SmallIntegerField(default=17)
    weekdays = models.JSONField(default=list)
    fee = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, default="USD")
    criteria = models.ForeignKey(CriteriaVersion, null=True, on_delete=models.PROTECT, related_name="+")
    scorers = models.JSONField(default=list)
    double = models.BooleanField(default=False)
    seed = models.BigIntegerField(null=True)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)


class ShopTask(models.Model):
    """One scenario to be tried: who one is, what one asks, the values of the schema it stands for
    (`scenario`), and how the data spell them (`facts`, by dimension): what weights depend on."""

    plan = models.ForeignKey(ShopPlan, on_delete=models.CASCADE, related_name="tasks")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=200)
    ask = models.TextField(blank=True)
    scenario = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)


class Visit(models.Model):
    """One visit of one shopper, with their report. The interaction it became is flagged as a shop."""

    PLANNED, REPORTED, CANCELLED = "planned", "reported", "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(ShopPlan, on_delete=models.CASCADE, related_name="visits")
    task = models.ForeignKey(ShopTask, on_delete=models.PROTECT, related_name="visits")
    shopper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits")
    site = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=50)
    position = models.IntegerField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=PLANNED)
    cancelled_because = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField(null=True)
    minutes = models.FloatField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    transcript = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    expenses = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    draft = models.JSONField(default=dict)
    draft_number = models.IntegerField(default=0)
    reported_at = models.DateTimeField(null=True)
    interaction_id = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["shopper", "state"], name="visits_of_shopper")]


class VisitFile(models.Model):
    """Something a shopper brought: a photo, a recording, a text. The bytes lie in the home's folder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(auto_now_add=True)

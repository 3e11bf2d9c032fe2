"""Studies: customers drawn to be interviewed, what came of asking them, and what they said."""

import uuid

from django.conf import settings
from django.db import models

from rapport.program.interviews.models.guides import GuideVersion


class Study(models.Model):
    """Customers who never answered a survey, drawn at random. `cells` holds the frozen frame: how many
    customers of each kind there were when it was drawn, and nobody's name."""

    OPEN, CLOSED = "open", "closed"

    title = models.CharField(max_length=200)
    guide = models.ForeignKey(GuideVersion, on_delete=models.PROTECT, related_name="studies")
    schema = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default=OPEN)
    by = models.JSONField(default=list)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    seed = models.BigIntegerField()
    data_version = models.BigIntegerField()
    excluded = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    strata = models.JSONField(default=dict)
    wanted = models.IntegerField()
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)


class Recruit(models.Model):
    """One drawn customer. `outcome` is AAPOR's; empty while it is open. Reserves are asked in their turn,
    when those before them have said no or cannot be reached."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="recruits")
    customer_id = models.CharField(max_length=500, db_index=True)
    stratum = models.CharField(max_length=500)
    inclusion_probability = models.FloatField()
    cell = models.IntegerField()
    position = models.IntegerField()
    reserve = models.BooleanField(default=False)
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="recruits"
    )
    outcome = models.CharField(max_length=20, blank=True)
    scheduled_at = models.DateTimeField(null=True)
    consent_at = models.DateTimeField(null=True)
    consent_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "customer_id"], name="drawn_once_per_study")]
        indexes = [models.Index(fields=["study", "position"], name="recruits_in_turn")]


class Attempt(models.Model):
    """One try to reach a customer."""

    recruit = models.ForeignKey(Recruit, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)
    how = models.CharField(max_length=20)
    result = models.CharField(max_length=20)
    note = models.TextField(blank=True)


class Interview(models.Model):
    """What was noted of one conversation: by question, and how it was coded."""

    recruit = models.OneToOneField(Recruit, on_delete=models.CASCADE, related_name="interview")
    notes = models.JSONField(default=dict)
    number = models.IntegerField(default=0)
    codes = models.JSONField(default=dict)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)


class Excerpt(models.Model):
    """A passage of the notes and what it stands for: a free code, or a value of an axis of the schema."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="excerpts")
    question = models.CharField(max_length=40)
    text = models.TextField()
    code = models.CharField(max_length=100)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

"""A case, the alerts behind it, what was done, and the interactions it is about."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from rapport.program.cases.models.causes import RootCause


class Case(models.Model):
    """One follow-up with one customer. `holds` names customer and kind while further alerts join this case:
    it is unique, so that two workers cannot open two. `version` goes up with every change. Lengths of time
    in `_s` count business hours. What customers said stands in `title`, `reason` and the entries only."""

    NEW, IN_PROGRESS, WAITING, CLOSED = "new", "in_progress", "waiting", "closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=200)
    urgency = models.CharField(max_length=10)
    state = models.CharField(max_length=20, default=NEW)
    customer_id = models.CharField(max_length=500, null=True, db_index=True)
    interaction_id = models.CharField(max_length=500, null=True, db_index=True)
    holds = models.CharField(max_length=530, null=True, unique=True)
    facts = models.JSONField(default=dict)
    facts_at = models.DateTimeField(null=True)
    team = models.CharField(max_length=200, null=True)
    channel = models.CharField(max_length=200, null=True)
    concern = models.CharField(max_length=300, null=True)
    value = models.FloatField(null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="cases_owned"
    )
    owner_name = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=1000, blank=True)
    by_hand = models.BooleanField(default=False)
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="cases_escalated"
    )
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    touched_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    touch_s = models.FloatField(null=True)
    resolution_s = models.FloatField(null=True)
    resolution = models.CharField(max_length=30, blank=True)
    outcome = models.TextField(blank=True)
    root_cause = models.ForeignKey(RootCause, null=True, on_delete=models.PROTECT, related_name="cases")
    justified = models.BooleanField(null=True)
    recovered = models.BooleanField(null=True)
    recovery_value = models.FloatField(null=True)
    recovery_at = models.DateTimeField(null=True)
    closings = models.IntegerField(default=0)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")
    erased_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=~Q(state="closed"), name="cases_open_by_due"),
            models.Index(fields=["owner", "due_at"], condition=~Q(state="closed"), name="cases_open_of"),
            models.Index(fields=["-closed_at", "id"], condition=Q(state="closed"), name="cases_closed_by"),
            models.Index(fields=["concern", "recovered"], name="cases_like"),
            # Counts and what filters offer are answered from these two alone.
            models.Index(fields=["state", "due_at"], condition=Q(merged_into=None), name="cases_by_state"),
            models.Index(
                fields=["team", "concern", "owner", "owner_name"],
                condition=Q(merged_into=None),
                name="cases_by_choice",
            ),
            models.Index(fields=["-opened_at"], condition=Q(merged_into=None), name="cases_newest"),
            models.Index(fields=["id"], condition=Q(facts_at=None), name="cases_unknown"),
        ]


class CaseAlert(models.Model):
    """What called for the case: `key` is what makes opening it again harmless."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="alerts")
    key = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=200)
    interaction_id = models.CharField(max_length=500, null=True, db_index=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()


class CaseEntry(models.Model):
    """One line of the follow-up log; `text` is what people wrote, `facts` what the program knows."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    user_id = models.UUIDField(null=True)
    text = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["case", "at", "id"], name="case_entries_in_time")]


class CaseLink(models.Model):
    """Another interaction that belongs to the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    interaction_id = models.CharField(max_length=500, db_index=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "interaction_id"], name="linked_once_a_case")]

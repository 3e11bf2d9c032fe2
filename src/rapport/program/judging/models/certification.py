"""Gold evaluations, attempts to decide as they do, and the certificates that follow."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from rapport.program.audits.models import CriteriaVersion, Evaluator
from rapport.program.judging.models.calibration import Session


class Standard(models.Model):
    """What it takes to be certified for criteria of one id.

    `tolerances` maps elements to how far an element's score (0–1) may lie from gold and still match;
    an element without one matches when the same rules fired.
    """

    criteria_id = models.CharField(max_length=200, unique=True)
    share = models.FloatField(default=0.85)
    fewest = models.IntegerField(default=20)
    expires_days = models.IntegerField(default=180)
    remind_days = models.IntegerField(default=30)
    tolerances = models.JSONField(default=dict)


class Gold(models.Model):
    """What at least two certified people agree an interaction deserves, element by element.

    `weights` are the elements' shares of the whole in this interaction, `scores` their scores (0–1).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interaction_id = models.CharField(max_length=500, db_index=True)
    criteria = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="gold")
    decisions = models.JSONField(default=dict)
    weights = models.JSONField(default=dict)
    scores = models.JSONField(default=dict)
    adjudicators = models.JSONField(default=list)
    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="gold")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interaction_id", "criteria"],
                condition=Q(retired_at__isnull=True),
                name="one_gold_per_interaction",
            )
        ]


class Attempt(models.Model):
    """One evaluator scores gold interactions blind; `result` holds the figures of the decision."""

    RUNNING, PASSED, FAILED, ENDED = "running", "passed", "failed", "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="attempts")
    criteria = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="attempts")
    state = models.CharField(max_length=10, default=RUNNING)
    seed = models.BigIntegerField()
    result = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=200)
    due_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluator", "criteria"],
                condition=Q(state="running"),
                name="one_running_attempt",
            )
        ]


class Certificate(models.Model):
    """Somebody may score on their own by criteria of one id, until it expires or is revoked.

    Earned by an attempt, or appointed: the first people who adjudicate gold cannot have been measured
    against any.
    """

    EARNED, APPOINTED = "earned", "appointed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="certificates")
    criteria_id = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=10)
    attempt = models.OneToOneField(Attempt, null=True, on_delete=models.PROTECT, related_name="certificate")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)
    until = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=300, blank=True)

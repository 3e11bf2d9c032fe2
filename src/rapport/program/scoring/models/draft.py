"""What people have noted and not yet, or already, submitted."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from rapport.program.audits.models import Evaluator


class Draft(models.Model):
    """One person's notes on one piece of work; kept after submission for a correction.

    It holds no reference to the assignment or task: notes outlive work that is taken away. `facts`
    are what the weights depend on, so that a save needs nothing but this row. What was scored on a sheet
    gets a draft when somebody corrects it, for a `reason`; `corrector` is who, unless it is the evaluator.
    """

    OPEN, SUBMITTED = "open", "submitted"

    work = models.CharField(max_length=80)
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="drafts")
    interaction_id = models.CharField(max_length=500, db_index=True)
    definition = models.CharField(max_length=260)
    state = models.CharField(max_length=10, default=OPEN)
    notes = models.JSONField(default=dict)
    version = models.IntegerField(default=0)
    window = models.CharField(max_length=40, blank=True)
    step = models.IntegerField(default=0)
    seconds = models.FloatField(default=0.0)
    asked = models.SmallIntegerField(default=0)
    decided = models.SmallIntegerField(default=0)
    facts = models.JSONField(default=dict)
    evaluation = models.UUIDField(null=True)
    submit_key = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    corrector = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "evaluator"], name="one_draft_per_work_and_person")
        ]

"""Disputes: somebody who was scored, or their manager, does not agree."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from rapport.program.audits.models import Evaluation


class Dispute(models.Model):
    """An evaluation is contested, once unless that was withdrawn. Accepted, it is scored again blind by
    somebody else; that score then takes its place (`rescored`), and until then the old one stands.

    `agent_id` and `team` are the interaction's, so that lists can be narrowed without asking elsewhere.
    """

    OPEN, REVIEW, UPHELD, ACCEPTED, WITHDRAWN = "open", "under_review", "upheld", "accepted", "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="disputes")
    element = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=30)
    text = models.TextField()
    raised_by = models.CharField(max_length=200)
    raised_by_user = models.UUIDField(null=True, db_index=True)
    agent_id = models.CharField(max_length=500, null=True, db_index=True)
    team = models.CharField(max_length=200, null=True, db_index=True)
    state = models.CharField(max_length=20, default=OPEN, db_index=True)
    raised_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    reviewer = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    rescored = models.ForeignKey(
        Evaluation, null=True, on_delete=models.CASCADE, related_name="rescored_disputes"
    )
    rescored_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=~Q(state="withdrawn"),
                name="one_dispute_per_evaluation",
            )
        ]

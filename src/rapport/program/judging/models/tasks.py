"""Somebody is asked to score one interaction for another reason than a sample."""

from __future__ import annotations

import uuid

from django.db import models

from rapport.program.audits.models import CriteriaVersion, Evaluator


class Task(models.Model):
    """One evaluator, one interaction, one reason. `evaluation` is what came of it.

    It names the evaluation without a constraint: an evaluation may be erased with its customer while
    the task, which is erased with it, is asked for in the same transaction.
    """

    OPEN, DONE, WITHDRAWN = "open", "done", "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=20)
    interaction_id = models.CharField(max_length=500, db_index=True)
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="tasks")
    criteria = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="tasks")
    why = models.CharField(max_length=300, blank=True)
    source_kind = models.CharField(max_length=20)
    source_id = models.CharField(max_length=100)
    position = models.IntegerField(default=0)
    state = models.CharField(max_length=10, default=OPEN)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    evaluation = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "interaction_id", "evaluator"], name="asked_once"
            )
        ]
        indexes = [
            models.Index(fields=["evaluator", "state"], name="tasks_of_evaluator"),
            models.Index(fields=["source_kind", "source_id"], name="tasks_of_source"),
        ]

"""Targeted reviews: rules by which interactions are looked at for a reason, never for an estimate."""

from __future__ import annotations

import uuid

from django.db import models

from rapport.program.audits.models import CriteriaVersion


class TargetedRule(models.Model):
    """`matching` interactions of a filter, those of an agent's `first_days`, or a monthly quota per agent.

    `where` narrows by columns of interactions; `words` must stand in the subject or what the customer
    said. `evaluators` take turns.
    """

    MATCHING, NEW_AGENTS, QUOTA = "matching", "new_agents", "quota"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    why = models.CharField(max_length=300)
    where = models.JSONField(default=dict)
    words = models.CharField(max_length=200, blank=True)
    first_days = models.IntegerField(default=30)
    number = models.IntegerField(default=5)
    days_back = models.IntegerField(default=30)
    evaluators = models.JSONField(default=list)
    criteria = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="targeted_rules")
    due_days = models.IntegerField(default=5)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)
    last_run_at = models.DateTimeField(null=True)

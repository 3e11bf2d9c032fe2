"""What is an associate's own: a review of their own work, and praise."""

from __future__ import annotations

import uuid

from django.db import models


class SelfReview(models.Model):
    """An associate's own evaluation of an own interaction, by the same criteria. It never reaches the
    warehouse, so it can enter no estimate."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent_id = models.CharField(max_length=500)
    user_id = models.UUIDField()
    team = models.CharField(max_length=200, null=True)
    interaction_id = models.CharField(max_length=500, db_index=True)
    definition = models.CharField(max_length=260)
    decisions = models.JSONField(default=dict)
    elements = models.JSONField(default=dict)
    qci = models.FloatField(null=True)
    comment = models.TextField(blank=True)
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agent_id", "interaction_id", "definition"], name="reviewed_once_by_oneself"
            )
        ]


class Praise(models.Model):
    """Something done well, with where it can be seen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent_id = models.CharField(max_length=500, db_index=True)
    team = models.CharField(max_length=200, null=True, db_index=True)
    by = models.CharField(max_length=200)
    by_user_id = models.UUIDField(null=True)
    text = models.CharField(max_length=1000)
    element = models.CharField(max_length=200, blank=True)
    interaction_id = models.CharField(max_length=500, blank=True, db_index=True)
    turn = models.IntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)

"""Plans."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Plan(models.Model):
    """What is to be better, why it should become so, and by what it will be known.

    `metric` of those in `where` (dimension → value) is what it is measured by, from `begins_on` on; `others`
    are those it did not touch ({} none, {"rest": true} everybody else, or dimensions). `people` is the team
    across functions: [{"name", "user", "function"}]. `came_from` is the address of the finding, concern or
    root cause. `aim` is the goal and how it was chosen: {"value", "low", "high", "on", "kind", "influence"}.
    """

    DRAFT, ACTIVE, DONE, DROPPED = "draft", "active", "done", "dropped"
    OPEN = (DRAFT, ACTIVE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    hypothesis = models.TextField(blank=True)
    cause = models.CharField(max_length=500, blank=True)
    came_from = models.CharField(max_length=500, blank=True)
    metric = models.CharField(max_length=200)
    where = models.JSONField(default=dict)
    others = models.JSONField(default=dict)
    expected_effect = models.FloatField(null=True)
    begins_on = models.DateField(null=True)
    aim = models.JSONField(default=dict)
    sponsor = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="plans_owned"
    )
    owner_name = models.CharField(max_length=200, blank=True)
    people = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=DRAFT)
    learned = models.TextField(blank=True)
    revision = models.IntegerField(default=1)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField(auto_now=True)
    ended_at = models.DateTimeField(null=True)

"""Initiatives of a plan, and their steps."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Initiative(models.Model):
    """Something that is to move the plan's number. `lead_days` is how long after it begins the number can
    first show it; `effect` what it is expected to add."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="initiatives")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="initiatives_owned"
    )
    owner_name = models.CharField(max_length=200, blank=True)
    begins_on = models.DateField(null=True)
    lead_days = models.IntegerField(default=0)
    effect = models.FloatField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    dropped_at = models.DateTimeField(null=True)


class Step(models.Model):
    """What somebody does for an initiative, by when."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=500)
    due_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)

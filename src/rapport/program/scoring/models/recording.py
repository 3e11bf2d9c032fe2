"""The sound of interactions."""

from __future__ import annotations

import uuid

from django.db import models


class Recording(models.Model):
    """A file in the home's folder of recordings; an interaction has at most one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interaction_id = models.CharField(max_length=500, unique=True)
    kind = models.CharField(max_length=10)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    duration_s = models.FloatField(null=True)
    silences = models.JSONField(null=True)
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)

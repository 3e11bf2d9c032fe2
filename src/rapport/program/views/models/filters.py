"""Filters of Explore that people keep."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """What somebody looked for, under a name. `team`: None own, empty for everybody who explores, else for
    the people of that team. It holds what was asked, never what was found: whoever opens it sees as far as
    they may."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="filters")
    name = models.CharField(max_length=100)
    team = models.CharField(max_length=200, null=True)
    query = models.CharField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="one_filter_of_a_name")]

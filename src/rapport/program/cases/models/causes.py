"""The tree of root causes, and what it was before each change."""

from __future__ import annotations

from django.db import models


class RootCause(models.Model):
    """One reason why things go wrong, below another or at the top. One that is retired stays on the cases
    that name it and is offered no more."""

    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="below")
    name = models.CharField(max_length=200)
    place = models.IntegerField(default=0)
    retired_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)


class CauseVersion(models.Model):
    """The whole tree as it was after a change: `tree` lists id, parent, name and whether it is retired."""

    number = models.IntegerField(unique=True)
    tree = models.JSONField()
    said = models.CharField(max_length=500)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

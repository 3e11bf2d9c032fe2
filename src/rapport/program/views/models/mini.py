"""Mini-ratings: a few interactions, scored in minutes, apart from the home's estimates."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class MiniRating(models.Model):
    """A rating of its own. What it holds never enters the warehouse; it is removed when it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mini_ratings")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    population = models.IntegerField(null=True)
    random = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)


class MiniInteraction(models.Model):
    """One uploaded interaction, its text redacted, and what was decided about it (element → rules).

    What the file calls it and its customer is kept for erasing alone, empty where it says nothing.
    """

    rating = models.ForeignKey(MiniRating, on_delete=models.CASCADE, related_name="interactions")
    position = models.IntegerField()
    label = models.CharField(max_length=200)
    channel = models.CharField(max_length=100, blank=True)
    interaction_id = models.TextField(default="")
    customer_id = models.TextField(default="")
    turns = models.JSONField(default=list)
    decisions = models.JSONField(null=True)
    scored_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rating", "position"], name="one_place_in_rating")]

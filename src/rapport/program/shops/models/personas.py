"""Who a shopper pretends to be."""

from django.db import models


class Persona(models.Model):
    """A customer who does not exist: type, story, mood, and what they know and want."""

    name = models.CharField(max_length=200, unique=True)
    customer_type = models.CharField(max_length=200, blank=True)
    emotional_state = models.CharField(max_length=200, blank=True)
    story = models.TextField(blank=True)
    knows = models.TextField(blank=True)
    wants = models.TextField(blank=True)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

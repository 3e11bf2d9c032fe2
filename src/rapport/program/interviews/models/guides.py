"""Guides: what is asked in an interview, in versions."""

from django.db import models


class GuideVersion(models.Model):
    """One version of a guide. Once used in a study it never changes: a change makes the next version."""

    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    opening = models.TextField(blank=True)
    consent = models.TextField(blank=True)
    questions = models.JSONField(default=list)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "number"], name="one_guide_per_number")]

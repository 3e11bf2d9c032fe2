"""Round tables, and the suggestions spoken about there."""

from __future__ import annotations

from django.db import models


class Roundtable(models.Model):
    """One meeting of those who serve customers with those who can change something."""

    title = models.CharField(max_length=200)
    held_on = models.DateField()
    notes = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)


class RoundtableTopic(models.Model):
    """A suggestion on its list; what became of it stands with the suggestion."""

    roundtable = models.ForeignKey(Roundtable, on_delete=models.CASCADE, related_name="topics")
    suggestion = models.ForeignKey("cases.Suggestion", on_delete=models.CASCADE, related_name="spoken_of")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "suggestion"], name="spoken_of_once_there")
        ]

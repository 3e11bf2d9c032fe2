"""What employees suggest when they close a case, and their calendars' secret links."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from rapport.program.cases.models.cases import Case


class Suggestion(models.Model):
    """An employee's idea, and what became of it."""

    NEW, DISCUSSED, TAKEN, NOT_TAKEN = "new", "discussed", "taken", "not_taken"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="suggestions")
    text = models.TextField()
    by = models.CharField(max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="suggestions"
    )
    team = models.CharField(max_length=200, null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=20, default=NEW, db_index=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)


class CalendarLink(models.Model):
    """A secret address of somebody's due dates; only its digest is kept, and one a person at a time."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_link"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

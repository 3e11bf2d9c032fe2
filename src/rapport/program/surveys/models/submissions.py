"""Submissions: what came back, until the warehouse has it."""

from __future__ import annotations

from django.db import models


class Submission(models.Model):
    """One form somebody filled in. `key` is the invitation's, or one that its page was given: the same form
    handed in twice meets itself. `completed_at` None: so far, to be gone on with.

    `answers` are by item as they were checked, empty text where one was left open. `known` is what whoever
    handed it in could prove of the customer (`customer.id`, `interaction.id`); of an invitation its own row
    knows more. Both are emptied once published, as the warehouse owns them then. `seconds` is how long each
    page was looked at. Written by one statement that reads nothing before: no constraint makes the database
    look elsewhere.
    """

    key = models.CharField(primary_key=True, max_length=64)
    version = models.ForeignKey(
        "surveys.SurveyVersion", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False
    )
    invitation_id = models.UUIDField(null=True)
    door_id = models.CharField(max_length=24, blank=True)
    answers = models.JSONField(default=dict)
    seconds = models.JSONField(default=dict)
    known = models.JSONField(default=dict)
    language = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=20)
    started_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=models.Q(published_at__isnull=True),
                name="not_published_yet",
            ),
        ]

"""Invitations: one customer asked about one thing, once."""

from __future__ import annotations

import uuid

from django.db import models


class Invitation(models.Model):
    """One customer, asked by one version about one touchpoint or interaction. `key` says about what, so that
    nobody is asked twice for the same.

    `address` and `facts` (what is known of the customer, for words and conditions) are personal; both are
    emptied when it has ended. `state` is where it stands; `opened_at` is what a picture in a mail told, and
    says little. `inclusion_probability` is the chance with which it was drawn among those who could be asked.

    `address_mark` is the keyed hash of the address and outlives it: whoever was asked there can still leave,
    and is not asked too often. `programme_number` is the version of the programme it was planned by; before
    `remind_at` no reminder is tried.
    """

    WAITING, SENT, BOUNCED, COMPLETED, EXPIRED, CANCELLED, REFUSED, FAILED = (
        "waiting", "sent", "bounced", "completed", "expired", "cancelled", "refused", "failed",
    )  # fmt: skip
    OPEN = (WAITING, SENT)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=300, unique=True)
    version = models.ForeignKey("surveys.SurveyVersion", on_delete=models.PROTECT, related_name="invitations")
    programme = models.CharField(max_length=100, blank=True)
    programme_number = models.IntegerField(null=True)
    customer_id = models.CharField(max_length=500)
    interaction_id = models.CharField(max_length=500, blank=True)
    touchpoint = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    agent_id = models.CharField(max_length=500, blank=True)
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=320, blank=True)
    address_mark = models.CharField(max_length=64, blank=True, default="")
    facts = models.JSONField(default=dict)
    arm = models.CharField(max_length=50, blank=True)
    stratum = models.CharField(max_length=500, blank=True)
    inclusion_probability = models.FloatField(null=True)
    state = models.CharField(max_length=12, default=WAITING)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reminders = models.IntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["customer_id", "created_at"], name="asked_of_a_customer"),
            models.Index(fields=["address_mark", "created_at"], name="asked_at_an_address"),
            models.Index(fields=["state", "due_at"], name="invitations_due"),
            models.Index(fields=["programme", "created_at"], name="invitations_of_a_programme"),
            models.Index(fields=["version", "state"], name="invitations_of_a_version"),
        ]

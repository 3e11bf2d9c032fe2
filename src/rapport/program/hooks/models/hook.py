"""Subscriptions, what happened, and the way of each message."""

from __future__ import annotations

import uuid

from django.db import models


class Hook(models.Model):
    """Somebody's address that wants to hear of `events`. `failing_since` is when it last began to fail;
    `given_up` counts the messages in a row that never arrived."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=2000)
    events = models.JSONField(default=list)
    made_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=500, blank=True)
    failing_since = models.DateTimeField(null=True)
    given_up = models.IntegerField(default=0)


class Secret(models.Model):
    """What messages are signed with; in the clear, because signing takes it: it is in the database and
    nowhere else. Until `ends_at` a former one signs beside the new one."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="secrets")
    secret = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(null=True)


class Event(models.Model):
    """Something that happened, as it is told: written in the transaction that does it. `about` is the
    interaction it is about, if any, so that it goes with its customer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    body = models.TextField()
    about = models.CharField(max_length=500, null=True, db_index=True)
    at = models.DateTimeField(db_index=True)


class Delivery(models.Model):
    """One message on its way to one address, and how its last try went."""

    WAITING, DELIVERED, FAILED = "waiting", "delivered", "failed"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.SmallIntegerField(default=0)
    try_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    status = models.SmallIntegerField(null=True)
    spent_ms = models.IntegerField(null=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["try_at"], condition=models.Q(state="waiting"), name="deliveries_waiting")
        ]

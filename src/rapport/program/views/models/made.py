"""Reports that were made, and when others are due."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Schedule(models.Model):
    """A report that is made and mailed again and again, as its owner may see it. The clock is the one on
    the wall in `time_zone`: `next_at` is worked out from it each time, so clock changes do not move it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="schedules")
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=20)
    form = models.CharField(max_length=10)
    query = models.JSONField(default=dict)
    every = models.CharField(max_length=10)
    day = models.SmallIntegerField()
    at = models.TimeField()
    time_zone = models.CharField(max_length=60)
    recipients = models.JSONField(default=list)
    next_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True)


class MadeReport(models.Model):
    """A report that lies in the home's folder of reports, under a name that nobody typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    by = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    audience = models.CharField(max_length=20)
    form = models.CharField(max_length=10)
    query = models.JSONField(default=dict)
    file = models.CharField(max_length=200)
    size = models.BigIntegerField(default=0)
    data_version = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)


class Delivery(models.Model):
    """One report of a schedule on its way: written when it is due, tried until it is sent or given up."""

    WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="deliveries")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=WAITING, db_index=True)
    attempts = models.SmallIntegerField(default=0)
    try_at = models.DateTimeField(db_index=True)
    report = models.ForeignKey(MadeReport, null=True, on_delete=models.SET_NULL)
    problem = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "due_at"], name="delivered_once_a_date")]

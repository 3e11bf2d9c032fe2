"""Long work, and the workers that do it."""

from __future__ import annotations

import uuid

from django.db import models


class Job(models.Model):
    """One piece of long work. The queue (django-tasks) carries its id only; what people see is here.

    `arguments` name things by their ids, so that nothing personal lies in a queue.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60, db_index=True)
    title = models.CharField(max_length=300)
    arguments = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=200)
    user_id = models.UUIDField(null=True, db_index=True)
    state = models.CharField(max_length=10, default="queued", db_index=True)
    attempts = models.SmallIntegerField(default=0)
    stage = models.CharField(max_length=300, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    result = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)


class Worker(models.Model):
    """A worker process and its last sign of life."""

    id = models.CharField(primary_key=True, max_length=64)
    host = models.CharField(max_length=200)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()


class Turn(models.Model):
    """When a periodic task was last begun: of several workers, one takes each turn."""

    name = models.CharField(primary_key=True, max_length=60)
    taken_at = models.DateTimeField()

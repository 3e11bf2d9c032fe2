"""What people say of machine labels, and which drafts they saw."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Check(models.Model):
    """One person's answer to one question that a machine had answered before.

    `about` names what was asked for where a kind has several (the behaviour), `label` is the machine's
    answer and `answer` the person's, in the same words (present or absent; a concern's id; solved or not).
    `drawn` says how the question came up: `random` with its probability, `teaching` where the machine was
    least sure, `scoring` beside an evaluation, `seen` where a random one was answered by somebody who
    had seen the machine's answer: that neither measures nor teaches. No words of the conversation are kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interaction_id = models.CharField(max_length=500, db_index=True)
    turn = models.IntegerField(default=-1)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=500)
    answer = models.CharField(max_length=500, blank=True)
    verdict = models.CharField(max_length=12)
    model = models.CharField(max_length=300)
    probability = models.FloatField(null=True)
    drawn = models.CharField(max_length=10)
    inclusion_probability = models.FloatField(null=True)
    agent_id = models.CharField(max_length=500, null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interaction_id", "turn", "kind", "about", "user"],
                condition=Q(undone_at__isnull=True),
                name="checked_once",
            )
        ]
        indexes = [models.Index(fields=["kind", "drawn", "verdict"], name="checks_of_kind")]


class Opened(models.Model):
    """Somebody looked at the drafts of an element while scoring (`*`: at all of them, after submission), or
    at what was read of an interaction (`work` begins with `read/`)."""

    work = models.CharField(max_length=60)
    interaction_id = models.CharField(max_length=500, db_index=True)
    element = models.CharField(max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "element", "user"], name="opened_once")]

"""Coaching of one associate: the session, its evidence and answers, what was agreed."""

from __future__ import annotations

import uuid

from django.db import models


class CoachingSession(models.Model):
    """One conversation about one element. `agent_id` is who the associate is in the interactions; `team`
    theirs when it was planned. What customers wrote is never copied here: evidence only points to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent_id = models.CharField(max_length=500, db_index=True)
    team = models.CharField(max_length=200, null=True, db_index=True)
    lead = models.CharField(max_length=200)
    lead_user_id = models.UUIDField(null=True)
    element = models.CharField(max_length=200)
    definition = models.CharField(max_length=260)
    aim = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    held_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)


class SessionEvidence(models.Model):
    """A place in an interaction that shows what the session is about."""

    session = models.ForeignKey(CoachingSession, on_delete=models.CASCADE, related_name="evidence")
    interaction_id = models.CharField(max_length=500, db_index=True)
    turn = models.IntegerField()
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "interaction_id", "turn", "start", "end"], name="shown_once_a_session"
            )
        ]


class SessionAnswer(models.Model):
    """A model answer given along."""

    session = models.ForeignKey(CoachingSession, on_delete=models.CASCADE, related_name="answers")
    answer_id = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "answer_id"], name="given_once_a_session")]


class AgreedAction(models.Model):
    """What the associate will do, by when; done when the associate or the lead says so."""

    session = models.ForeignKey(CoachingSession, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=500)
    due_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)

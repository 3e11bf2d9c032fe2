"""Calibration: several people score the same interactions blind, then settle what they should have seen."""

from __future__ import annotations

import uuid

from django.db import models

from rapport.program.audits.models import CriteriaVersion, Evaluator


class Session(models.Model):
    """One calibration. Until it is revealed nobody sees anybody's scores; who takes part, the tasks say."""

    SCORING, REVEALED, CLOSED = "scoring", "revealed", "closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    criteria = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="sessions")
    facilitator = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=SCORING)
    chosen = models.JSONField(default=dict)
    notes = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revealed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)


class SessionInteraction(models.Model):
    """An interaction that a session scores."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="interactions")
    interaction_id = models.CharField(max_length=500, db_index=True)
    position = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "interaction_id"], name="once_per_session")]


class Consensus(models.Model):
    """What a session settled about one element of one interaction."""

    scored = models.ForeignKey(SessionInteraction, on_delete=models.CASCADE, related_name="consensus")
    element = models.CharField(max_length=200)
    rules = models.JSONField(default=dict)
    not_applicable = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scored", "element"], name="settled_once")]


class Signature(models.Model):
    """Somebody stands by the whole consensus on an interaction; a change of it removes the signatures."""

    scored = models.ForeignKey(SessionInteraction, on_delete=models.CASCADE, related_name="signatures")
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="signatures")
    certified = models.BooleanField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scored", "evaluator"], name="signed_once")]


class Rewrite(models.Model):
    """A rule whose words evaluators read differently, to be written anew."""

    OPEN, DONE, DROPPED = "open", "done", "dropped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    criteria = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="rewrites")
    element = models.CharField(max_length=200)
    rule = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="rewrites")
    state = models.CharField(max_length=10, default=OPEN)
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    closed_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["criteria", "element", "rule"],
                condition=models.Q(state="open"),
                name="one_open_rewrite_per_rule",
            )
        ]

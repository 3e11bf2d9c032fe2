"""Evaluations: one evaluator, one interaction, one criteria version."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from rapport.program.audits.models.criteria import CriteriaVersion
from rapport.program.audits.models.people import Evaluator
from rapport.program.audits.models.samples import Sample

LIVE = Q(retracted_at__isnull=True)


class Evaluation(models.Model):
    """Never changed once submitted: a correction retracts it and points to its replacement.

    `scores` holds what the decisions came to when they were submitted (metric, value, flags,
    evidence): publishing needs nothing else. `agent_id` and `team` are whose interaction it was then:
    they say who may read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interaction_id = models.CharField(max_length=500, db_index=True)
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="evaluations")
    criteria = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="evaluations")
    sample = models.ForeignKey(Sample, null=True, on_delete=models.PROTECT, related_name="evaluations")
    stratum = models.CharField(max_length=500, null=True)
    inclusion_probability = models.FloatField(null=True)
    purpose = models.CharField(max_length=20, default="live")
    comment = models.TextField(blank=True)
    draft_shown = models.BooleanField(default=False)
    content_hash = models.CharField(max_length=64)
    qci = models.FloatField(null=True)
    scores = models.JSONField(default=list)
    agent_id = models.CharField(max_length=500, null=True, db_index=True)
    team = models.CharField(max_length=200, null=True, db_index=True)
    submitted_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interaction_id", "evaluator", "criteria", "purpose", "sample"],
                condition=LIVE & Q(sample__isnull=False),
                name="one_evaluation_per_evaluator_in_sample",
            ),
            models.UniqueConstraint(
                fields=["interaction_id", "evaluator", "criteria", "purpose"],
                condition=LIVE & Q(sample__isnull=True),
                name="one_evaluation_per_evaluator",
            ),
        ]


class ElementDecision(models.Model):
    """What one evaluation says about one element: which rules fired, how often, and why."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="decisions")
    element = models.CharField(max_length=200)
    rules = models.JSONField(default=dict)
    not_applicable = models.BooleanField(default=False)
    comment = models.TextField(blank=True)
    evidence = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "element"], name="decided_once")]

"""Model answers and their versions."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class ModelAnswer(models.Model):
    """What good looks like in one scenario, for one or more elements. What it says is in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    owner_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)


class AnswerVersion(models.Model):
    """One version. A draft changes with every save (`revision` counts them); a published one never does."""

    DRAFT, PUBLISHED = "draft", "published"

    answer = models.ForeignKey(ModelAnswer, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    state = models.CharField(max_length=10, default=DRAFT)
    revision = models.IntegerField(default=1)
    title = models.CharField(max_length=200)
    scenario = models.JSONField(default=dict)
    elements = models.JSONField(default=list)
    outline = models.TextField(blank=True)
    email_subject = models.CharField(max_length=300, blank=True)
    email_body = models.TextField(blank=True)
    talking_points = models.JSONField(default=list)
    checklist = models.JSONField(default=list)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    published_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="one_answer_version_per_number"),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(state="draft"), name="one_draft_per_answer"
            ),
        ]


class AnswerUsed(models.Model):
    """An answer was used for something that lies elsewhere: a coaching session, a finding, an evaluation."""

    answer = models.ForeignKey(ModelAnswer, on_delete=models.CASCADE, related_name="uses")
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=200)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "kind", "object_id"], name="answer_used_once")
        ]

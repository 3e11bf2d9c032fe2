"""Criteria as they were when somebody scored by them, and drafts of what comes next."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class CriteriaVersion(models.Model):
    """The text of one version of one criteria file. Once published or used, it never changes.

    A version that came from a file has no `published_at`. A withdrawn one stays readable and keeps its
    evaluations; nobody scores by it any more.
    """

    criteria_id = models.CharField(max_length=200)
    version = models.CharField(max_length=50)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    first_used_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria_id", "version"], name="one_text_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.criteria_id}@{self.version}"


class CriteriaDraft(models.Model):
    """The next version, while it is written. `revision` counts saves; the text need not hold yet.

    `criteria_id` and `version` say what it is to become, as far as its text says so.
    """

    DRAFT, REVIEW, PUBLISHED, DISCARDED = "draft", "review", "published", "discarded"
    OPEN = (DRAFT, REVIEW)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    criteria_id = models.CharField(max_length=200)
    version = models.CharField(max_length=50)
    based_on = models.CharField(max_length=260, blank=True)
    text = models.TextField()
    revision = models.IntegerField(default=1)
    state = models.CharField(max_length=10, default=DRAFT)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    writers = models.JSONField(default=list)
    sent_by = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    became = models.ForeignKey(CriteriaVersion, null=True, on_delete=models.SET_NULL)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_id"], condition=Q(state__in=("draft", "review")), name="one_open_draft"
            )
        ]


class CriteriaSnapshot(models.Model):
    """A draft's text before something was added, moved or removed, so that it can be undone."""

    draft = models.ForeignKey(CriteriaDraft, on_delete=models.CASCADE, related_name="snapshots")
    text = models.TextField()
    words = models.CharField(max_length=300)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()


class CriteriaComment(models.Model):
    """What somebody says about a draft; `about` names a factor, element or rule, or nothing."""

    draft = models.ForeignKey(CriteriaDraft, on_delete=models.CASCADE, related_name="comments")
    about = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)

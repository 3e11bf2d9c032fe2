"""Surveys: what is being written, and the versions that people answer."""

from __future__ import annotations

from django.db import models


class Theme(models.Model):
    """How public pages look: colours by name (`paper`, `ink`, `accent`, …), and words of the sender."""

    name = models.CharField(max_length=100, unique=True)
    colours = models.JSONField(default=dict)
    sender = models.CharField(max_length=200, blank=True)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField(auto_now=True)


class Survey(models.Model):
    """A survey through all its versions. `id` is what its file calls it, and never changes."""

    id = models.CharField(primary_key=True, max_length=100)
    title = models.CharField(max_length=300)
    theme = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True)


class SurveyDraft(models.Model):
    """The next version while it is written. `revision` counts saves; the text need not hold yet."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField()
    revision = models.IntegerField(default=1)
    based_on = models.IntegerField(null=True)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()


class SurveySnapshot(models.Model):
    """A draft's text before something was added, moved or removed, so that it can be undone."""

    draft = models.ForeignKey(SurveyDraft, on_delete=models.CASCADE, related_name="snapshots")
    text = models.TextField()
    words = models.CharField(max_length=300)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()


class SurveyVersion(models.Model):
    """The text of one version, as it was published. It never changes; it can be closed, and opened again."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="one_text_per_number")]

    def __str__(self) -> str:
        return f"{self.survey_id}@{self.number}"

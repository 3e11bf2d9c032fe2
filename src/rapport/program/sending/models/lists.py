"""Lists of people to ask that somebody brought."""

from __future__ import annotations

from django.db import models


class MailingList(models.Model):
    """A file of people to ask. `sha256` tells the same file again: an import that was cut off goes on after
    `done` rows."""

    id = models.CharField(primary_key=True, max_length=24)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    version = models.ForeignKey("surveys.SurveyVersion", on_delete=models.PROTECT)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    done = models.IntegerField(default=0)
    invited = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "version"], name="one_list_a_version")]


class ListRow(models.Model):
    """A row of a list that nobody was invited for, and why; the row's number only, no address."""

    mailing = models.ForeignKey(MailingList, on_delete=models.CASCADE, related_name="rows")
    row = models.IntegerField()
    reason = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailing", "row"], name="one_reason_a_row")]

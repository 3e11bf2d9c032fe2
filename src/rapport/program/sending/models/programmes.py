"""Programmes: who is asked what, after which contacts; and the rules over all of them."""

from __future__ import annotations

from django.db import models


class Programme(models.Model):
    """A programme through all its versions. `running_since` None: off. `read_at` and `read_key` say how far
    what happened was looked at, by when it was stored and its id; `data_version` which version that was."""

    id = models.CharField(primary_key=True, max_length=100)
    title = models.CharField(max_length=200)
    number = models.IntegerField(default=1)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    running_since = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    read_key = models.CharField(max_length=500, blank=True)
    data_version = models.IntegerField(default=0)


class ProgrammeVersion(models.Model):
    """What a programme was set to, as it was saved; it never changes."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    plan = models.JSONField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_plan_per_number")]


class Round(models.Model):
    """What one look at what happened came to: how many could have been asked, were, and were left out why.
    One row a programme and day."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    day = models.DateField()
    candidates = models.IntegerField(default=0)
    asked = models.IntegerField(default=0)
    left_out = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "day"], name="one_round_a_day")]


class Rules(models.Model):
    """The rules over all programmes; one row, made at the first change."""

    rules = models.JSONField(default=dict)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()


class NoRecord(models.Model):
    """A contact or event (`about`) whose customer has no record yet: looked at again until it is too late.
    Records often come after the contacts they belong to."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=500)
    customer_id = models.CharField(max_length=500)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "about"], name="one_wait_for_a_record")]
        indexes = [models.Index(fields=["customer_id"], name="waits_of_a_customer")]

"""Who gets a case, by which rules, and by which clock it is due."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class CaseSettings(models.Model):
    """One row: opening hours by weekday, holidays, business hours until a case is due by urgency, and who
    is asked when one is overdue."""

    opening = models.JSONField(default=dict)
    holidays = models.JSONField(default=list)
    due_hours = models.JSONField(default=dict)
    escalate_to = models.JSONField(default=list)
    version = models.IntegerField(default=1)


class RoutingRule(models.Model):
    """Cases that meet all of `conditions` go to one of `people` (none named: every case worker), if asked
    only to those of the case's team or those who know its concern: to who has the fewest open."""

    place = models.IntegerField()
    name = models.CharField(max_length=200)
    conditions = models.JSONField(default=dict)
    people = models.JSONField(default=list)
    same_team = models.BooleanField(default=False)
    skilled = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["place", "pk"]


class CaseWorker(models.Model):
    """What routing knows of somebody who works on cases: teams, concerns they know, and how many open cases
    are too many."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_worker"
    )
    teams = models.JSONField(default=list)
    skills = models.JSONField(default=list)
    most_open = models.IntegerField(null=True)
    takes_cases = models.BooleanField(default=True)


class Absence(models.Model):
    """Days on which somebody is given no case, the first and the last included."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    by = models.CharField(max_length=200)

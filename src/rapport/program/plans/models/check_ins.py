"""Weekly check-ins of a plan, and the summaries that are mailed."""

from __future__ import annotations

from django.db import models


class CheckIn(models.Model):
    """Where it stands in one week, in one person's words; they may mend it while the week lasts."""

    GOES_WELL, AT_RISK, STUCK = "goes well", "at risk", "stuck"
    STANDINGS = (GOES_WELL, AT_RISK, STUCK)

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="check_ins")
    week = models.DateField()
    who = models.CharField(max_length=200)
    by = models.CharField(max_length=200)
    standing = models.CharField(max_length=12)
    done = models.TextField(blank=True)
    comes_next = models.TextField(blank=True)
    hindered = models.TextField(blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "week", "who"], name="one_check_in_a_week")]


class Summary(models.Model):
    """One summary on its way to those who follow a plan: of a month or a quarter that has ended."""

    WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="summaries")
    period = models.CharField(max_length=10)
    until = models.DateField()
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.SmallIntegerField(default=0)
    try_at = models.DateTimeField(db_index=True)
    sent_to = models.JSONField(default=list)
    problem = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "period", "until"], name="one_summary_a_period")
        ]

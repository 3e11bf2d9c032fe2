"""What rules fired for."""

from __future__ import annotations

from django.db import models

from rapport.program.alerts.models.rule import Rule


class Firing(models.Model):
    """A rule fired for one thing, once whatever is imported, edited or killed later: `subject` names the
    conversation, or the submission or event where there is none.

    `due`: its case is still to be opened; `fired`; `quiet`: the rule had fired for the same customer shortly
    before; `held`: beyond what the rule may do a day; `left`: held and then let go; `failed`: its case could
    not be opened, `problem` says why. `number` is the version; `facts` are what the conditions found, never
    a customer's words.
    """

    DUE, FIRED, QUIET, HELD, LEFT, FAILED = "due", "fired", "quiet", "held", "left", "failed"

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="firings")
    number = models.IntegerField()
    subject = models.CharField(max_length=520)
    state = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    found_at = models.DateTimeField(db_index=True)
    fired_at = models.DateTimeField(null=True)
    customer_id = models.CharField(max_length=500, null=True, db_index=True)
    interaction_id = models.CharField(max_length=500, null=True, db_index=True)
    agent_id = models.CharField(max_length=500, null=True)
    team = models.CharField(max_length=500, null=True)
    channel = models.CharField(max_length=100, null=True)
    facts = models.JSONField(default=dict)
    case_id = models.UUIDField(null=True, db_index=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "subject"], name="alert_firings_once")]
        indexes = [
            models.Index(fields=["rule", "state", "found_at"], name="alert_firings_of_rule"),
            models.Index(fields=["-at", "-id"], name="alert_firings_newest"),
            models.Index(fields=["agent_id", "kind"], name="alert_firings_of_agent"),
            models.Index(fields=["id"], condition=models.Q(state="due"), name="alert_firings_due"),
        ]

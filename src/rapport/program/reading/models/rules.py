"""What the rules of criteria stand for among behaviours, and how well a machine has to agree with people."""

from __future__ import annotations

from django.db import models


class RuleBehaviour(models.Model):
    """A rule of the criteria of one id is seen where the behaviour is (`fires_when` present) or is not.

    Without a behaviour the machine takes the rule for never seen; a rule without a row is people's alone.
    """

    PRESENT, ABSENT = "present", "absent"

    criteria_id = models.CharField(max_length=200)
    element = models.CharField(max_length=200)
    rule = models.CharField(max_length=200)
    behaviour = models.CharField(max_length=100, blank=True)
    fires_when = models.CharField(max_length=10, default=PRESENT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria_id", "element", "rule"], name="one_behaviour_a_rule")
        ]


class Bar(models.Model):
    """From what agreement with people on a machine's score of an element is reported alone: the lower end
    of its interval has to reach `agreement`, on `base` interactions at least. `element` `*`: all others."""

    criteria_id = models.CharField(max_length=200)
    element = models.CharField(max_length=200, default="*")
    agreement = models.FloatField(default=0.6)
    base = models.IntegerField(default=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["criteria_id", "element"], name="one_bar_an_element")]

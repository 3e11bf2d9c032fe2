"""Rules and their versions."""

from __future__ import annotations

import uuid

from django.db import models


class Rule(models.Model):
    """A rule that watches what happened. `version` is the one that counts; `starter` names the rule to begin
    with that it was made of. A rule that stopped by itself stays so until somebody lets it go on; from then
    on the most a day is counted anew. `looked_of` tells the state of the data that it was last asked of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    version = models.IntegerField(default=1)
    starter = models.CharField(max_length=40, blank=True)
    owner = models.CharField(max_length=200)
    active = models.BooleanField(default=False, db_index=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=300, blank=True)
    went_on_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    looked_of = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)


class RuleVersion(models.Model):
    """What a rule said from `made_at` on, as its file; never changed. `previewed_at`: somebody looked at what
    it would have done, which found `would_fire`."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    text = models.TextField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    previewed_at = models.DateTimeField(null=True)
    would_fire = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="alert_rule_versions")]

"""Rounds of coding: which interactions were drawn, who codes them, and what they said."""

from django.conf import settings
from django.db import models

from rapport.program.schemas.models.versions import SchemaVersion


class CodingRound(models.Model):
    """A random sample that people code. With its seed and data version it can be drawn again."""

    OPEN, CLOSED = "open", "closed"

    name = models.CharField(max_length=200)
    version = models.ForeignKey(SchemaVersion, on_delete=models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=10, default=OPEN)
    seed = models.BigIntegerField()
    data_version = models.BigIntegerField()
    by = models.JSONField(default=list)
    where = models.JSONField(default=dict)
    frame_size = models.BigIntegerField()
    excluded = models.JSONField(default=dict)
    strata = models.JSONField(default=dict)
    double_share = models.FloatField()
    axes = models.JSONField(default=list)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)


class CodingUnit(models.Model):
    """A drawn interaction, with the probability it had to be drawn."""

    round = models.ForeignKey(CodingRound, on_delete=models.CASCADE, related_name="units")
    interaction_id = models.CharField(max_length=500, db_index=True)
    stratum = models.CharField(max_length=500)
    inclusion_probability = models.FloatField()
    position = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "interaction_id"], name="drawn_once_per_round")
        ]


class CodingSeat(models.Model):
    """One person codes one interaction; ordinal 2 is the second, blind reading."""

    unit = models.ForeignKey(CodingUnit, on_delete=models.CASCADE, related_name="seats")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coding_seats")
    ordinal = models.SmallIntegerField(default=1)
    comment = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "coder"], name="coded_once_per_person"),
            models.UniqueConstraint(fields=["unit", "ordinal"], name="one_seat_per_ordinal"),
        ]


class Code(models.Model):
    """What one coder said about one axis; an empty value means that it cannot be told."""

    seat = models.ForeignKey(CodingSeat, on_delete=models.CASCADE, related_name="codes")
    axis = models.CharField(max_length=20)
    value = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "axis"], name="one_code_per_axis")]


class Settlement(models.Model):
    """What counts where two coders differed."""

    unit = models.ForeignKey(CodingUnit, on_delete=models.CASCADE, related_name="settlements")
    axis = models.CharField(max_length=20)
    value = models.CharField(max_length=100, blank=True)
    settled_by = models.CharField(max_length=200)
    settled_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "axis"], name="axis_settled_once")]

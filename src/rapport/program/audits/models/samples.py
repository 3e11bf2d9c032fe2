"""Samples, frozen with their frame, and who is asked to score what."""

from django.db import models

from rapport.program.audits.models.criteria import CriteriaVersion
from rapport.program.audits.models.people import Evaluator


class Sample(models.Model):
    """A drawn sample. With its seed and data version the same sample can be drawn again.

    `open_to_all`: nobody was named when it was drawn, so whoever scores is welcome.
    """

    slug = models.SlugField(primary_key=True, max_length=100)
    seed = models.BigIntegerField()
    data_version = models.BigIntegerField()
    by = models.JSONField(default=list)
    where = models.JSONField(default=dict)
    frame_size = models.BigIntegerField()
    excluded = models.JSONField(default=dict)
    size = models.IntegerField()
    margin_asked = models.FloatField(null=True)
    margin_expected = models.FloatField(null=True)
    confidence = models.FloatField()
    double_share = models.FloatField()
    minimum = models.IntegerField()
    planned_from = models.CharField(max_length=300)
    open_to_all = models.BooleanField(default=False)
    criteria = models.ForeignKey(CriteriaVersion, null=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.slug)


class Stratum(models.Model):
    """A group of the frame that was drawn from on its own: `drawn` of `population`."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="strata")
    label = models.CharField(max_length=500)
    key = models.JSONField(default=dict)
    population = models.BigIntegerField()
    drawn = models.IntegerField()
    minimum = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "label"], name="one_stratum_per_label")]


class SampledInteraction(models.Model):
    """An interaction in a sample, with the probability it had to be drawn."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="drawn")
    stratum = models.ForeignKey(Stratum, on_delete=models.CASCADE, related_name="interactions")
    interaction_id = models.CharField(max_length=500, db_index=True)
    inclusion_probability = models.FloatField()
    position = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "interaction_id"], name="drawn_once_per_sample")
        ]


class Assignment(models.Model):
    """One evaluator is asked to score one sampled interaction; ordinal 2 is the second, blind score."""

    OPEN, DONE = "open", "done"

    sampled = models.ForeignKey(SampledInteraction, on_delete=models.CASCADE, related_name="assignments")
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="assignments")
    ordinal = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=10, default=OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sampled", "evaluator"], name="assigned_once"),
            models.UniqueConstraint(fields=["sampled", "ordinal"], name="one_assignment_per_ordinal"),
        ]

"""Samples, frozen with their frame, and who is asked to score what."""

from django.db import models

from rapport.program.audits.models.criteria import CriteriaVersion
from rapport.program.audits.models.objectives import Audit
from rapport.program.audits.models.people import Evaluator


class Sample(models.Model):
    """A drawn sample. With its seed and data version the same sample can be drawn again.

    `open_to_all`: nobody was named when it was drawn, so whoever scores is welcome. `shares` say how
    much of the result each evaluator makes up where that is not the same for all, `conflicts` whose
    interactions (agents, teams) an evaluator may not score; both are frozen with the draw.
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
    audit = models.ForeignKey(Audit, null=True, on_delete=models.PROTECT, related_name="samples")
    due_at = models.DateTimeField(null=True)
    shares = models.JSONField(default=dict)
    conflicts = models.JSONField(default=dict)
    bar_own_team = models.BooleanField(default=True)
    hide_agents = models.BooleanField(default=False)
    drawn_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

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
    agent_id = models.CharField(max_length=500, null=True)
    team = models.CharField(max_length=200, null=True)
    left_at = models.DateTimeField(null=True)
    left_because = models.CharField(max_length=40, blank=True)
    left_note = models.CharField(max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "interaction_id"], name="drawn_once_per_sample")
        ]


class Reserve(models.Model):
    """An interaction that takes the place of one that cannot be scored: the stratum's random order goes
    on behind the drawn ones, and the lowest `rank` is next."""

    stratum = models.ForeignKey(Stratum, on_delete=models.CASCADE, related_name="reserves")
    interaction_id = models.CharField(max_length=500, db_index=True)
    rank = models.IntegerField()
    agent_id = models.CharField(max_length=500, null=True)
    team = models.CharField(max_length=200, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stratum", "rank"], name="one_reserve_per_rank")]


class Assignment(models.Model):
    """One evaluator is asked to score one sampled interaction; ordinal 2 is the second, blind score.

    States: open; done; moved (somebody else was asked instead); removed (nobody is asked any more).
    Only open and done ones count; the others stay to tell what happened. In a sample open to all,
    `claimed_at` says that the evaluator took it and is not a stand-in.
    """

    OPEN, DONE, MOVED, REMOVED = "open", "done", "moved", "removed"
    STANDING = (OPEN, DONE)

    sampled = models.ForeignKey(SampledInteraction, on_delete=models.CASCADE, related_name="assignments")
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="assignments")
    ordinal = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=10, default=OPEN)
    reason = models.CharField(max_length=500, blank=True)
    due_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sampled", "evaluator"],
                condition=models.Q(state__in=("open", "done")),
                name="assigned_once",
            ),
            models.UniqueConstraint(
                fields=["sampled", "ordinal"],
                condition=models.Q(state__in=("open", "done")),
                name="one_assignment_per_ordinal",
            ),
        ]
        indexes = [models.Index(fields=["evaluator", "state"], name="assignments_of_evaluator")]

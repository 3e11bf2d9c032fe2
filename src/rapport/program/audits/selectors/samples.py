"""Stored samples and work lists."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import Assignment, Evaluation, Sample, SampledInteraction
from rapport.program.audits.plain import AssignedInteraction, SampleFacts


def samples() -> list[SampleFacts]:
    """All samples, newest first."""
    found = Sample.objects.select_related("criteria").prefetch_related("strata").order_by("-created_at")
    return [_facts(sample) for sample in found]


def sample_facts(name: str) -> SampleFacts:
    """One sample. Raises AuditError when there is none of that name."""
    found = Sample.objects.select_related("criteria").prefetch_related("strata").filter(slug=name).first()
    if found is None:
        known = ", ".join(Sample.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise AuditError(f"There is no sample named {name!r}", None, f"Samples: {known}.")
    return _facts(found)


def latest_sample(definition: str | None = None, before: str | None = None) -> SampleFacts | None:
    """The newest sample with live evaluations (by these criteria), or the one drawn before `before`."""
    scored = Evaluation.objects.filter(retracted_at__isnull=True, purpose="live", sample__isnull=False)
    if definition is not None:
        criteria_id, _, version = definition.rpartition("@")
        scored = scored.filter(criteria__criteria_id=criteria_id, criteria__version=version)
    found = Sample.objects.filter(slug__in=scored.values("sample_id"))
    if before is not None:
        found = found.filter(created_at__lt=Sample.objects.get(slug=before).created_at)
    newest = found.order_by("-created_at").first()
    return sample_facts(newest.slug) if newest else None


def assigned(sample: str, evaluator: str) -> list[AssignedInteraction]:
    """What `evaluator` is asked to score in `sample`, in the order of the sheet."""
    rows = (
        Assignment.objects.filter(sampled__sample_id=sample, evaluator__name=evaluator)
        .order_by("sampled__position")
        .values_list("sampled__interaction_id", "sampled__position", "state")
    )
    return [AssignedInteraction(*row) for row in rows]


def assigned_criteria(interaction_id: str, evaluator: str) -> str | None:
    """The criteria of the newest sample that asked `evaluator` (or anybody) to score this interaction."""
    places = SampledInteraction.objects.filter(
        Q(assignments__evaluator__name=evaluator) | Q(sample__open_to_all=True),
        interaction_id=interaction_id,
        sample__criteria__isnull=False,
    )
    newest = places.select_related("sample__criteria").order_by("-sample__created_at").first()
    return str(newest.sample.criteria) if newest else None


def _facts(sample: Sample) -> SampleFacts:
    strata = list(sample.strata.all())
    return SampleFacts(
        name=sample.slug,
        seed=sample.seed,
        data_version=sample.data_version,
        by=tuple(sample.by),
        where=dict(sample.where),
        frame_size=sample.frame_size,
        excluded=dict(sample.excluded),
        populations={stratum.label: stratum.population for stratum in strata},
        drawn={stratum.label: stratum.drawn for stratum in strata},
        size=sample.size,
        double_share=sample.double_share,
        confidence=sample.confidence,
        margin_asked=sample.margin_asked,
        margin_expected=sample.margin_expected,
        criteria=str(sample.criteria) if sample.criteria else None,
        open_to_all=sample.open_to_all,
        created_at=sample.created_at,
    )

"""Stored samples and work lists."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import Assignment, Evaluation, Evaluator, Sample, SampledInteraction
from rapport.program.audits.plain import AssignedInteraction, SampleFacts
from rapport.program.audits.reasons import OUT_OF_SCOPE
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission, Sight


def samples(actor: Actor) -> list[SampleFacts]:
    """All samples, newest first."""
    actor.require(Permission.SAMPLES_READ)
    found = Sample.objects.select_related("criteria").prefetch_related("strata").order_by("-created_at")
    gone = _Gone.of()
    return [_facts(sample, gone) for sample in found]


def sample_facts(actor: Actor, name: str) -> SampleFacts:
    """One sample. Raises AuditError when there is none of that name."""
    actor.require(Permission.SAMPLES_READ)
    found = Sample.objects.select_related("criteria").prefetch_related("strata").filter(slug=name).first()
    if found is None:
        known = ", ".join(Sample.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise AuditError(f"There is no sample named {name!r}", None, f"Samples: {known}.")
    return _facts(found, _Gone.of(name))


def latest_sample(
    actor: Actor, definition: str | None = None, before: str | None = None
) -> SampleFacts | None:
    """The newest sample of which at least half is scored (by these criteria); where none is so far, the
    newest with any live evaluation. With `before`, among the samples drawn before that one.

    An audit that has only begun does not push the last one from the reports.
    """
    actor.require(Permission.SAMPLES_READ)
    scored = Evaluation.objects.filter(retracted_at__isnull=True, purpose="live", sample__isnull=False)
    if definition is not None:
        criteria_id, _, version = definition.rpartition("@")
        scored = scored.filter(criteria__criteria_id=criteria_id, criteria__version=version)
    counts = scored.values("sample_id").annotate(units=Count("interaction_id", distinct=True))
    units = dict(counts.values_list("sample_id", "units"))
    found = Sample.objects.filter(slug__in=units)
    if before is not None:
        found = found.filter(created_at__lt=Sample.objects.get(slug=before).created_at)
    newest_first = list(found.order_by("-created_at").values_list("slug", "size"))
    along = [slug for slug, size in newest_first if 2 * units[slug] >= size]
    chosen = next(iter(along or [slug for slug, _ in newest_first]), None)
    return sample_facts(actor, chosen) if chosen else None


def assigned(actor: Actor, sample: str, evaluator: str) -> list[AssignedInteraction]:
    """What `evaluator` is asked to score in `sample`, in the order of the sheet.

    One's own list, or anybody's for who plans or reviews audits. Raises NotAllowedError.
    """
    _may_see_work_of(actor, evaluator)
    rows = (
        Assignment.objects.filter(
            sampled__sample_id=sample, evaluator__name=evaluator, state__in=Assignment.STANDING
        )
        .order_by("sampled__position")
        .values_list("sampled__interaction_id", "sampled__position", "state")
    )
    return [AssignedInteraction(*row) for row in rows]


def assigned_criteria(actor: Actor, interaction_id: str, evaluator: str) -> str | None:
    """The criteria of the newest sample that asked `evaluator` (or anybody) to score this interaction."""
    _may_see_work_of(actor, evaluator)
    places = SampledInteraction.objects.filter(
        Q(assignments__evaluator__name=evaluator, assignments__state__in=Assignment.STANDING)
        | Q(sample__open_to_all=True),
        interaction_id=interaction_id,
        left_at=None,
        sample__criteria__isnull=False,
    )
    newest = places.select_related("sample__criteria").order_by("-sample__created_at").first()
    return str(newest.sample.criteria) if newest else None


def may_see_all_work(actor: Actor) -> bool:
    """Whether this person plans audits, or reviews all there is."""
    if actor.may(Permission.SAMPLES_PLAN):
        return True
    may = actor.may(Permission.SAMPLES_READ) and actor.may(Permission.EVALUATIONS_READ)
    return may and actor.sight(Permission.EVALUATIONS_READ) is Sight.ALL


def _may_see_work_of(actor: Actor, evaluator: str) -> None:
    own = actor.user_id and Evaluator.objects.filter(user_id=actor.user_id, name=evaluator).exists()
    if not own and not may_see_all_work(actor):
        raise NotAllowedError(Permission.SAMPLES_PLAN, actor.name)


@dataclass(frozen=True)
class _Gone:
    """By sample and stratum: how many interactions were replaced, and how many never belonged there."""

    replaced: Counter[tuple[str, str]]
    out_of_scope: Counter[tuple[str, str]]

    @classmethod
    def of(cls, sample: str | None = None) -> _Gone:
        left = SampledInteraction.objects.filter(left_at__isnull=False)
        left = left.filter(sample_id=sample) if sample else left
        stratum = ("sample_id", "stratum__label")
        return cls(
            Counter(left.filter(replaced_by__isnull=False).values_list(*stratum)),
            Counter(left.filter(left_because__in=OUT_OF_SCOPE).values_list(*stratum)),
        )


def _facts(sample: Sample, gone: _Gone) -> SampleFacts:
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
        looked_at={one.label: one.drawn + gone.replaced[sample.slug, one.label] for one in strata},
        out_of_scope={label: n for (name, label), n in gone.out_of_scope.items() if name == sample.slug},
        audit=sample.audit_id,
        due_at=sample.due_at,
        hide_agents=sample.hide_agents,
        closed_at=sample.closed_at,
    )

"""How far samples are."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from rapport.program.audits.models import Assignment, Sample, SampledInteraction, Stratum
from rapport.program.audits.planning import (
    Counts,
    EvaluatorProgress,
    OpenSample,
    SampleProgress,
    StratumProgress,
)
from rapport.program.audits.selectors.samples import may_see_all_work
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

RECENT = timedelta(days=7)


def due() -> Any:
    """When an assignment is due: its own deadline, else its sample's."""
    return Coalesce("due_at", "sampled__sample__due_at")


def overdue() -> Q:
    """A condition on assignments: past their deadline and not scored."""
    late = Q(due_at__lt=timezone.now()) | Q(due_at=None, sampled__sample__due_at__lt=timezone.now())
    return late & Q(state=Assignment.OPEN)


def standing() -> QuerySet[Assignment]:
    """What is asked for or scored, of interactions that are still in their sample."""
    return Assignment.objects.filter(state__in=Assignment.STANDING, sampled__left_at=None)


def sample_counts(actor: Actor) -> dict[str, Counts]:
    """How far every sample is, by name. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_READ)
    return _counted(standing(), "sampled__sample_id")


def sample_progress(actor: Actor, sample: str) -> SampleProgress | None:
    """How far one sample is, by evaluator and stratum; None when there is none of that name.

    Who neither plans nor reviews audits sees own progress only beside the whole. Raises NotAllowedError.
    """
    actor.require(Permission.SAMPLES_READ)
    held = Sample.objects.filter(slug=sample).first()
    if held is None:
        return None
    rows = standing().filter(sampled__sample=held)
    since = timezone.now() - RECENT
    totals = rows.aggregate(
        recent=Count("pk", filter=Q(state=Assignment.DONE, ended_at__gte=since)), first=Min("ended_at")
    )
    whole = _counted(rows.annotate(all=Value("all")), "all").get("all", Counts())
    left = SampledInteraction.objects.filter(sample=held, left_at__isnull=False)
    return SampleProgress(
        sample=sample,
        counts=whole,
        evaluators=_evaluators(actor, held, rows),
        strata=_strata(held, rows, left),
        recent=totals["recent"],
        recent_since=since,
        first_done_at=totals["first"],
        left=left.count(),
    )


def work_by_evaluator(actor: Actor) -> dict[str, Counts]:
    """How far everybody is over all samples that are open, by name; nothing for who neither plans nor
    reviews audits. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_READ)
    if not may_see_all_work(actor):
        return {}
    rows = standing().filter(sampled__sample__closed_at=None)
    nobody_yet = Q(sampled__sample__open_to_all=True, claimed_at=None, state=Assignment.OPEN)
    return _counted(rows.exclude(nobody_yet), "evaluator__name")


def own_work(actor: Actor) -> Counts:
    """How far this person is over all samples that are open. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    if actor.user_id is None:
        return Counts()
    rows = standing().filter(evaluator__user_id=actor.user_id, sampled__sample__closed_at=None)
    return _counted(rows, "evaluator__user_id").get(uuid.UUID(actor.user_id), Counts())


def open_samples(actor: Actor) -> list[OpenSample]:
    """Samples from which this person may take the next interaction. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    rows = standing().filter(
        sampled__sample__open_to_all=True, sampled__sample__closed_at=None, state=Assignment.OPEN
    )
    mine = Q(evaluator__user_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    found = (
        rows.values(name=F("sampled__sample_id"), due=F("sampled__sample__due_at"))
        .annotate(free=Count("pk", filter=Q(claimed_at=None) & ~mine), mine=Count("pk", filter=mine))
        .order_by("due", "name")
    )
    return [OpenSample(one["name"], one["free"], one["mine"], one["due"]) for one in found]


def _counted(rows: QuerySet[Assignment], by: str) -> dict[Any, Counts]:
    found = (
        rows.order_by()
        .values(by)
        .annotate(
            asked=Count("pk"),
            done=Count("pk", filter=Q(state=Assignment.DONE)),
            late=Count("pk", filter=overdue()),
            begun=Count("pk", filter=Q(state=Assignment.OPEN, started_at__isnull=False)),
        )
    )
    return {one[by]: Counts(one["asked"], one["done"], one["late"], one["begun"]) for one in found}


def _evaluators(actor: Actor, sample: Sample, rows: QuerySet[Assignment]) -> tuple[EvaluatorProgress, ...]:
    if not may_see_all_work(actor):
        rows = rows.filter(evaluator__user_id=actor.user_id) if actor.user_id else rows.none()
    # Whoever has not taken anything yet stands behind the stand-ins of a sample open to all.
    waiting = Q(sampled__sample__open_to_all=True, claimed_at=None, state=Assignment.OPEN)
    named = rows.annotate(stand_in=Case(When(waiting, then=Value(True)), default=Value(False)))
    people = _counted(named.filter(stand_in=False), "evaluator_id")
    known = {
        one[0]: one[1:]
        for one in rows.order_by()
        .values_list("evaluator_id", "evaluator__name", "evaluator__user_id")
        .distinct()
    }
    found = [
        EvaluatorProgress(
            name=known[number][0],
            account=str(known[number][1]) if known[number][1] else None,
            counts=counts,
            share=sample.shares.get(known[number][0]),
        )
        for number, counts in people.items()
    ]
    free = named.filter(stand_in=True).count()
    if free:
        found.append(EvaluatorProgress("Not taken yet", None, Counts(free), stand_in=True))
    return tuple(sorted(found, key=lambda one: (one.stand_in, one.name.lower())))


def _strata(
    sample: Sample, rows: QuerySet[Assignment], left: QuerySet[SampledInteraction]
) -> tuple[StratumProgress, ...]:
    counts = _counted(rows, "sampled__stratum_id")
    gone = dict(left.order_by().values_list("stratum_id").annotate(Count("pk")))
    strata = Stratum.objects.filter(sample=sample).annotate(ready=Count("reserves")).order_by("label")
    return tuple(
        StratumProgress(
            label=one.label,
            population=one.population,
            drawn=one.drawn,
            counts=counts.get(one.pk, Counts()),
            left=gone.get(one.pk, 0),
            reserves=one.ready,
        )
        for one in strata
    )

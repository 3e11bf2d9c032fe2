"""Visits: one's own, a plan's, and their scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from rapport.program.audits.models import Evaluation
from rapport.program.judging.models import Task
from rapport.program.judging.tasks import TARGETED
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.shops.models import Visit, VisitFile
from rapport.program.shops.plain import File, Report, ShopScore, VisitFacts
from rapport.program.shops.selectors.plans import task_facts, visible
from rapport.program.shops.services.visits import SOURCE

PAGE = 50


def own_visits(actor: Actor) -> list[VisitFacts]:
    """What a shopper is asked to do and did lately, the most urgent first. Raises NotAllowedError."""
    actor.require(Permission.SHOPS_REPORT)
    rows = _rows(Q(shopper=actor.user_id))
    waiting = rows.filter(state=Visit.PLANNED, plan__state="running").order_by("until_at", "position")
    done = rows.exclude(state=Visit.PLANNED).order_by("-until_at")[:PAGE]
    return _facts([*waiting, *done], actor)


def plan_visits(
    actor: Actor, plan_id: int, *, state: str = "", after: int = 0, limit: int = PAGE
) -> list[VisitFacts]:
    """Visits of a plan in the order of the draw, behind position `after`. Raises NotAllowedError."""
    actor.require(Permission.SHOPS_READ)
    rows = _rows(visible(actor), plan=plan_id, position__gt=after)
    if state:
        rows = rows.filter(state=state)
    return _facts(rows.order_by("position")[:limit], actor)


def visit(actor: Actor, visit_id: str) -> VisitFacts | None:
    """A visit with its files: one's own, or one that the role may read; None otherwise."""
    mine = Q(shopper=actor.user_id) if actor.may(Permission.SHOPS_REPORT) else Q(pk__isnull=True)
    seen = visible(actor) if actor.may(Permission.SHOPS_READ) else Q(pk__isnull=True)
    reach = Q() if actor.may(Permission.SHOPS_READ) and not seen else mine | seen
    try:
        row = _rows(reach, pk=visit_id).first()
    except (ValidationError, ValueError):
        row = None
    if row is None:
        return None
    (found,) = _facts([row], actor)
    return replace(found, files=tuple(file_facts(one) for one in row.files.order_by("added_at")))


def visit_file(actor: Actor, file_id: str) -> File | None:
    """A file of a visit that the person may see; None otherwise."""
    try:
        row = VisitFile.objects.filter(pk=file_id).first()
    except (ValidationError, ValueError):
        row = None
    if row is None or visit(actor, str(row.visit_id)) is None:
        return None
    return file_facts(row)


def file_facts(row: VisitFile) -> File:
    """A file as others see it."""
    return File(str(row.pk), str(row.visit_id), row.name, row.media_type, row.size)


def _rows(reach: Q, **conditions: object) -> QuerySet[Visit]:
    found: QuerySet[Visit] = Visit.objects.select_related("plan", "task__persona", "shopper")
    return found.filter(reach, **conditions)


def _facts(rows: Iterable[Visit], actor: Actor) -> list[VisitFacts]:
    rows = list(rows)
    states: dict[str, list[str]] = {}
    asked = Task.objects.filter(source_kind=SOURCE, source_id__in=[str(row.pk) for row in rows])
    for source, state in asked.exclude(state=Task.WITHDRAWN).values_list("source_id", "state"):
        states.setdefault(source, []).append(state)
    now = timezone.now()
    return [_visit(row, states.get(str(row.pk), []), now, actor) for row in rows]


def _visit(row: Visit, states: list[str], now: datetime, actor: Actor) -> VisitFacts:
    own = str(row.shopper_id) == actor.user_id
    return VisitFacts(
        id=str(row.pk),
        plan=row.plan_id,
        plan_title=row.plan.title,
        brief=row.plan.brief,
        fee=row.plan.fee,
        currency=row.plan.currency,
        task=task_facts(row.task),
        shopper_id=str(row.shopper_id),
        shopper=str(row.shopper),
        site=row.site,
        channel=row.channel,
        position=row.position,
        from_at=row.from_at,
        until_at=row.until_at,
        state=row.state,
        overdue=row.state == Visit.PLANNED and row.until_at < now,
        cancelled_because=row.cancelled_because,
        report=_report(row) if row.reported_at else None,
        reported_at=row.reported_at,
        interaction_id=row.interaction_id,
        scored=states.count(Task.DONE),
        asked=len(states),
        draft=dict(row.draft) if own else {},
        draft_number=row.draft_number,
        own=own,
    )


def _report(row: Visit) -> Report:
    return Report(
        happened_at=row.happened_at,
        transcript=row.transcript,
        minutes=row.minutes,
        agent=row.agent,
        team=row.team,
        remarks=row.remarks,
        expenses=row.expenses,
    )


def shop_scores(actor: Actor, plan_id: int) -> list[ShopScore]:
    """The standing evaluations of a plan's visits, as far as the person may see visits and scores.

    Raises NotAllowedError.
    """
    actor.require(Permission.SHOPS_READ)
    actor.require(Permission.EVALUATIONS_READ)
    rows = {
        str(row.pk): row
        for row in Visit.objects.filter(visible(actor), plan=plan_id, state=Visit.REPORTED).select_related(
            "task__persona"
        )
    }
    by_interaction = {row.interaction_id: key for key, row in rows.items()}
    found = Evaluation.objects.filter(
        interaction_id__in=list(by_interaction), purpose=TARGETED, retracted_at__isnull=True
    ).select_related("evaluator")
    return [_score(rows[by_interaction[one.interaction_id]], one) for one in found]


def _score(row: Visit, one: Evaluation) -> ShopScore:
    elements = {
        metric.removeprefix("element:"): value
        for metric, value, *_ in one.scores
        if metric.startswith("element:")
    }
    return ShopScore(
        visit=str(row.pk),
        site=row.site,
        channel=row.channel,
        task=row.task.title,
        persona=row.task.persona.name,
        team=row.team,
        evaluator=one.evaluator.name,
        qci=one.qci,
        elements=elements,
    )

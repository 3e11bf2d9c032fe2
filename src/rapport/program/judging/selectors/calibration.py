"""Calibration sessions: how far they are, and after the reveal who saw what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from rapport.criteria import Decision
from rapport.program.audits.models import Evaluation
from rapport.program.judging.access import require_judging, sees_all_judging
from rapport.program.judging.models import Gold, SessionInteraction, Task
from rapport.program.judging.models import Session as Row
from rapport.program.judging.plain import Compared, Progress, Scored, Session, Settled
from rapport.program.judging.selectors.blind import interactions_blind
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.tasks import CALIBRATION
from rapport.program.people.actor import Actor

PAGE = 50


def sessions(actor: Actor, *, before: str | None = None, limit: int = PAGE) -> list[Session]:
    """Sessions one takes part in, or all for who sees all; the newest first. Raises NotAllowedError."""
    rows = _seen(actor).order_by("-created_at", "-id")
    if before is not None:
        last = _at(rows, before)
        if last is not None:
            rows = rows.filter(created_at__lt=last.created_at)
    return _plain(rows[:limit])


def session(actor: Actor, session_id: str) -> Session | None:
    """One session, or None where there is none one may see. Raises NotAllowedError."""
    found = _at(_seen(actor), session_id)
    return None if found is None else _plain(Row.objects.filter(pk=found.pk))[0]


def compared(actor: Actor, session_id: str, position: int | None = None) -> tuple[Compared, ...]:
    """Every interaction of a session (or the one at `position`) with everybody's scores side by side.

    Empty until the session is revealed, for everybody: whoever saw scores before could not settle
    anything without them in mind. A session that ended unseen stays so. What this person still has to score
    blind for another reason is left out until they have.
    """
    found = _at(_seen(actor), session_id)
    if found is None or found.revealed_at is None:
        return ()
    wanted = found.interactions.order_by("position")
    if position is not None:
        wanted = wanted.filter(position=position)
    wanted = wanted.exclude(interaction_id__in=interactions_blind(actor))
    interactions = list(wanted.prefetch_related("consensus", "signatures__evaluator"))
    scored = _scored(found, [one.interaction_id for one in interactions])
    gold = set(Gold.objects.filter(session=found, retired_at=None).values_list("interaction_id", flat=True))
    return tuple(_compared(one, scored[one.interaction_id], gold) for one in interactions)


def _compared(one: SessionInteraction, scored: list[Scored], gold: set[str]) -> Compared:
    return Compared(
        interaction_id=one.interaction_id,
        position=one.position,
        scored=tuple(sorted(scored, key=lambda each: each.evaluator)),
        consensus={
            row.element: Settled(
                Decision(dict(row.rules), row.not_applicable, row.note or None),
                row.note,
                row.decided_by,
                row.decided_at,
            )
            for row in one.consensus.all()
        },
        signed={row.evaluator.name: row.certified for row in one.signatures.all()},
        gold=one.interaction_id in gold,
    )


def _scored(found: Row, interactions: list[str]) -> Mapping[str, list[Scored]]:
    tasks = Task.objects.filter(source_kind=CALIBRATION, source_id=str(found.pk), state=Task.DONE)
    tasks = tasks.filter(interaction_id__in=interactions)
    made = list(tasks.values_list("evaluation", flat=True))
    rows = Evaluation.objects.filter(pk__in=made).select_related("evaluator").prefetch_related("decisions")
    scored: dict[str, list[Scored]] = defaultdict(list)
    for row in rows:
        scored[row.interaction_id].append(plain_scored(row))
    return scored


def plain_scored(row: Evaluation) -> Scored:
    """An evaluation with its decisions as other rooms see it."""
    values = {one[0]: one[1] for one in row.scores}
    return Scored(
        evaluator=row.evaluator.name,
        evaluation=str(row.pk),
        qci=row.qci,
        decisions={
            one.element: Decision(dict(one.rules), one.not_applicable, one.comment or None)
            for one in row.decisions.all()
        },
        elements={
            name.partition(":")[2]: value for name, value in values.items() if name.startswith("element:")
        },
        comment=row.comment,
    )


def _seen(actor: Actor) -> QuerySet[Row]:
    require_judging(actor)
    if sees_all_judging(actor):
        return Row.objects.all()
    mine = Task.objects.filter(own_evaluator(actor), source_kind=CALIBRATION)
    return Row.objects.filter(pk__in=list(mine.values_list("source_id", flat=True).distinct()))


def _at(rows: QuerySet[Row], session_id: str) -> Row | None:
    try:
        found: Row | None = rows.filter(pk=session_id).first()
    except ValidationError:
        return None
    return found


def _plain(rows: QuerySet[Row]) -> list[Session]:
    listed = list(rows.select_related("criteria").prefetch_related("interactions"))
    progress: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    tasks = Task.objects.filter(source_kind=CALIBRATION, source_id__in=[str(row.pk) for row in listed])
    for source, name, state in tasks.values_list("source_id", "evaluator__name", "state"):
        counts = progress[source][name]
        counts[0] += state == Task.DONE
        counts[1] += 1
    return [
        Session(
            id=str(row.pk),
            title=row.title,
            criteria=str(row.criteria),
            facilitator=row.facilitator,
            state=row.state,
            notes=row.notes,
            due_at=row.due_at,
            created_at=row.created_at,
            revealed_at=row.revealed_at,
            closed_at=row.closed_at,
            chosen=dict(row.chosen),
            interactions=tuple(
                one.interaction_id for one in sorted(row.interactions.all(), key=lambda one: one.position)
            ),
            progress=tuple(
                Progress(name, done, asked) for name, (done, asked) in sorted(progress[str(row.pk)].items())
            ),
        )
        for row in listed
    ]

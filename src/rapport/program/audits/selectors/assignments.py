"""The lines of a sample: who is asked to score what, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import Assignment
from rapport.program.audits.planning import AssignmentPage, AssignmentRow
from rapport.program.audits.selectors.lines_order import mark_of, ordered
from rapport.program.audits.selectors.progress import due, overdue
from rapport.program.audits.selectors.samples import may_see_all_work
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

PAGE = 50
STATES = ("open", "overdue", "done", "moved", "removed")


@dataclass(frozen=True)
class Narrowed:
    """Which lines are meant: of an evaluator, a stratum, in a state (one of STATES); "" means any.

    `sort` names the column they are in order of (one of SORTS, "-" before it turns it round).
    """

    evaluator: str = ""
    stratum: str = ""
    state: str = ""
    sort: str = ""


def assignments_page(
    actor: Actor, sample: str, narrowed: Narrowed | None = None, *, after: str = "", limit: int | None = PAGE
) -> AssignmentPage:
    """Lines in the order of the sheet, or as asked; own ones only for who neither plans nor reviews audits.

    Raises NotAllowedError, or AuditError for an unknown state or order, or a mark that is none of ours.
    """
    actor.require(Permission.SAMPLES_READ)
    narrowed = narrowed or Narrowed()
    rows = _narrow(Assignment.objects.filter(sampled__sample_id=sample), narrowed)
    if not may_see_all_work(actor):
        rows = rows.filter(evaluator__user_id=actor.user_id) if actor.user_id else rows.none()
    total = rows.count()
    full = rows.select_related("sampled__stratum", "evaluator").annotate(due=due())
    lines = ordered(full, narrowed.sort, after)
    found = list(lines if limit is None else lines[: limit + 1])
    shown = found if limit is None else found[:limit]
    last = shown[-1] if len(found) > len(shown) else None
    return AssignmentPage(tuple(map(_row, shown)), mark_of(last) if last else None, total)


def _narrow(rows: QuerySet[Assignment], narrowed: Narrowed) -> QuerySet[Assignment]:
    if narrowed.evaluator:
        rows = rows.filter(evaluator__name=narrowed.evaluator)
    if narrowed.stratum:
        rows = rows.filter(sampled__stratum__label=narrowed.stratum)
    if narrowed.state == "overdue":
        return rows.filter(overdue(), sampled__left_at=None)
    if narrowed.state and narrowed.state not in STATES:
        raise AuditError(f"Unknown state {narrowed.state!r}", "state", f"Use {', '.join(STATES)}.")
    if narrowed.state:
        return rows.filter(state=narrowed.state)
    return rows


def _row(row: Any) -> AssignmentRow:
    drawn, is_open = row.sampled, row.state == Assignment.OPEN
    return AssignmentRow(
        id=row.pk,
        drawn=drawn.pk,
        interaction_id=drawn.interaction_id,
        position=drawn.position,
        ordinal=row.ordinal,
        stratum=drawn.stratum.label,
        evaluator=row.evaluator.name,
        account=str(row.evaluator.user_id) if row.evaluator.user_id else None,
        state=row.state,
        reason=row.reason,
        due_at=row.due,
        overdue=is_open and row.due is not None and row.due < timezone.now(),
        begun=is_open and row.started_at is not None,
        claimed=row.claimed_at is not None,
        ended_at=row.ended_at,
        left_because=drawn.left_because,
    )


def assignment_numbers(actor: Actor, sample: str, narrowed: Narrowed) -> list[int]:
    """The open lines that are meant, in the order of the sheet. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_PLAN)
    rows = _narrow(Assignment.objects.filter(sampled__sample_id=sample), narrowed)
    rows = rows.filter(state=Assignment.OPEN, sampled__left_at=None)
    return list(rows.order_by(F("sampled__position"), "ordinal").values_list("pk", flat=True))

"""What was scored on a sheet and not here: who may correct it finds it as notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapport.program.audits.models import Assignment, ElementDecision, Evaluation
from rapport.program.audits.plain import Seen
from rapport.program.audits.selectors.sight import evaluations_seen
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.scoring.models import Draft
from rapport.program.scoring.notes import Noted, Notes
from rapport.program.scoring.plain import Sheet, Work
from rapport.records import Span


def sheet_of(actor: Actor, work: Work) -> Sheet | None:
    """What stands of work that is done and was not scored here; None where it was, or where the actor may
    not see it, as while they still have to score the interaction themselves. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    if work.state != Assignment.DONE or work.sample is None or work.purpose != "live":
        return None
    if scored_here([work.key]):
        return None
    rows = evaluations_seen(actor).filter(
        interaction_id=work.interaction_id,
        evaluator__name=work.evaluator,
        sample=work.sample,
        purpose="live",
        retracted_at=None,
    )
    row = rows.prefetch_related("decisions").first()
    return None if row is None else _sheet(row)


def sheets_among(actor: Actor, assignments: Iterable[int]) -> frozenset[int]:
    """Which of these assignments, all done, were scored on a sheet. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_PLAN)
    wanted = list(assignments)
    here = scored_here(map(str, wanted))
    return frozenset(one for one in wanted if str(one) not in here)


def scored_here(works: Iterable[str]) -> frozenset[str]:
    """Which of these pieces of work were handed in on the screen, and not on a sheet."""
    rows = Draft.objects.filter(work__in=list(works), evaluation__isnull=False, reason="")
    return frozenset(rows.values_list("work", flat=True))


def others_work(actor: Actor, row: Assignment, found: Work) -> Work | None:
    """Somebody else's work as who plans audits may correct it; None where it is not to be corrected."""
    if row.state != Assignment.DONE or not actor.may(Permission.SAMPLES_PLAN):
        return None
    work = replace(found, own=False)
    return work if sheet_of(actor, work) else None


def _sheet(row: Evaluation) -> Sheet:
    elements = {one.element: _noted(one) for one in row.decisions.all()}
    return Sheet(str(row.pk), Notes(elements, row.comment), row.qci, row.submitted_at)


def _noted(one: ElementDecision) -> Noted:
    seen = tuple(Seen(Span(span["turn"], span["start"], span["end"]), span["rule"]) for span in one.evidence)
    marked = bool(one.rules) or one.not_applicable
    return Noted(one.rules, one.not_applicable, not marked, one.comment, seen)

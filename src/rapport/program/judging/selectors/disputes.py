"""Disputes: each as far as one's sight reaches."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from rapport.program.audits.models import Evaluation
from rapport.program.judging.models import Dispute as Row
from rapport.program.judging.plain import Contestable, Dispute
from rapport.program.judging.selectors.blind import interactions_blind
from rapport.program.judging.selectors.own import Scorer, own_evaluator
from rapport.program.judging.selectors.rescorers import rescorers_of
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission, Sight

REASONS = {
    "overlooked": "Something I did was overlooked",
    "not_applicable": "The element does not apply here",
    "not_mine": "It was not mine to influence",
    "rule_unclear": "The rule is unclear or read differently",
    "facts": "The facts of the case are wrong",
    "other": "Another reason",
}
STATES = {
    "open": "Open",
    "under_review": "Under review",
    "upheld": "Evaluation upheld",
    "accepted": "Accepted",
    "withdrawn": "Withdrawn",
}
PAGE = 50


def disputes(
    actor: Actor, *, state: str | None = None, before: str | None = None, limit: int = PAGE
) -> list[Dispute]:
    """Those one may see: who decides those that wait first. Raises NotAllowedError.

    The next page: `before` is the id of the last one of this page.
    """
    rows = dispute_rows(actor)
    if state == "waiting":
        rows = rows.filter(state__in=(Row.OPEN, Row.REVIEW)).order_by("answer_due_at", "id")
    else:
        rows = rows.order_by("-raised_at", "-id")
        if state in STATES:
            rows = rows.filter(state=state)
    last = _at(rows, before) if before else None
    if last is not None and state == "waiting":
        rows = rows.filter(answer_due_at__gte=last.answer_due_at).exclude(
            answer_due_at=last.answer_due_at, pk__lte=last.pk
        )
    elif last is not None:
        rows = rows.filter(raised_at__lte=last.raised_at).exclude(raised_at=last.raised_at, pk__gte=last.pk)
    return [_plain(row, actor) for row in rows[:limit]]


def dispute(actor: Actor, dispute_id: str) -> Dispute | None:
    """One dispute, or None where there is none one may see. Raises NotAllowedError."""
    found = _at(dispute_rows(actor), dispute_id)
    return None if found is None else _plain(found, actor)


def rescorers(actor: Actor, dispute_id: str) -> list[Scorer]:
    """Who could score the contested interaction again, blind; certified people first."""
    actor.require(Permission.DISPUTES_DECIDE)
    found = _at(dispute_rows(actor), dispute_id)
    return [] if found is None else rescorers_of(found, actor)


def disputes_waiting(actor: Actor) -> int:
    """How many wait for a decision of this person. Raises NotAllowedError."""
    actor.require(Permission.DISPUTES_DECIDE)
    return int(dispute_rows(actor).filter(state__in=(Row.OPEN, Row.REVIEW)).count())


def dispute_of_evaluation(actor: Actor, evaluation: str) -> Dispute | None:
    """The newest dispute about an evaluation, if one may see it."""
    try:
        found = dispute_rows(actor).filter(evaluation_id=evaluation).order_by("-raised_at").first()
    except ValidationError:
        return None
    return None if found is None else _plain(found, actor)


def contestable(actor: Actor, evaluation: str) -> Evaluation | None:
    """A standing live evaluation that is this person's to contest: of an own interaction, or of one of the
    teams one manages. Raises NotAllowedError."""
    try:
        found: Evaluation | None = _contestable(actor).filter(pk=evaluation).first()
    except ValidationError:
        return None
    return found


def _contestable(actor: Actor) -> QuerySet[Evaluation]:
    sight = actor.sight(Permission.DISPUTES_RAISE)
    rows = Evaluation.objects.filter(purpose="live", retracted_at=None).select_related("criteria")
    if sight is Sight.ALL:
        return rows
    if sight is Sight.TEAMS:
        return rows.filter(team__in=sorted(actor.teams(Permission.DISPUTES_RAISE) or ()))
    if sight is Sight.OWN and actor.agent_id:
        return rows.filter(agent_id=actor.agent_id)
    return rows.none()


def dispute_rows(actor: Actor) -> QuerySet[Row]:
    """The rows within one's sight, with what their plain data needs. Raises NotAllowedError.

    Who decides or reads everything sees all; managers their teams', associates those about themselves.
    Who still has to score the interaction blind, again or for any other reason, does not see it, unless it
    is about their own evaluation.
    """
    rows = Row.objects.select_related("evaluation__evaluator", "evaluation__criteria", "rescored")
    blind = interactions_blind(actor)
    if blind:
        rows = rows.filter(
            own_evaluator(actor, "evaluation__evaluator__") | ~Q(evaluation__interaction_id__in=blind)
        )
    reads = actor.may(Permission.EVALUATIONS_READ) and (actor.sight(Permission.EVALUATIONS_READ) is Sight.ALL)
    if actor.may(Permission.DISPUTES_DECIDE) or reads:
        return rows
    if not actor.may(Permission.DISPUTES_RAISE):
        raise NotAllowedError(Permission.DISPUTES_RAISE, actor.name)
    sight = actor.sight(Permission.DISPUTES_RAISE)
    if sight is Sight.TEAMS:
        return rows.filter(team__in=sorted(actor.teams(Permission.DISPUTES_RAISE) or ()))
    if sight is Sight.OWN and actor.agent_id:
        return rows.filter(agent_id=actor.agent_id)
    return rows.none()


def _at(rows: QuerySet[Row], dispute_id: str) -> Row | None:
    try:
        found: Row | None = rows.filter(pk=dispute_id).first()
    except ValidationError:
        return None
    return found


def _plain(row: Row, actor: Actor) -> Dispute:
    made, again = row.evaluation, row.rescored
    return Dispute(
        id=str(row.pk),
        evaluation=str(row.evaluation_id),
        interaction_id=made.interaction_id,
        evaluator=made.evaluator.name,
        criteria=str(made.criteria),
        qci=made.qci,
        element=row.element,
        reason=row.reason,
        text=row.text,
        raised_by=row.raised_by,
        state=row.state,
        raised_at=row.raised_at,
        answer_due_at=row.answer_due_at,
        agent_id=row.agent_id,
        team=row.team,
        reviewer=row.reviewer,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        outcome=row.outcome,
        rescored=str(row.rescored_id) if row.rescored_id else None,
        rescored_qci=again.qci if again else None,
        rescored_at=row.rescored_at,
        own=row.raised_by_user is not None and str(row.raised_by_user) == actor.user_id,
    )


def contestable_list(actor: Actor, since: datetime, limit: int = 50) -> list[Contestable]:
    """Standing live evaluations made after `since` that this person may contest and nobody contested, the
    newest first. None for who sees everything: they were not scored."""
    if actor.sight(Permission.DISPUTES_RAISE) is Sight.ALL:
        return []
    rows = _contestable(actor).filter(submitted_at__gte=since)
    rows = rows.exclude(interaction_id__in=interactions_blind(actor))
    contested = Row.objects.exclude(state=Row.WITHDRAWN).values("evaluation")
    rows = rows.exclude(pk__in=contested).order_by("-submitted_at", "pk")
    return [
        Contestable(str(row.pk), row.interaction_id, row.evaluator.name, row.qci, row.submitted_at, row.team)
        for row in rows.select_related("evaluator")[:limit]
    ]

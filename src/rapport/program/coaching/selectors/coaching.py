"""Sessions, self-reviews and praise: one's own, or of those one coaches."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from rapport.program.coaching.access import about_seen, require_any
from rapport.program.coaching.models import CoachingSession, Praise, SelfReview
from rapport.program.coaching.plain import ActionFacts, Place, PraiseFacts, SelfReviewFacts, SessionFacts
from rapport.program.people.actor import Actor

MOST = 200


def sessions(actor: Actor, agent_id: str | None = None, *, open_only: bool = False) -> list[SessionFacts]:
    """The newest sessions this person leads or has, of one associate or of all. Raises NotAllowedError."""
    require_any(actor)
    rows = CoachingSession.objects.filter(about_seen(actor)).prefetch_related("actions")
    if agent_id is not None:
        rows = rows.filter(agent_id=agent_id)
    if open_only:
        rows = rows.filter(closed_at=None)
    return [_session(row) for row in rows.order_by("-created_at")[:MOST]]


def session(actor: Actor, session_id: str) -> SessionFacts | None:
    """One session, whole; None when there is none that this person may see."""
    require_any(actor)
    try:
        row = CoachingSession.objects.filter(about_seen(actor), pk=session_id).first()
    except ValidationError:
        return None
    if row is None:
        return None
    places = tuple(
        Place(one.interaction_id, one.turn, one.start, one.end) for one in row.evidence.order_by("pk")
    )
    return _session(row, places, tuple(row.answers.order_by("pk").values_list("answer_id", flat=True)))


def self_reviews(actor: Actor, agent_id: str) -> list[SelfReviewFacts]:
    """An associate's own reviews, newest first."""
    require_any(actor)
    rows = SelfReview.objects.filter(about_seen(actor), agent_id=agent_id).order_by("-submitted_at")
    return [_review(row) for row in rows[:MOST]]


def self_review(actor: Actor, interaction_id: str, definition: str) -> SelfReviewFacts | None:
    """The review of one interaction, or None."""
    require_any(actor)
    row = SelfReview.objects.filter(
        about_seen(actor), interaction_id=interaction_id, definition=definition
    ).first()
    return None if row is None else _review(row)


def praises(actor: Actor, agent_id: str | None = None) -> list[PraiseFacts]:
    """The newest praise one may see, of one associate or of all."""
    require_any(actor)
    rows = Praise.objects.filter(about_seen(actor))
    if agent_id is not None:
        rows = rows.filter(agent_id=agent_id)
    return [_praise(row) for row in rows.order_by("-created_at")[:MOST]]


def _session(
    row: CoachingSession, evidence: tuple[Place, ...] = (), answers: tuple[str, ...] = ()
) -> SessionFacts:
    actions = sorted(row.actions.all(), key=lambda one: (one.due_on, one.pk))
    return SessionFacts(
        id=str(row.pk),
        agent_id=row.agent_id,
        team=row.team,
        lead=row.lead,
        element=row.element,
        definition=row.definition,
        aim=row.aim,
        created_at=row.created_at,
        held_at=row.held_at,
        acknowledged_at=row.acknowledged_at,
        answer=row.answer,
        closed_at=row.closed_at,
        actions=tuple(ActionFacts(one.pk, one.text, one.due_on, one.done_at, one.done_by) for one in actions),
        evidence=evidence,
        answers=answers,
    )


def _review(row: SelfReview) -> SelfReviewFacts:
    return SelfReviewFacts(
        id=str(row.pk),
        agent_id=row.agent_id,
        interaction_id=row.interaction_id,
        definition=row.definition,
        decisions=row.decisions,
        elements=row.elements,
        qci=row.qci,
        comment=row.comment,
        submitted_at=row.submitted_at,
    )


def _praise(row: Praise) -> PraiseFacts:
    return PraiseFacts(
        id=str(row.pk),
        agent_id=row.agent_id,
        by=row.by,
        text=row.text,
        element=row.element,
        interaction_id=row.interaction_id,
        turn=row.turn,
        created_at=row.created_at,
        seen_at=row.seen_at,
    )

"""Plans, holds, acknowledges and closes coaching sessions."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.program.coaching.access import is_own, require_lead
from rapport.program.coaching.errors import CoachingError
from rapport.program.coaching.models import AgreedAction, CoachingSession, SessionAnswer, SessionEvidence
from rapport.program.coaching.plain import Associate, SessionPlan
from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

MOST_EVIDENCE = 20
MOST_ACTIONS = 10


@transaction.atomic
def session_create(actor: Actor, associate: Associate, plan: SessionPlan) -> str:
    """Plans a session with an associate one coaches → its id. Raises NotAllowedError or CoachingError."""
    require_lead(actor, associate.agent_id, associate.team)
    if not plan.element:
        raise CoachingError("A session is about one element", "element", "Choose one.")
    if len(plan.evidence) > MOST_EVIDENCE:
        raise CoachingError(
            f"{len(plan.evidence)} pieces of evidence are too many", "evidence", "Choose the clearest."
        )
    made = CoachingSession.objects.create(
        agent_id=associate.agent_id,
        team=associate.team,
        lead=actor.name,
        lead_user_id=actor.user_id,
        element=plan.element,
        definition=plan.definition,
        aim=plan.aim.strip(),
    )
    SessionEvidence.objects.bulk_create(
        SessionEvidence(
            session=made, interaction_id=one.interaction_id, turn=one.turn, start=one.start, end=one.end
        )
        for one in dict.fromkeys(plan.evidence)
    )
    SessionAnswer.objects.bulk_create(
        SessionAnswer(session=made, answer_id=one) for one in dict.fromkeys(plan.answers)
    )
    for text, due in plan.actions:
        _add(made, text, due)
    told = {"element": plan.element, "evidence": len(plan.evidence)}
    _tell("planned", made)
    log_change(actor, "coaching.plan", "coaching_session", str(made.pk), after=told)
    return str(made.pk)


@transaction.atomic
def session_hold(actor: Actor, session: str) -> None:
    """Notes that the conversation took place; the associate is asked to acknowledge it."""
    found = _led(actor, session)
    if found.held_at is None:
        found.held_at = timezone.now()
        found.save(update_fields=["held_at"])
        _tell("held", found)
        log_change(actor, "coaching.hold", "coaching_session", session)


@transaction.atomic
def session_acknowledge(actor: Actor, session: str, answer: str = "") -> None:
    """The associate says that it was held as written, in own words if they like. Raises CoachingError."""
    found = _own(actor, session)
    if found.held_at is None:
        raise CoachingError("This session has not been held yet", None, "Wait until it was.")
    if found.acknowledged_at is None:
        found.acknowledged_at = timezone.now()
        found.answer = answer.strip()
        found.save(update_fields=["acknowledged_at", "answer"])
        _tell("acknowledged", found)
        log_change(actor, "coaching.acknowledge", "coaching_session", session)


@transaction.atomic
def session_close(actor: Actor, session: str) -> None:
    """Ends a session that one leads. Raises CoachingError before it was acknowledged."""
    found = _led(actor, session)
    if found.acknowledged_at is None:
        raise CoachingError("The associate has not acknowledged it yet", None, "Ask them to, then close it.")
    if found.closed_at is None:
        found.closed_at = timezone.now()
        found.save(update_fields=["closed_at"])
        _tell("closed", found)
        log_change(actor, "coaching.close", "coaching_session", session)


@transaction.atomic
def action_agree(actor: Actor, session: str, text: str, due_on: date) -> None:
    """Adds what the associate will do. Raises CoachingError."""
    found = _led(actor, session)
    _add(found, text, due_on)
    log_change(actor, "coaching.agree", "coaching_session", session, after={"due_on": due_on.isoformat()})


@transaction.atomic
def action_done(actor: Actor, session: str, action: int, done: bool = True) -> None:
    """The associate or who coaches them says that it is done, or is not after all."""
    found = _seen(actor, session)
    changed = AgreedAction.objects.filter(pk=action, session=found).update(
        done_at=timezone.now() if done else None, done_by=actor.name if done else ""
    )
    if not changed:
        raise CoachingError("There is no such action", None, "Look at the session.")
    log_change(actor, "coaching.done", "coaching_session", session, after={"action": action, "done": done})


def _add(session: CoachingSession, text: str, due_on: date) -> None:
    if not text.strip():
        raise CoachingError("The action says nothing", "action", "Write what will be done.")
    if session.closed_at is not None:
        raise CoachingError("This session is closed", None, "Plan another.")
    if session.actions.count() >= MOST_ACTIONS:
        raise CoachingError(f"More than {MOST_ACTIONS} actions are no plan", "action", "Finish some first.")
    AgreedAction.objects.create(session=session, text=text.strip()[:500], due_on=due_on)


def _tell(what: str, session: CoachingSession) -> None:
    """Webhooks hear of it, without its words."""
    told = {"session": str(session.pk), "agent_id": session.agent_id, "team": session.team}
    announce(f"coaching.{what}", {**told, "element": session.element})


def _any(session: str) -> CoachingSession | None:
    try:
        found: CoachingSession | None = CoachingSession.objects.select_for_update().filter(pk=session).first()
    except ValidationError:
        return None
    return found


def _led(actor: Actor, session: str) -> CoachingSession:
    found = _any(session)
    if found is None:
        raise CoachingError("There is no such session", None, "Look at the list.")
    require_lead(actor, found.agent_id, found.team)
    return found


def _own(actor: Actor, session: str) -> CoachingSession:
    found = _any(session)
    if found is None or not is_own(actor, found.agent_id):
        raise NotAllowedError(Permission.COACHING_OWN, actor.name)
    return found


def _seen(actor: Actor, session: str) -> CoachingSession:
    found = _any(session)
    if found is not None and is_own(actor, found.agent_id):
        return found
    return _led(actor, session)

"""Calibration sessions: opened, revealed, closed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.criteria import Criteria
from rapport.program.audits.services.criteria import criteria_use
from rapport.program.audits.services.evaluators import evaluators_of_accounts
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.models import Session, SessionInteraction, Task
from rapport.program.judging.plain import SessionPlan
from rapport.program.judging.services.ask import Asked, tasks_ask, tasks_withdraw
from rapport.program.judging.tasks import CALIBRATION
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change

FEWEST_PEOPLE = 2
MOST_INTERACTIONS = 50


@transaction.atomic
def session_open(actor: Actor, plan: SessionPlan, criteria: Criteria) -> str:
    """Asks every participant to score every interaction of the plan, blind → the session's id.

    Raises NotAllowedError, or JudgingError for a plan that is no calibration.
    """
    actor.require(Permission.CALIBRATION_RUN)
    chosen = list(dict.fromkeys(plan.participants))
    people = list(evaluators_of_accounts(actor, chosen).values()) if chosen else []
    interactions = list(dict.fromkeys(plan.interactions))
    _check(plan.title, people, interactions)
    session = Session.objects.create(
        title=plan.title.strip()[:200],
        criteria=criteria_use(actor, criteria, scored=False),
        facilitator=actor.name,
        chosen=dict(plan.chosen),
        due_at=plan.due_at,
    )
    SessionInteraction.objects.bulk_create(
        SessionInteraction(session=session, interaction_id=one, position=number)
        for number, one in enumerate(interactions, start=1)
    )
    asked = [
        Asked(one, name, f"Calibration: {session.title}", number)
        for number, one in enumerate(interactions, start=1)
        for name in people
    ]
    tasks_ask(CALIBRATION, session.criteria, asked, source=_source(session), due_at=plan.due_at)
    facts = {"interactions": len(interactions), "participants": people, "criteria": criteria.definition}
    log_change(actor, "calibration.open", "calibration", str(session.pk), after=facts)
    return str(session.pk)


@transaction.atomic
def session_reveal(actor: Actor, session_id: str) -> None:
    """Shows everybody's scores. Who has not scored yet no longer can: their tasks are withdrawn.

    Raises JudgingError when fewer than two people scored anything.
    """
    actor.require(Permission.CALIBRATION_RUN)
    session = session_found(session_id, Session.SCORING)
    done = Task.objects.filter(source_kind=CALIBRATION, source_id=str(session.pk), state=Task.DONE)
    if done.values("evaluator").distinct().count() < FEWEST_PEOPLE:
        raise JudgingError(
            "Fewer than two people have scored: there is nothing to compare",
            None,
            "Wait for the scores, or end the session without revealing it.",
        )
    left = tasks_withdraw(_source(session), "The session was revealed")
    reveal(session)
    log_change(actor, "calibration.reveal", "calibration", str(session.pk), after={"left_open": left})


def reveal(session: Session) -> None:
    """Marks a session as revealed, in the transaction of whoever does it."""
    session.state, session.revealed_at = Session.REVEALED, timezone.now()
    session.save(update_fields=["state", "revealed_at"])


def reveal_when_all_are_in(actor: Actor, task: Task) -> None:
    """After a task is done: reveals its session once nobody is asked any more."""
    source = {"source_kind": task.source_kind, "source_id": task.source_id}
    if Task.objects.filter(**source, state=Task.OPEN).exists():
        return
    session = Session.objects.select_for_update().filter(pk=task.source_id, state=Session.SCORING).first()
    if session is not None:
        reveal(session)
        log_change(actor, "calibration.reveal", "calibration", str(session.pk), after={"left_open": 0})


@transaction.atomic
def session_close(actor: Actor, session_id: str) -> None:
    """Ends a session; what was settled stays. One that nobody revealed stays unseen."""
    actor.require(Permission.CALIBRATION_RUN)
    session = session_found(session_id)
    if session.state == Session.CLOSED:
        return
    tasks_withdraw(_source(session), "The session was closed")
    before, session.state, session.closed_at = session.state, Session.CLOSED, timezone.now()
    session.save(update_fields=["state", "closed_at"])
    log_change(actor, "calibration.close", "calibration", str(session.pk), before={"state": before})


@transaction.atomic
def session_note(actor: Actor, session_id: str, notes: str) -> None:
    """Keeps the facilitator's notes."""
    actor.require(Permission.CALIBRATION_RUN)
    session = session_found(session_id)
    session.notes = notes.strip()[:20_000]
    session.save(update_fields=["notes"])
    log_change(actor, "calibration.note", "calibration", str(session.pk))


def session_found(session_id: str, *states: str) -> Session:
    """The session, locked where the database can. Raises JudgingError when it is none or elsewhere."""
    try:
        found: Session | None = (
            Session.objects.select_for_update(of=("self",))
            .select_related("criteria")
            .filter(pk=session_id)
            .first()
        )
    except ValidationError:
        found = None
    if found is None:
        raise JudgingError("There is no such session", session_id, "Look at the list of sessions.")
    if states and found.state not in states:
        raise JudgingError(
            f"The session is {found.state} already", None, "Load its page again to see where it stands."
        )
    return found


def _check(title: str, people: list[str], interactions: list[str]) -> None:
    if not title.strip():
        raise JudgingError("The session has no title", "title", "Say in a few words what it is about.")
    if len(people) < FEWEST_PEOPLE:
        raise JudgingError("A calibration needs at least two people", "participants", "Choose who scores.")
    if not 1 <= len(interactions) <= MOST_INTERACTIONS:
        raise JudgingError(
            f"{len(interactions)} interactions are chosen",
            "interactions",
            f"Choose 1 to {MOST_INTERACTIONS}.",
        )


def _source(session: Session) -> tuple[str, str]:
    return (CALIBRATION, str(session.pk))

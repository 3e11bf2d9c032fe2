"""What people do with a case: notes, calls, moves, handing over, more interactions."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.cases.clock import due, kept_settings
from rapport.program.cases.errors import CaseError
from rapport.program.cases.models import Case, CaseLink
from rapport.program.cases.plain import CALLS, STATES, URGENCIES
from rapport.program.cases.routing import Choice
from rapport.program.cases.services.assigning import candidates, give
from rapport.program.cases.services.changing import held, passed_s, save, still_open
from rapport.program.cases.services.entries import entry_add, publish_later, tell
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.program.people.services.log import log_change

LONGEST = 20_000
FOLLOWED = "case.followed_up"
P = Permission


@transaction.atomic
def case_note(actor: Actor, case_id: str, text: str) -> None:
    """Writes a note. Raises NotAllowedError, or CaseError for an empty one."""
    case = held(actor, case_id)
    entry_add(actor, case, "note", _said(text, "Write what you want to keep."))
    begin(actor, case)
    tell(case, FOLLOWED, by="note")
    log_change(actor, "case.note", "case", case_id)


@transaction.atomic
def case_call(actor: Actor, case_id: str, outcome: str, text: str = "") -> None:
    """Notes a call with its outcome (of CALLS). Raises NotAllowedError or CaseError."""
    case = held(actor, case_id)
    if outcome not in CALLS:
        raise CaseError("A call needs an outcome", "outcome", f"Choose one: {', '.join(CALLS.values())}.")
    entry_add(actor, case, "call", text[:LONGEST], {"outcome": outcome})
    now = timezone.now()
    if outcome != "not_reached":
        touched(case, now)
        if case.called_at is None:
            case.called_at = now
            save(case, "called_at")
    begin(actor, case)
    tell(case, FOLLOWED, by="call", outcome=outcome)
    log_change(actor, "case.call", "case", case_id, after={"outcome": outcome})


@transaction.atomic
def case_move(actor: Actor, case_id: str, state: str, version: int) -> None:
    """Moves an open case to another state that is not closed. Raises NotAllowedError or CaseError."""
    case = held(actor, case_id, version)
    still_open(case)
    if state not in STATES or state == Case.CLOSED:
        raise CaseError(f"A case cannot be moved to {state!r}", "state", "Choose one of the list.")
    if state == case.state:
        return
    before, case.state = case.state, state
    entry_add(actor, case, "moved", facts={"from": before, "to": state})
    save(case, "state")
    log_change(actor, "case.move", "case", case_id, before={"state": before}, after={"state": state})


@transaction.atomic
def case_urgency(actor: Actor, case_id: str, urgency: str, version: int, now: datetime | None = None) -> None:
    """Makes a case more or less urgent: when it is due is worked out again from when it was opened, or taken
    up again. One that is not late any more then can be late again, and nobody helps until it is."""
    case = held(actor, case_id, version)
    still_open(case)
    if urgency not in URGENCIES:
        raise CaseError(f"There is no urgency {urgency!r}", "urgency", "Choose one of the list.")
    before, case.urgency = case.urgency, urgency
    case.due_at = due(kept_settings(), urgency, _begun(case))
    if case.due_at > (now or timezone.now()):
        case.overdue_at = case.helper = None
    entry_add(actor, case, "urgency", facts={"from": before, "to": urgency})
    save(case, "urgency", "due_at", "overdue_at", "helper")
    log_change(actor, "case.urgency", "case", case_id, before=before, after=urgency)


@transaction.atomic
def case_hand_over(
    actor: Actor, case_id: str, user_id: str, reason: str = "", version: int | None = None
) -> None:
    """Gives a case to somebody. Who has it themselves says why; who leads need not.

    Raises NotAllowedError or CaseError.
    """
    case = held(actor, case_id, version)
    still_open(case)
    to = next((one for one in candidates() if one.user_id == user_id), None)
    if to is None:
        raise CaseError("This person does not work on cases", "owner", "Choose one of the list.")
    own = actor.sight(P.CASES_WORK) is Sight.OWN
    if own and not reason.strip():
        raise CaseError("Handing over needs a reason", "reason", "Say why, for who goes on with it.")
    why = f"Given by {actor.name}" + (f": {reason.strip()}" if reason.strip() else "")
    give(actor, case, Choice(to.user_id, to.name, why), by_hand=True)
    log_change(actor, "case.assign", "case", case_id, after={"owner": to.user_id})


@transaction.atomic
def case_link(actor: Actor, case_id: str, interaction_id: str) -> None:
    """Adds an interaction to the case; whether it may be seen is for the caller to look up."""
    case = held(actor, case_id)
    if interaction_id == case.interaction_id:
        return
    try:
        with transaction.atomic():
            CaseLink.objects.create(case=case, interaction_id=interaction_id, by=actor.name)
    except IntegrityError:
        return
    entry_add(actor, case, "linked", facts={"interaction": interaction_id})
    log_change(actor, "case.link", "case", case_id)  # the log stays: which one goes with its customer


@transaction.atomic
def case_unlink(actor: Actor, case_id: str, interaction_id: str) -> None:
    """Takes an interaction off the case again."""
    case = held(actor, case_id)
    gone, _ = CaseLink.objects.filter(case=case, interaction_id=interaction_id).delete()
    if gone:
        entry_add(actor, case, "unlinked", facts={"interaction": interaction_id})
        log_change(actor, "case.unlink", "case", case_id)


def begin(actor: Actor, case: Case) -> None:
    """Something was done: a new case is in progress from now on."""
    if case.state == Case.NEW:
        case.state = Case.IN_PROGRESS
        entry_add(actor, case, "moved", facts={"from": Case.NEW, "to": Case.IN_PROGRESS})
        save(case, "state")


def touched(case: Case, at: datetime) -> None:
    """The customer was spoken or written to for the first time."""
    if case.touched_at is None:
        case.touched_at, case.touch_s = at, passed_s(case, at)
        save(case, "touched_at", "touch_s")
        publish_later(case)


def _begun(case: Case) -> datetime:
    """Since when it is worked on: when it was opened, or taken up again last."""
    again = case.entries.filter(kind="reopened").order_by("-id").values_list("at", flat=True).first()
    found: datetime = again or case.opened_at
    return found


def _said(text: str, remedy: str) -> str:
    if not text.strip():
        raise CaseError("There is nothing written", "text", remedy)
    return text.strip()[:LONGEST]

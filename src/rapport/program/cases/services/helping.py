"""Somebody asks for help with a case before it is late."""

from __future__ import annotations

from django.db import transaction

from rapport.program.cases.errors import CaseError
from rapport.program.cases.services.assigning import next_person
from rapport.program.cases.services.changing import held, save, still_open
from rapport.program.cases.services.entries import entry_add, tell
from rapport.program.people.actor import Actor
from rapport.program.people.services.log import log_change


@transaction.atomic
def case_escalate(actor: Actor, case_id: str, reason: str, version: int | None = None) -> None:
    """Asks the next person to help, the same whom a case that is overdue goes to; the owner stays, and who
    was asked before is asked no more. Raises NotAllowedError or CaseError."""
    case = held(actor, case_id, version)
    still_open(case)
    if not reason.strip():
        raise CaseError("Asking for help needs a reason", "help", "Say what you cannot do yourself.")
    known = {str(one) for one in (case.helper_id, actor.user_id) if one}
    found = next_person(case, known)
    if found.user_id is None:
        raise CaseError("Nobody else can be asked", None, "Give the case to somebody instead.")
    case.helper_id = found.user_id
    entry_add(actor, case, "escalated", reason[:2000], {"to": found.name, "why": found.why})
    save(case, "helper_id")
    tell(case, "case.escalated", helper=found.name)
    log_change(actor, "case.escalate", "case", case_id, after={"helper": found.user_id})

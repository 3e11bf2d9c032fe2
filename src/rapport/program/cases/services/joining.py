"""Two cases about the same thing become one, and can be taken apart again."""

from __future__ import annotations

from django.db import transaction

from rapport.program.cases.errors import CaseError
from rapport.program.cases.models import Case
from rapport.program.cases.services.changing import held, hold_alerts, save, still_open
from rapport.program.cases.services.entries import entry_add, publish_later, tell
from rapport.program.people.actor import Actor
from rapport.program.people.services.log import log_change


@transaction.atomic
def case_merge(actor: Actor, case_id: str, into_id: str) -> None:
    """Makes a case part of another open one of the same customer; where a customer is not known, of one about
    the same interaction. Raises NotAllowedError or CaseError."""
    first, second = sorted((case_id, into_id))
    both = {
        one: held(actor, one) for one in (first, second)
    }  # in one order: two at once do not wait in a ring
    case, into = both[case_id], both[into_id]
    if case.pk == into.pk:
        raise CaseError("A case cannot be part of itself", "into", "Choose another.")
    still_open(case)
    still_open(into)
    if not _of_one_customer(case, into):
        raise CaseError("These cases may be of two customers", "into", "Keep them apart.")
    if case.merged.exists():
        raise CaseError("Other cases are part of this one", None, "Put the other one into this one.")
    before = case.state
    case.merged_into, case.state, case.holds = into, Case.CLOSED, None
    entry_add(actor, case, "merged", facts={"into": str(into.pk), "state": before})
    entry_add(actor, into, "joined", facts={"case": str(case.pk)})
    save(case, "merged_into", "state", "holds")
    hold_alerts(into)
    save(into)
    tell(case, "case.merged", into=str(into.pk))
    publish_later(case)
    log_change(actor, "case.merge", "case", case_id, after={"into": into_id})


@transaction.atomic
def case_part(actor: Actor, case_id: str) -> None:
    """Takes a case out of the one it was made part of; it is as it was before."""
    case = held(actor, case_id)
    if case.merged_into_id is None:
        raise CaseError("This case is part of no other", None, "Look at the page again.")
    told = case.entries.filter(kind="merged").order_by("-id").first()
    into, case.merged_into = case.merged_into, None
    case.state = told.facts.get("state", Case.IN_PROGRESS) if told else Case.IN_PROGRESS
    entry_add(actor, case, "parted", facts={"from": str(into.pk)})
    entry_add(actor, into, "left", facts={"case": str(case.pk)})
    save(case, "merged_into", "state")
    publish_later(case)
    log_change(actor, "case.part", "case", case_id, before={"into": str(into.pk)})


def _of_one_customer(case: Case, other: Case) -> bool:
    if case.customer_id is None or other.customer_id is None:
        return case.interaction_id is not None and case.interaction_id == other.interaction_id
    return bool(case.customer_id == other.customer_id)

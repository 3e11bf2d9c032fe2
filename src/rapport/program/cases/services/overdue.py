"""What is not closed in time is noted once, and the next person is asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.program.cases.models import Case
from rapport.program.cases.routing import Choice
from rapport.program.cases.services.assigning import next_person
from rapport.program.cases.services.entries import entry_add, tell
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

AT_ONCE = 500


def cases_escalate(actor: Actor, now: datetime) -> int:
    """Notes every open case that is overdue by now and was not noted before, each once however many look;
    the next person helps, the owner stays → how many. Raises NotAllowedError."""
    actor.require(Permission.CASES_LEAD)
    late = Case.objects.exclude(state=Case.CLOSED).filter(due_at__lt=now, overdue_at=None)
    found = list(late.order_by("due_at").values_list("pk", flat=True)[:AT_ONCE])
    return sum(_escalate(actor, one, now) for one in found)


@transaction.atomic
def _escalate(actor: Actor, pk: object, now: datetime) -> bool:
    case = Case.objects.select_for_update(of=("self",)).filter(pk=pk, overdue_at=None).first()
    if case is None or case.state == Case.CLOSED:
        return False
    found = _asked_already(case) or next_person(case)
    case.overdue_at, case.helper_id = now, found.user_id
    case.version += 1
    case.save(update_fields=["overdue_at", "helper_id", "version"])
    entry_add(actor, case, "overdue", facts={"to": found.name, "why": found.why})
    tell(case, "case.overdue")
    log_change(actor, "case.overdue", "case", str(case.pk), after={"helper": found.user_id})
    return True


def _asked_already(case: Case) -> Choice | None:
    """Who was asked to help before it was late goes on helping."""
    return None if case.helper is None else Choice(str(case.helper_id), str(case.helper), "was asked before")

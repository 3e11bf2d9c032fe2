"""How a case is changed: seen, held, and not behind somebody else's back."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from rapport.program.cases.access import cases_seen
from rapport.program.cases.clock import case_hours
from rapport.program.cases.errors import CaseError, ChangedError
from rapport.program.cases.models import Case
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission


def held(actor: Actor, case_id: str, version: int | None = None) -> Case:
    """The case, held until the transaction ends. Raises NotAllowedError for one that this person does not
    see, ChangedError when it is not in the `version` they looked at, CaseError for one that is erased."""
    seen = cases_seen(actor)
    try:
        case = Case.objects.select_for_update(of=("self",)).filter(seen, pk=case_id).first()
    except ValidationError:
        case = None
    if case is None:
        raise NotAllowedError(Permission.CASES_WORK, actor.name)
    if version is not None and case.version != version:
        raise ChangedError
    found: Case = case
    return found


def still_open(case: Case) -> None:
    """Raises CaseError for a case that is closed or part of another."""
    if case.merged_into_id is not None:
        raise CaseError("This case is part of another", None, "Work on that one, or take them apart.")
    if case.state == Case.CLOSED:
        raise CaseError("This case is closed", None, "Take it up again first.")


def save(case: Case, *fields: str) -> None:
    """Stores these fields and that the case changed."""
    case.version += 1
    case.save(update_fields=[*fields, "version"])


def passed_s(case: Case, until: datetime) -> float:
    """Business hours since it was opened, in seconds."""
    return case_hours().between(case.opened_at, until).total_seconds()


def hold_alerts(case: Case) -> None:
    """Further alerts of this customer join this case, unless another one already takes them."""
    if case.customer_id is None or case.holds is not None:
        return
    try:
        with transaction.atomic():
            Case.objects.filter(pk=case.pk).update(holds=f"{case.kind}:{case.customer_id}")
    except IntegrityError:
        return
    case.holds = f"{case.kind}:{case.customer_id}"

"""Rows of the outbox to the CRM.

Only the worker calls this, on nobody's behalf, but for `crm_again`: no actor is needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from rapport.program.crm.models import CrmMark, CrmRow
from rapport.program.crm.plain import Taken
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

ATTEMPTS = 8
AGAIN = timedelta(minutes=2)
LOST = timedelta(minutes=10)
AT_ONCE = 500


@transaction.atomic
def crm_note(customers: Iterable[str], now: datetime) -> int:
    """Something changed for these customers → how many they are."""
    listed = sorted(set(customers))
    for start in range(0, len(listed), AT_ONCE):
        part = listed[start : start + AT_ONCE]
        CrmRow.objects.bulk_create(
            [CrmRow(customer_id=one, try_at=now) for one in part], ignore_conflicts=True
        )
        CrmRow.objects.filter(customer_id__in=part).update(changed=F("changed") + 1)
        done = CrmRow.objects.filter(customer_id__in=part, state__in=(CrmRow.WRITTEN, CrmRow.FAILED))
        done.update(state=CrmRow.WAITING, attempts=0, try_at=now)
    return len(listed)


def crm_mark(imported_at: datetime, data_version: int, now: datetime) -> None:
    """Changes until here have been noted."""
    facts = {"imported_at": imported_at, "data_version": data_version, "noted_at": now}
    CrmMark.objects.update_or_create(pk=1, defaults=facts)


def crm_take(now: datetime) -> Taken | None:
    """One customer to be written now, taken by this worker alone; None when there is none.

    Writing the same facts twice harms nothing, so that one a dead worker had taken is taken again.
    """
    lost = Q(state=CrmRow.WRITING, try_at__lte=now - LOST)
    for one in CrmRow.objects.filter(Q(state=CrmRow.WAITING, try_at__lte=now) | lost).order_by("try_at")[:20]:
        moved = CrmRow.objects.filter(pk=one.pk, state=one.state, try_at=one.try_at).update(
            state=CrmRow.WRITING, try_at=now, attempts=F("attempts") + 1, taken=F("changed")
        )
        if moved:
            return Taken(one.customer_id, one.digest)
    return None


@transaction.atomic
def crm_written(customer: str, digest: str, now: datetime) -> None:
    """The CRM has it; what changed meanwhile is written next."""
    row = CrmRow.objects.filter(pk=customer)
    row.filter(state=CrmRow.WRITING, taken=F("changed")).update(state=CrmRow.WRITTEN)
    row.filter(state=CrmRow.WRITING).update(state=CrmRow.WAITING, try_at=now)
    row.update(digest=digest, attempts=0, problem="", written_at=now)


def crm_failed(customer: str, problem: str, now: datetime, *, for_good: bool = False) -> None:
    """It could not be written; it is tried again later and later, then left until something changes."""
    one = CrmRow.objects.filter(pk=customer).first()
    if one is None:
        return
    given_up = for_good or one.attempts >= ATTEMPTS
    CrmRow.objects.filter(pk=customer).update(
        state=CrmRow.FAILED if given_up else CrmRow.WAITING,
        problem=problem[:500],
        try_at=now + AGAIN * 2**one.attempts,
    )


@transaction.atomic
def crm_again(actor: Actor) -> int:
    """Everything that failed is tried again → how many. Raises NotAllowedError."""
    actor.require(Permission.SETTINGS_MANAGE)
    failed = CrmRow.objects.filter(state=CrmRow.FAILED)
    count: int = failed.update(state=CrmRow.WAITING, attempts=0, try_at=timezone.now())
    log_change(actor, "crm.again", "crm", "", after={"customers": count})
    return count


def crm_forget(customer: str) -> int:
    """Erases a customer's row → how many there were."""
    count: int = CrmRow.objects.filter(pk=customer).delete()[0]
    return count

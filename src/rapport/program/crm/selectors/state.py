"""How writing back goes, and what has changed since it was looked at."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Max, Q

from rapport.program.cases.models import Case
from rapport.program.crm.models import CrmMark, CrmRow
from rapport.program.crm.plain import CrmState, Marked
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission


def crm_state(actor: Actor) -> CrmState:
    """Counts and the last problem. Raises NotAllowedError."""
    actor.require(Permission.SETTINGS_MANAGE)
    waiting = Q(state__in=(CrmRow.WAITING, CrmRow.WRITING))
    found = CrmRow.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        done=Count("pk", filter=Q(state=CrmRow.WRITTEN)),
        failed=Count("pk", filter=Q(state=CrmRow.FAILED)),
        last=Max("written_at"),
    )
    troubled = CrmRow.objects.exclude(problem="").order_by("-try_at").first()
    problem = troubled.problem if troubled else ""
    return CrmState(found["waiting"], found["done"], found["failed"], problem, found["last"])


def crm_marked() -> Marked | None:
    """How far changes were noted; for the worker, on nobody's behalf."""
    found = CrmMark.objects.filter(pk=1).first()
    return Marked(found.imported_at, found.data_version, found.noted_at) if found else None


def crm_changed_cases(since: datetime) -> tuple[str, ...]:
    """Customers of cases in which something was written down since; for the worker, on nobody's behalf."""
    rows = Case.objects.filter(entries__at__gte=since).exclude(customer_id=None)
    return tuple(rows.values_list("customer_id", flat=True).distinct())

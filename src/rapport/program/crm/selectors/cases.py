"""How a customer's cases stand, as a CRM is told it."""

from __future__ import annotations

from typing import Any

from rapport.program.cases.models import Case


def cases_told(customer: str) -> dict[str, Any]:
    """Counts and the last closed one; for the worker, on nobody's behalf."""
    mine = Case.objects.filter(customer_id=customer, merged_into=None)
    last = mine.filter(state=Case.CLOSED).order_by("-closed_at").first()
    cause = last.root_cause.name if last is not None and last.root_cause is not None else None
    return {
        "open_cases": mine.exclude(state=Case.CLOSED).count(),
        "last_case_closed_at": last.closed_at.isoformat() if last and last.closed_at else None,
        "last_case_root_cause": cause,
        "last_case_recovered": last.recovered if last else None,
    }

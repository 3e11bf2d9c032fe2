"""Customers whom nobody should ask just now, as far as people decided it."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.program.cases.models import Case

AT_ONCE = 500


def with_open_case(customers: Iterable[str]) -> set[str]:
    """Those of these customers whose case somebody is dealing with. For planning, on nobody's behalf."""
    listed, found = sorted(set(customers)), set()
    for start in range(0, len(listed), AT_ONCE):
        rows = Case.objects.filter(customer_id__in=listed[start : start + AT_ONCE])
        found.update(rows.exclude(state=Case.CLOSED).values_list("customer_id", flat=True))
    return found

"""Forgets everything about certain interactions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from rapport.program.judging.models import Dispute, Gold, SessionInteraction, Task

TABLES: dict[str, tuple[Any, str]] = {
    "tasks": (Task, "interaction_id__in"),
    "calibrated": (SessionInteraction, "interaction_id__in"),
    "gold": (Gold, "interaction_id__in"),
    "disputes": (Dispute, "evaluation__interaction_id__in"),
}


@transaction.atomic
def judging_erase(ids: Iterable[str]) -> Mapping[str, int]:
    """Removes tasks, consensus, gold and disputes about these interactions → how many rows of each.

    Called by the erasure of a customer, which is allowed elsewhere, before the evaluations go.
    """
    wanted, counts = sorted(set(ids)), dict.fromkeys(TABLES, 0)
    for start in range(0, len(wanted), 500):
        for name, (table, column) in TABLES.items():
            rows = table.objects.filter(**{column: wanted[start : start + 500]})
            counts[name] += rows.count()
            rows.delete()
    return counts

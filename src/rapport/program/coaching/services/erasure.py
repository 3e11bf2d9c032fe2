"""Forgets everything about certain interactions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from rapport.program.coaching.models import Praise, SelfReview, SessionEvidence

TABLES: dict[str, Any] = {
    "self-reviews": SelfReview,
    "evidence of coaching": SessionEvidence,
    "praise": Praise,
}


@transaction.atomic
def coaching_erase(ids: Iterable[str]) -> Mapping[str, int]:
    """Removes self-reviews, evidence and praise that point to these interactions → how many of each.

    Called by the erasure of a customer, which is allowed elsewhere.
    """
    wanted, counts = sorted(set(ids)), dict.fromkeys(TABLES, 0)
    for start in range(0, len(wanted), 500):
        for name, table in TABLES.items():
            rows = table.objects.filter(interaction_id__in=wanted[start : start + 500])
            counts[name] += rows.count()
            rows.delete()
    return counts

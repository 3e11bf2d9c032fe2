"""Forgets what people at the front wrote that gives a customer away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from rapport.program.front.models import Roundtable, TrainingModule

GONE = "Erased with a customer"
WRITTEN: dict[str, tuple[Any, tuple[str, ...]]] = {
    "round tables": (Roundtable, ("title", "notes")),
    "lessons": (TrainingModule, ("title", "why", "body")),
}


@transaction.atomic
def front_erase(mentions: Callable[[str], bool]) -> Mapping[str, int]:
    """Takes the words of titles, notes and lessons that give a customer away → how many of each it was.

    Called by the erasure of a customer, which is allowed elsewhere.
    """
    counts: dict[str, int] = {}
    for what, (table, names) in WRITTEN.items():
        for one in table.objects.only(*names).iterator():
            words = {name: GONE for name in names if mentions(getattr(one, name))}
            if words:
                counts[what] = counts.get(what, 0) + table.objects.filter(pk=one.pk).update(**words)
    return counts

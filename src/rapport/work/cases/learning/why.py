"""Root causes of closed cases over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rapport.measures import Estimate
from rapport.measures.inference import proportion
from rapport.program.cases.plain import CauseFacts

MONTHS = 6
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Cause:
    """One top of the tree or one below it: its share of all closed cases that were justified, and in each
    month."""

    id: int | None
    name: str
    depth: int
    share: Estimate
    by_month: tuple[Estimate, ...]


@dataclass(frozen=True)
class Why:
    """The months, the newest last, and the causes in the order of the tree; those without a case are left
    out. What stands above counts all below it."""

    months: tuple[str, ...]
    causes: tuple[Cause, ...]


def why(closed: Sequence[Row], tree: Sequence[CauseFacts], zone: ZoneInfo, level: float) -> Why:
    """Shares of root causes among closed cases that were no false alarm, by the month they were closed."""
    rows = [one for one in closed if one["justified"] is not False]
    named = Counter((one["root_cause_id"], _month(one["closed_at"], zone)) for one in rows)
    above = {one.id: one.parent for one in tree}
    whole, counted = Counter[str](), Counter[tuple[int | None, str]]()
    for (cause, month), n in named.items():
        whole[month] += n
        for one in _with_above(cause, above) or {None}:
            counted[one, month] += n
    months = tuple(sorted(whole)[-MONTHS:])
    listed = [*((one.id, one.name, one.depth) for one in tree), (None, "No root cause was named", 0)]
    found = (_cause(cause, name, depth, counted, whole, months, level) for cause, name, depth in listed)
    return Why(months, tuple(one for one in found if one is not None))


def _cause(
    cause: int | None,
    name: str,
    depth: int,
    counted: Counter[tuple[int | None, str]],
    whole: Counter[str],
    months: Sequence[str],
    level: float,
) -> Cause | None:
    """None for a cause that no case names."""
    total = sum(counted[cause, month] for month in whole)
    if not total:
        return None
    by_month = tuple(proportion(counted[cause, month], whole[month], level) for month in months)
    return Cause(cause, name, depth, proportion(total, whole.total(), level), by_month)


def _month(when: datetime, zone: ZoneInfo) -> str:
    there = when.astimezone(zone)
    return f"{there.year}-{there.month:02d}"


def _with_above(cause: int | None, above: Mapping[int, int | None]) -> frozenset[int]:
    found: set[int] = set()
    while cause is not None and cause not in found:
        found.add(cause)
        cause = above.get(cause)
    return frozenset(found)

"""What closes well: customers who recovered where something was done, against like cases where it was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures import Estimate
from rapport.measures.inference import benjamini_hochberg, proportion
from rapport.measures.journeys.matched_difference import matched_difference
from rapport.work.cases.learning.like import acts

LEAST = 5
"""Answered cases with, and without, of which something is told."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Helps:
    """`recovered` where it was done and where it was not; `difference` within cases of the same kind,
    urgency and concern. `sure`: beyond chance, although many things were looked at."""

    what: str
    done: Estimate
    others: Estimate
    difference: Estimate
    sure: bool


def what_helps(rows: Sequence[Row], level: float) -> tuple[Helps, ...]:
    """Each thing that was done, against like cases without it; by name, it is no ranking."""
    things = list(acts().items())
    pairs = [(row, one) for one, (_, did) in enumerate(things) for row, case in enumerate(rows) if did(case)]
    if not pairs:
        return ()
    kinds: dict[tuple[Any, ...], int] = {}
    stratum = [kinds.setdefault((r["kind"], r["urgency"], r["concern"]), len(kinds)) for r in rows]
    outcome = np.array([float(one["recovered"]) for one in rows])
    found = matched_difference(
        np.array([row for row, _ in pairs]),
        np.array([one for _, one in pairs]),
        len(things),
        outcome,
        np.array(stratum),
        level,
    )
    sure = benjamini_hochberg(found.p)
    return tuple(
        told
        for number, (name, did) in enumerate(things)
        if (told := _helps(name, did, rows, found, number, level, float(sure[number]))) is not None
    )


def _helps(
    name: str, did: Any, rows: Sequence[Row], found: Any, number: int, level: float, q: float
) -> Helps | None:
    done = [bool(one["recovered"]) for one in rows if did(one)]
    others = [bool(one["recovered"]) for one in rows if not did(one)]
    if min(len(done), len(others)) < LEAST:
        return None
    value = float(found.difference[number])
    known = np.isfinite([value, found.low[number], found.high[number]]).all()
    difference = Estimate(
        value=value if known else None,
        low=float(found.low[number]) if known else None,
        high=float(found.high[number]) if known else None,
        confidence=level,
        unit="share",
        base=int(found.met[number] + found.others[number]),
        method="difference within cases of the same kind, urgency and concern",
        undefined_because=None if known else "no like cases with and without",
    )
    with_it = proportion(sum(done), len(done), level)
    without = proportion(sum(others), len(others), level)
    return Helps(name, with_it, without, difference, bool(known and q < 1 - level))

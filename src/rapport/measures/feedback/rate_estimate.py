"""One rate of outcomes with its interval: a ratio of counted cases, linearised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import normal_quantile, share_interval
from rapport.measures.inputs import Bools, Floats

ORDER = "IPRNO"
NAMES = ("complete", "partial", "refusal", "non-contact", "other", "unknown", "unknown", "not eligible")
UNKNOWN, NOT_ELIGIBLE = slice(5, 7), 7


@dataclass(frozen=True)
class Counts:
    """Cases, weights and squared weights by outcome, and whether cases known not to be eligible were
    `told` (so that e can be estimated)."""

    count: Floats
    weight: Floats
    square: Floats
    told: bool


def rate(
    counts: Counts, above: str, below: str, unknown: str, e: float | None, level: float, missing: int
) -> Estimate:
    """Cases `above` over cases `below` and, of those unknown, all, e ("part") or none."""
    top = np.array([letter in above for letter in ORDER] + [False] * 3, dtype=np.float64)
    bottom = np.array(
        [letter in below for letter in ORDER] + [unknown != "none"] * 2 + [False], dtype=np.float64
    )
    used = bottom > 0
    excluded = _excluded(counts, used, missing)
    facts: dict[str, Any] = {"confidence": level, "unit": "share", "excluded": excluded}
    facts["definition"] = "response_rates@1"
    slope, note = bottom, ""
    if unknown == "part" and counts.weight[UNKNOWN].any():
        if e is None and not counts.told:
            return undefined(
                "the share of unknown cases that are eligible is not known: give e or not_eligible", **facts
            )
        slope, bottom = _with_e(counts, bottom, e)
        note = "e given" if e is not None else "e by proportional allocation"
    total = float(bottom @ counts.weight)
    if total <= 0:
        return undefined("no case belongs to the denominator", **facts)
    value = float(top @ counts.weight) / total
    variance = float(((top - value * slope) ** 2) @ counts.square) / total**2
    worth = total * float(counts.weight.sum() / counts.square.sum())
    if variance > 0 and 0 < value < 1:
        worth = value * (1 - value) / variance
    low, high = share_interval(min(value, 1.0) * worth, worth, normal_quantile(level), "wilson")
    return Estimate(
        value=value,
        low=low,
        high=high,
        base=int(counts.count[used].sum()),
        weighted_base=total,
        effective_base=worth,
        standard_error=variance**0.5,
        method=", ".join(filter(None, ("wilson on the effective base", note))),
        **facts,
    )


def _with_e(counts: Counts, bottom: Floats, e: float | None) -> tuple[Floats, Floats]:
    """What one case more of each outcome adds to the denominator, and its share in it as counted."""
    whole = bottom.copy()
    if e is not None:
        whole[UNKNOWN] = e
        return whole, whole
    eligible, not_eligible = float(counts.weight[:5].sum()), float(counts.weight[NOT_ELIGIBLE])
    resolved, unknown = eligible + not_eligible, float(counts.weight[UNKNOWN].sum())
    if resolved <= 0:
        whole[UNKNOWN] = 0.0
        return whole, whole
    whole[UNKNOWN] = eligible / resolved
    slope = whole.copy()
    slope[:5] += unknown * not_eligible / resolved**2
    slope[NOT_ELIGIBLE] = -unknown * eligible / resolved**2
    return slope, whole


def _excluded(counts: Counts, used: Bools, missing: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, inside, count in zip(NAMES, used, counts.count, strict=True):
        if not inside and count:
            found[name] = found.get(name, 0) + int(count)
    return {**found, "no outcome": missing} if missing else found

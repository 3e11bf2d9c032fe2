"""The difference of two numbers from samples that share some of their units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.estimate import Estimate
from rapport.measures.inference.compare import Difference
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Codes, Floats, sums, weights_of


@dataclass(frozen=True)
class Overlap:
    """How many units are in `both` samples, the `correlation` of the two means that comes of it, and
    Satterthwaite's `df` of their difference."""

    both: int
    correlation: float
    df: float


def overlap_of(first: tuple[Floats, Any, Codes], second: tuple[Floats, Any, Codes]) -> Overlap:
    """The overlap of two samples, each (scores with NaN where missing, weights or None, unit of each row)."""
    units = max(int(part[2].max(initial=-1)) for part in (first, second)) + 1
    one, here = _linear(*first, units)
    two, there = _linear(*second, units)
    both = here & there
    spread = [_variance(part, part, seen) for part, seen in ((one, here), (two, there))]
    shared = float(one[both] @ two[both]) * (_grow(here) * _grow(there)) ** 0.5
    bottom = float(np.sqrt(spread[0] * spread[1]))
    correlation = min(max(shared / bottom, -1.0), 1.0) if bottom > 0 else 0.0
    pieces = [one[both] - two[both], one[here & ~both], two[there & ~both]]
    squares = [float(piece @ piece) for piece in pieces]
    below = sum(s**2 / (len(p) - 1) for s, p in zip(squares, pieces, strict=True) if len(p) > 1)
    return Overlap(int(both.sum()), correlation, sum(squares) ** 2 / below if below > 0 else float("inf"))


def overlapping(a: Estimate, b: Estimate, shared: Overlap, *, means: bool) -> Difference:
    """a − b with the covariance of what is in both; both must have a value, an error and an interval."""
    value = (a.value or 0.0) - (b.value or 0.0)
    first, second, alike = a.standard_error or 0.0, b.standard_error or 0.0, shared.correlation
    error = max(first**2 + second**2 - 2 * alike * first * second, 0.0) ** 0.5
    df = shared.df if means else float("inf")
    sure, words = around(value, error, a.confidence, df), "Student t"
    if not means:
        sure |= {"low": value - _reach(a, b, alike), "high": value + _reach(b, a, alike)}
        words = "Newcombe, from both intervals"
    p = float(2 * special.stdtr(df, -abs(value) / error)) if error > 0 else float(value == 0)
    return Difference(
        **sure,
        method=f"{words}; {shared.both} in both samples, correlation {alike:.2f}",
        p=p,
    )


def _linear(scores: Floats, weights: Any, unit: Codes, units: int) -> tuple[Floats, Any]:
    """What each unit adds to the weighted mean, and whether it is in the sample."""
    known = ~np.isnan(scores)
    rows = np.where(known, weights_of(weights, len(scores)), 0.0)
    y, total = np.where(known, scores, 0.0), max(float(rows.sum()), 1e-300)
    linear = sums(unit, rows * (y - float(rows @ y) / total), units) / total
    return linear, sums(unit, known.astype(np.float64), units) > 0


def _variance(one: Floats, two: Floats, seen: Any) -> float:
    return float(one @ two) * _grow(seen)


def _grow(seen: Any) -> float:
    n = float(seen.sum())
    return n / (n - 1) if n > 1 else 1.0


def _reach(down: Estimate, up: Estimate, alike: float) -> float:
    """How far below the difference `down` − `up` can lie: the distances of `down` to its lower and of `up`
    to its upper limit, added as correlated errors are."""
    below = (down.value or 0.0) - (down.low if down.low is not None else down.value or 0.0)
    above = (up.high if up.high is not None else up.value or 0.0) - (up.value or 0.0)
    return float(max(below**2 - 2 * alike * below * above + above**2, 0.0) ** 0.5)

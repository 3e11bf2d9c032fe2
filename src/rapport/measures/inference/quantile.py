"""Quantiles of a column, as the rows were drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.design_variance import Design, Drawn, drawn
from rapport.measures.inference.linear_estimate import base_facts
from rapport.measures.inputs import Floats, confidence_of, numbers, weights_of
from rapport.records.errors import InputError

STEPS = 60


@checked
def quantile(
    values: Any,
    q: Any = 0.5,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    *,
    cluster_sizes: Any = None,
    unit: str = "score",
) -> Any:
    """A value that a share q of all lies below: the median wait, the ninetieth centile of handle time.

    Question it answers: how long does the customer in the middle wait, and how long the slowest tenth?

    Definition: the smallest value up to which the weighted share reaches q; exactly reached, the middle
    of it and the next (the usual median of an even number).

    Scale, unit, range: `unit` of the values.

    Base: values that are there. Excluded: "missing".

    Parameters: `values`; `q` between 0 and 1, or several; the design as in `mean`.

    Returns: Estimate, or {q: Estimate} for several q.

    Undefined when: nothing is there. Too few values for q have no interval: under 6 for the median,
    under 36 for the ninetieth centile at 95 %.

    Raises: InputError for q outside 0 to 1, else as in `mean`.

    How sure: order statistics: the ranks k with P(Beta(k, n + 1 − k) ≤ q) = 97.5 % and 2.5 %, between two
    values by straight line; under a design n is the effective base of the share below the quantile and
    its few degrees of freedom count. Values with many ties (whole minutes) cover more. The standard
    error is the interval's width over twice its quantile of Student's t.

    Do not: average the centiles of teams; a centile of all is not the mean of centiles.

    Validated against: numpy's averaged inverse of the distribution (method averaged_inverted_cdf); the
    interval by simulation on normal, exponential and lognormal values and clusters.

    Example:
        >>> found = quantile([3, 1, 4, 1, 5, 9, 2, 6, 5, 3])
        >>> found.value, round(found.low, 2), round(found.high, 2)
        (3.5, 1.47, 5.53)

    References: Woodruff (1952), doi:10.1080/01621459.1952.10483443. Hutson (1999),
    doi:10.1080/02664769922458. Korn & Graubard (1998), Survey Methodology 24, 193–201.

    See also: mean, bootstrap.
    """
    level = confidence_of(confidence)
    column = numbers(values, "values")
    wanted = np.atleast_1d(numbers(np.atleast_1d(q), "q"))
    if not ((wanted > 0) & (wanted < 1)).all():
        raise InputError("q is not between 0 and 1", "q", "give e.g. 0.5 or [0.5, 0.9]")
    found = _quantiles(
        column, wanted, Design(weights, strata, clusters, population, cluster_sizes), level, unit
    )
    return found[0] if np.ndim(q) == 0 else dict(zip(wanted.tolist(), found, strict=True))


def _quantiles(column: Floats, wanted: Floats, design: Design, level: float, unit: str) -> list[Estimate]:
    here = ~np.isnan(column)
    missing = int((~here).sum())
    facts: dict[str, Any] = {"confidence": level, "unit": unit, "definition": "quantile@1"}
    if not here.any() or not weights_of(design.weights, len(column))[here].any():
        return [
            undefined("nothing is there", excluded={"missing": missing} if missing else {}, **facts)
            for _ in wanted
        ]
    sample = drawn(design, here)
    facts |= base_facts(here, sample.weight, missing=missing)
    y = column[here] if missing else column
    ranked: _Ranked | _Even
    if np.ptp(sample.weight) == 0:
        ranked = _Even(np.sort(y))
    else:
        order = np.argsort(y, kind="stable")
        ranked = _Ranked(y[order], sample.weight[order])
    found = []
    for q in wanted.tolist():
        value = ranked.at(q)
        worth, df = _worth(sample, y, value, q, design, float(facts["effective_base"]))
        found.append(_estimate(ranked, q, value, worth, df, level, sample.note, facts))
    return found


class _Even:
    """Sorted values of equal weights: the rank of each is its place from 1."""

    def __init__(self, values: Floats) -> None:
        self.values = values

    def at(self, q: float) -> float:
        """The smallest value up to which the share reaches q; the middle of two where it does exactly."""
        rows = len(self.values)
        wanted, slack = q * rows, 1e-12 * rows
        first = min(max(int(np.ceil(wanted - slack)), 1), rows)
        if abs(first - wanted) > slack:
            return float(self.values[first - 1])
        lower, upper = self.values[first - 1], self.values[min(first, rows - 1)]
        return float(lower + (upper - lower) / 2)

    def near(self, rank: float) -> float:
        """The value at a fractional rank."""
        inside = min(max(rank, 1.0), float(len(self.values)))
        lower, upper = self.values[int(inside) - 1], self.values[min(int(inside), len(self.values) - 1)]
        return float(lower + (upper - lower) * (inside - int(inside)))


class _Ranked:
    """Sorted values; the rank of each is where equal weights would put it."""

    def __init__(self, values: Floats, weight: Floats) -> None:
        self.values = values
        self.upto: Floats = np.cumsum(weight)
        self.whole = float(self.upto[-1])
        self.rank: Floats = (self.upto - weight / 2) / self.whole * len(values) + 0.5

    def at(self, q: float) -> float:
        """The smallest value up to which the share reaches q; the middle of two where it does exactly."""
        slack = 1e-12 * self.whole
        last = len(self.values) - 1
        first = min(int(np.searchsorted(self.upto, q * self.whole - slack)), last)
        if abs(float(self.upto[first]) - q * self.whole) > slack:
            return float(self.values[first])
        after = min(int(np.searchsorted(self.upto, self.upto[first] + slack, side="right")), last)
        return float(self.values[first] + (self.values[after] - self.values[first]) / 2)

    def near(self, rank: float) -> float:
        """The value at a fractional rank."""
        return float(np.interp(rank, self.rank, self.values))


def _worth(
    sample: Drawn, y: Floats, value: float, q: float, design: Design, kish: float
) -> tuple[float, float]:
    """Rows of a simple random sample that tell the share below as well, and the degrees of freedom."""
    n = float(len(y))
    if design.simple and design.weights is None:
        return n, float("inf")
    below = (y <= value).astype(np.float64)
    share = float((sample.weight * below).sum() / sample.weight.sum())
    variance = sample.variance(sample.weight * (below - share) / sample.weight.sum())
    if variance is None:
        return 0.0, 0.0
    if variance <= 0 or not 0 < share < 1:
        return kish, sample.df
    worth = share * (1 - share) / variance
    if design.clusters is None:
        worth *= n / (n - 1)
    return worth, float("inf") if design.simple else sample.df


def _estimate(
    ranked: _Ranked | _Even,
    q: float,
    value: float,
    worth: float,
    df: float,
    level: float,
    note: str,
    facts: dict[str, Any],
) -> Estimate:
    method = ", ".join(filter(None, ("quantile", "order statistics", note)))
    plain = Estimate(value=value, method=method, **facts)
    tail = (1 - level) / 2
    z = float(special.ndtri(1 - tail))
    t = float(special.stdtrit(df, 1 - tail)) if df > 0 else np.inf
    n = worth * (z / t) ** 2
    ranks = _ranks(q, n, tail)
    if ranks is None:
        return plain.with_(method=f"{method}; too few values for an interval of this quantile")
    rows = len(ranked.values)
    low, high = (ranked.near(rank / (n + 1) * (rows + 1)) for rank in ranks)
    low, high = min(low, value), max(high, value)
    return plain.with_(
        low=low,
        high=high,
        standard_error=(high - low) / (2 * t),
        degrees_of_freedom=df if np.isfinite(df) else None,
        effective_base=worth,
    )


def _ranks(q: float, n: float, tail: float) -> tuple[float, float] | None:
    """Fractional ranks k with P(Beta(k, n + 1 − k) ≤ q) = 1 − tail and tail; None when n is too small."""
    if n < 1 or special.betainc(1.0, n, q) < 1 - tail or special.betainc(n, 1.0, q) > tail:
        return None

    def solve(wanted: float) -> float:
        low, high = 1.0, n
        for _ in range(STEPS):
            middle = (low + high) / 2
            low, high = (
                (middle, high) if special.betainc(middle, n + 1 - middle, q) > wanted else (low, middle)
            )
        return (low + high) / 2

    return solve(1 - tail), solve(tail)

"""An interval for any statistic, from resamples of what was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.abc_interval import abc_interval
from rapport.measures.inference.resampled import Statistic, statistic_of
from rapport.measures.inference.resampling import Units, jackknife, replicates
from rapport.measures.inputs import Bools, Codes, Floats, chosen, confidence_of, labels, numbers, weights_of
from rapport.records.errors import InputError

METHODS = ("bca", "percentile", "basic", "abc")


@dataclass(frozen=True)
class Bootstrapped(Estimate):
    """An Estimate with what the interval was made of: the jackknife's standard error, `acceleration` and
    `bias_correction` (z₀) of BCa and ABC, the bootstrap's `bias`, and the `draws` that gave a number."""

    jackknife_error: float | None = None
    acceleration: float | None = None
    bias_correction: float | None = None
    bias: float | None = None
    draws: int = 0


@checked
def bootstrap(
    statistic: Any,
    *columns: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    method: str = "bca",
    confidence: float = 0.95,
    draws: int = 9999,
    seed: int = 0,
    unit: str = "score",
) -> Bootstrapped:
    """A statistic of one or several columns, with an interval from resamples.

    Question it answers: how sure is a number for which nobody has written down an error?

    Definition: the statistic of rows (clusters; within strata) drawn again with replacement. bca:
    percentiles corrected for bias and acceleration (jackknife); percentile; basic (twice the value less
    the percentiles); abc: BCa's analytic approximation, without draws.

    Scale, unit, range: the statistic's.

    Base: rows where all columns are there. Excluded: "missing".

    Parameters: `statistic` mean, median, variance, deviation, ratio, correlation, slope (of the first
    on the second), or a function of the columns: function(*columns) → a number; with a parameter `axis`
    it gets many resamples at once; with a parameter `weights` (lines × rows) it gives one number a
    line and may also be weighted; `columns` of one length, resampled together; `weights` survey
    weights; `clusters`; `strata`; `draws`; `seed`.

    Returns: Bootstrapped, an Estimate. Named statistics are the fastest: 9,999 resamples of 10,000 values
    take under a second, of answers from 0 to 10 and for the median some hundredths.

    Undefined when: no row is complete, or the statistic is undefined for the rows. No interval when
    it is undefined for more than half of the resamples, or one unit was drawn.

    Raises: InputError for an unknown method, a function that cannot be weighted with weights, else as
    in `mean`; abc takes no strata or clusters.

    How sure: bca covers best: 94–96 % for means of 200 exponential values, medians of 60, correlations
    of 300 normal pairs; 93 % for the mean of 30, and of 200 lognormal values of shape 1. Where clusters
    or strata were drawn, n − 1 units of n are drawn again and count
    n/(n − 1) times (Rao & Wu); from few clusters the interval is still too narrow. Acceleration comes
    from leaving out single units, from 1,000 units on from 500 random groups of them (means and the
    like: all, in closed form).

    Do not: use it for a maximum or other ends of a distribution; no resample goes beyond what was seen.

    Validated against: R's boot and bootstrap (abcnon) on Efron & Tibshirani's law schools, and scipy.

    Example:
        >>> found = bootstrap("median", [3, 5, 8, 9, 12, 14, 15, 21], draws=999)
        >>> found.value, found.base
        (10.5, 8)

    References: Efron & Tibshirani (1993), An Introduction to the Bootstrap,
    doi:10.1007/978-1-4899-4541-9. DiCiccio & Efron (1996), doi:10.1214/ss/1032280214. Rao & Wu (1988),
    doi:10.1080/01621459.1988.10478591.

    See also: mean, quantile.
    """
    level = confidence_of(confidence)
    chosen(method, METHODS, "method")
    if not columns:
        raise InputError("no column was given", "columns", "give the columns of the statistic")
    if draws < 1:
        raise InputError(f"{draws} draws", "draws", "give at least some hundreds")
    rows = _Rows(columns, weights, clusters, strata)
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": unit,
        "definition": "bootstrap@1",
        "excluded": {"missing": rows.missing} if rows.missing else {},
    }
    if not rows.count or (rows.weight is not None and not rows.weight.any()):
        return Bootstrapped(value=None, undefined_because="no row is complete", **facts)
    made = statistic_of(statistic, rows.columns, rows.weight, rows.unit, rows.units.count)
    value = float(made.of(np.ones((1, rows.units.count)))[0])
    if not np.isfinite(value):
        because = "the statistic is undefined for these rows"
        return Bootstrapped(value=None, undefined_because=because, base=rows.count, **facts)
    facts |= rows.bases()
    if rows.units.count < 2:
        return Bootstrapped(value=value, method="one unit has no interval", **facts)
    if method == "abc":
        return _abc(made, rows, value, level, facts)
    return _resampled(made, rows, value, method, level, draws, seed, facts)


def _abc(made: Statistic, rows: _Rows, value: float, level: float, facts: dict[str, Any]) -> Bootstrapped:
    if not rows.units.plain or not made.fractional:
        todo = "use bca, or a statistic that takes weights"
        raise InputError("abc needs single rows and a statistic that can be weighted", "method", todo)
    found = abc_interval(made, rows.units.count, value, level)
    return Bootstrapped(
        value=value,
        low=found.low,
        high=found.high,
        standard_error=found.error,
        method="abc",
        acceleration=found.acceleration,
        bias_correction=found.bias_correction,
        **facts,
    )


def _resampled(
    made: Statistic,
    rows: _Rows,
    value: float,
    method: str,
    level: float,
    draws: int,
    seed: int,
    facts: dict[str, Any],
) -> Bootstrapped:
    rng = np.random.default_rng([rows.count, seed])
    every = replicates(made, rows.units, draws, rng)
    known = np.sort(every[np.isfinite(every)])
    words = f"{method} bootstrap, {draws} draws" + rows.note
    if len(known) < draws:
        words += f", {draws - len(known)} undefined"
    if len(known) <= draws / 2:
        return Bootstrapped(value=value, method=f"{words}; no interval", draws=len(known), **facts)
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    pull = jackknife(made, rows.units, rng)
    below = ((known < value).sum() + (known <= value).sum()) / 2
    share = np.clip(below / len(known), 0.5 / len(known), 1 - 0.5 / len(known))
    shift = float(special.ndtri(share))
    if method == "bca":
        reach = shift + special.ndtri(tails)
        tails = special.ndtr(shift + reach / np.maximum(1 - pull.acceleration * reach, 1e-9))
    low, high = (float(end) for end in np.quantile(known, tails))
    if method == "basic":
        low, high = 2 * value - high, 2 * value - low
    return Bootstrapped(
        value=value,
        low=min(low, value),
        high=max(high, value),
        standard_error=float(known.std(ddof=1)) if len(known) > 1 else None,
        method=words,
        jackknife_error=pull.error if np.isfinite(pull.error) else None,
        acceleration=pull.acceleration,
        bias_correction=shift,
        bias=float(known.mean()) - value,
        draws=len(known),
        **facts,
    )


class _Rows:
    """Complete rows in an order of their own, so that the given one does not matter."""

    def __init__(self, columns: tuple[Any, ...], weights: Any, clusters: Any, strata: Any) -> None:
        given = [numbers(columns[0], "column 1")]
        length = len(given[0])
        given += [numbers(one, f"column {k}", length=length) for k, one in enumerate(columns[1:], 2)]
        here: Bools = np.asarray(~np.isnan(np.stack(given)).any(axis=0))
        weight = weights_of(weights, length)
        keys = [_ranked(one, name, here) for one, name in ((clusters, "clusters"), (strata, "strata"))]
        cluster, stratum = keys
        every = [key[here] for key in (weight, *given[::-1], cluster, stratum)]
        order = np.lexsort([key for key in every if len(key) and key.min() < key.max()] or [every[0]])
        place = np.flatnonzero(here)[order]
        self.columns = tuple(column[place] for column in given)
        self.count, self.missing = len(place), length - len(place)
        self.weight: Floats | None = weight[place]
        if weights is None or (self.count and np.ptp(weight[place]) <= 1e-12 * weight[place].max()):
            self.weight = None
        self.total = weight[place]
        self.unit, self.units = _units(stratum[place], cluster[place], clusters is None, strata is None)
        self.note = ", weighted" * (weights is not None) + ", stratified" * (strata is not None)
        self.note += f", {self.units.count} clusters" * (clusters is not None)

    def bases(self) -> dict[str, Any]:
        """How many rows entered, and what they are worth."""
        whole, squares = float(self.total.sum()), float((self.total**2).sum())
        return {"base": self.count, "weighted_base": whole, "effective_base": whole**2 / squares}


def _ranked(given: Any, name: str, here: Bools) -> Codes:
    """Codes in the order of the labels, not of the rows."""
    if given is None:
        return np.zeros(len(here), dtype=np.intp)
    codes, names = labels(given, name, length=len(here))
    if (codes[here] < 0).any():
        raise InputError(f"{name} is missing for a complete row", name, "say where each row belongs")
    place = sorted(range(len(names)), key=lambda k: (str(type(names[k])), str(names[k])))
    rank = np.empty(len(names) + 1, dtype=np.intp)
    rank[place] = np.arange(len(names))
    rank[-1] = -1
    return rank[codes]


def _units(stratum: Codes, cluster: Codes, rows: bool, one: bool) -> tuple[Codes | None, Units]:
    if rows:
        return None, Units(stratum, int(stratum.max(initial=0)) + 1, plain=one)
    pairs, unit = np.unique(stratum * (int(cluster.max(initial=0)) + 1) + cluster, return_inverse=True)
    of = pairs // (int(cluster.max(initial=0)) + 1)
    return unit, Units(of, int(of.max(initial=0)) + 1, plain=False)

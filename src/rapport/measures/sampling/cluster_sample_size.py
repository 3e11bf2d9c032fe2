"""How many clusters, and how many of each, when units come in groups."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rapport.measures.checked import checked
from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inputs import confidence_of, require
from rapport.records.errors import InputError


@dataclass(frozen=True)
class ClusterSize:
    """`clusters` to draw, units `per_cluster`, `units` in all, the `design_effect` against as many
    single units, the `margin` to expect, and the `cost` (None without costs)."""

    clusters: int
    per_cluster: int
    units: int
    design_effect: float
    margin: float
    cost: float | None


@checked
def cluster_sample_size(
    margin: float | None = None,
    budget: float | None = None,
    *,
    icc: float,
    per_cluster: int | None = None,
    cluster_cost: float | None = None,
    unit_cost: float = 1.0,
    largest: int | None = None,
    share: float = 0.5,
    deviation: float | None = None,
    confidence: float = 0.95,
) -> ClusterSize:
    """How many clusters to draw, and how many units of each, for a margin or a budget.

    Question it answers: how many agents (or customers, shops), and how many contacts of each?

    Definition: variance S² (1 + (m − 1) ρ) / (c m) of a mean over c clusters of m units. Without
    `per_cluster` the m that costs least, near √((cluster cost / unit cost)(1 − ρ)/ρ).

    Scale, unit, range: whole numbers ≥ 1 (two clusters at least, or nothing tells their spread);
    `margin` as a share, or in the score's points with `deviation`.

    Parameters: `margin` half the interval's width, or `budget` with `cluster_cost`; `icc` ρ, how alike
    units of a cluster are (0–1, as `icc` estimates it); `cluster_cost` of reaching a cluster, `unit_cost`
    of one unit; `largest` number of units that a cluster can give; `share` expected or `deviation`.

    Returns: ClusterSize.

    Raises: InputError when not exactly one of `margin` and `budget` is given, a budget buys under two
    clusters, or a number is out of range.

    How sure: the normal quantile is used; with under thirty clusters Student's t of the estimate will
    be wider.

    Do not: take many units of few clusters because they are cheap; the effective base hardly grows.

    Validated against: the closed form of Valliant, Dever & Kreuter, and simulated two-stage samples.

    Example:
        >>> found = cluster_sample_size(0.05, icc=0.05, cluster_cost=20, unit_cost=1)
        >>> found.clusters, found.per_cluster, found.design_effect
        (36, 22, 2.05)

    References: Hansen, Hurwitz & Madow (1953), Sample Survey Methods and Theory, volume 1, chapter 6.
    Valliant, Dever & Kreuter (2018), doi:10.1007/978-3-319-93632-1, chapter 9.

    See also: sample_size, mean.
    """
    z = normal_quantile(confidence_of(confidence))
    _check(margin, budget, icc, per_cluster, cluster_cost, unit_cost, largest, share, deviation)
    square = share * (1 - share) if deviation is None else deviation**2
    first = cluster_cost or 0.0

    def sized(m: int) -> ClusterSize:
        effect = 1 + (m - 1) * icc
        if margin is not None:
            clusters = max(2, math.ceil(z * z * square * effect / (m * margin**2) - 1e-9))
        else:
            clusters = math.floor((budget or 0.0) / (first + unit_cost * m) + 1e-9)
        error = math.sqrt(square * effect / (clusters * m)) if clusters else math.inf
        cost = clusters * (first + unit_cost * m)
        return ClusterSize(
            clusters, m, clusters * m, effect, z * error, None if cluster_cost is None else cost
        )

    found = [sized(m) for m in _choices(per_cluster, icc, first, unit_cost, largest)]
    found = [one for one in found if one.clusters >= 2]
    if not found:
        raise InputError("the budget buys fewer than two clusters", "budget", "raise it")
    if budget is not None:
        return min(found, key=lambda one: (one.margin, one.units))
    return min(found, key=lambda one: (one.clusters * (first + unit_cost * one.per_cluster), one.units))


def _choices(
    per_cluster: int | None, icc: float, first: float, unit_cost: float, largest: int | None
) -> list[int]:
    """The numbers of units a cluster worth trying: around the optimum, where whole numbers decide."""
    if per_cluster is not None:
        return [per_cluster]
    top = largest or 1000
    best = math.sqrt(first / unit_cost * (1 - icc) / icc) if icc > 0 else float(top)
    middle = min(max(round(best), 1), top)
    return list(range(max(1, middle // 2), min(top, 2 * middle + 2) + 1))


def _check(
    margin: float | None,
    budget: float | None,
    icc: float,
    per_cluster: int | None,
    cluster_cost: float | None,
    unit_cost: float,
    largest: int | None,
    share: float,
    deviation: float | None,
) -> None:
    rules = (
        ((margin is None) != (budget is None), "margin, budget", "give exactly one"),
        (margin is None or margin >= 1e-9, "margin", "give it above 0"),
        (budget is None or (budget > 0 and cluster_cost is not None), "budget", "give cluster_cost too"),
        (0 <= icc <= 1, "icc", "give it from 0 to 1"),
        (per_cluster is not None or cluster_cost is not None, "per_cluster", "give it, or cluster_cost"),
        (per_cluster is None or per_cluster >= 1, "per_cluster", "give a whole number from 1"),
        (largest is None or largest >= max(1, per_cluster or 1), "largest", "give at least per_cluster"),
        (cluster_cost is None or cluster_cost >= 0, "cluster_cost", "give it from 0"),
        (unit_cost > 0, "unit_cost", "give it above 0"),
        (0 <= share <= 1, "share", "give it from 0 to 1"),
        (deviation is None or deviation >= 0, "deviation", "give it from 0"),
    )
    require(rules, "is out of range or does not fit the rest", "{}")

"""A quantile of each of many groups, with an interval that assumes nothing of the distribution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.inputs import Codes, Floats


@dataclass(frozen=True)
class GroupQuantiles:
    """The quantile of each group with its limits (NaN: too few values for one) and its size."""

    value: Floats
    low: Floats
    high: Floats
    base: Floats


def group_quantiles(
    values: Floats, group: Codes, groups: int, q: float = 0.5, confidence: float = 0.95
) -> GroupQuantiles:
    """Quantile `q` (linear between order statistics) of the values of each group 0…groups − 1.

    The interval runs between order statistics, interpolated as Nyblom does, so that it holds nearly its
    nominal confidence instead of at least it.
    """
    order = np.lexsort((values, group))
    ordered, n = values[order], np.bincount(group, minlength=groups).astype(np.float64)
    begins = np.concatenate([[0], np.cumsum(n)[:-1]])
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        low = lower_rank(n, q, tail)
        high = n + 1 - lower_rank(n, 1 - q, tail)
    middle = np.where(n > 0, 1 + q * (n - 1), np.nan)
    return GroupQuantiles(
        _at_rank(ordered, begins, n, middle),
        _at_rank(ordered, begins, n, np.where(np.isnan(high), np.nan, low)),
        _at_rank(ordered, begins, n, np.where(np.isnan(low), np.nan, high)),
        n,
    )


def lower_rank(n: Floats, q: float, tail: float) -> Floats:
    """The (fractional) rank below which quantile `q` of n values lies with probability `tail`.

    NaN where even the smallest value is not low enough.
    """
    sizes, back = np.unique(n, return_inverse=True)
    floor, ceiling = np.full(len(sizes), -1.0), np.maximum(sizes, 0.0)
    while ((ceiling - floor) > 1).any():
        middle = np.floor((floor + ceiling) / 2)
        under = _at_most(middle, sizes, q) <= tail
        floor, ceiling = np.where(under, middle, floor), np.where(under, ceiling, middle)
    rank = ceiling
    before, after = _at_most(rank - 1, sizes, q), _at_most(rank, sizes, q)
    part = (tail - before) / (after - before)
    odds = (sizes - rank) * q / (rank * (1 - q)) * part / (1 - part)
    found = np.where((rank >= 1) & (sizes > 1), rank + odds / (1 + odds), np.nan)
    answer: Floats = found[back.ravel()]
    return answer


def _at_most(k: Floats, n: Floats, q: float) -> Floats:
    """P(X ≤ k) of a binomial X, also outside 0…n."""
    inside = np.clip(k, 0, np.maximum(n - 1, 0))
    found = special.betainc(np.maximum(n - inside, 1e-9), inside + 1, 1 - q)
    return np.where(k < 0, 0.0, np.where(k >= n, 1.0, found))


def _at_rank(ordered: Floats, begins: Floats, n: Floats, rank: Floats) -> Floats:
    """The value at a fractional rank from 1 up of each group."""
    known = ~np.isnan(rank)
    exact = np.where(known, np.clip(rank, 1, np.maximum(n, 1)), 1.0)
    below = np.floor(exact)
    part = exact - below
    place = (begins + below - 1).astype(np.intp)
    here = np.flatnonzero(known)
    found = np.full(len(n), np.nan)
    next_up = np.minimum(place[here] + 1, (begins + n - 1).astype(np.intp)[here])
    # Without the part above where it is nothing, so that an infinite value there does no harm.
    above = np.where(part[here] > 0, ordered[next_up], 0.0)
    found[here] = ordered[place[here]] * (1 - part[here]) + above * part[here]
    return found

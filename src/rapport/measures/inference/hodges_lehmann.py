"""Medians of all differences between two groups, without writing the differences down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Floats


@dataclass(frozen=True)
class Shift:
    """The median of all differences a − b, and the differences at the limits' ranks."""

    value: float
    low: float
    high: float


def shift_between(a: Floats, b: Floats, reach: float) -> Shift:
    """`a` and `b` sorted; the limits lie `reach` ranks from the middle of the n · m differences."""
    pairs = len(a) * len(b)
    value = (_ranked(a, b, (pairs + 1) // 2) + _ranked(a, b, pairs // 2 + 1)) / 2
    first = min(max(int(np.floor(pairs / 2 - reach)), 1), (pairs + 1) // 2)
    return Shift(value, min(_ranked(a, b, first), value), max(_ranked(a, b, pairs + 1 - first), value))


def _ranked(a: Floats, b: Floats, rank: int) -> float:
    """The difference with this rank among all, by halving: how many are at most d takes one search."""
    low, high = float(a[0] - b[-1]), float(a[-1] - b[0])
    if _at_most(a, b, low) >= rank:
        return low
    for _ in range(200):
        middle = low + (high - low) / 2
        if middle in (low, high):
            break
        low, high = (low, middle) if _at_most(a, b, middle) >= rank else (middle, high)
    # The largest difference up to there is one that exists, free of the halving's rounding.
    place = np.searchsorted(b, a - np.nextafter(high, np.inf))
    there = place < len(b)
    exact = (a[there] - b[place[there]]).max() if there.any() else high
    return float(exact) if abs(exact - high) <= 1e-9 * max(1.0, abs(high)) else high


def _at_most(a: Floats, b: Floats, d: float) -> int:
    """How many differences a − b are at most d."""
    return int(len(a) * len(b) - np.searchsorted(b, a - d, side="left").sum())

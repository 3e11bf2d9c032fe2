"""Medians of all differences between two groups, without writing the differences down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Floats

FEW = 4
MOST_WRITTEN = 1 << 20


@dataclass(frozen=True)
class Shift:
    """The median of all differences a − b, and the differences at the limits' ranks."""

    value: float
    low: float
    high: float


def shift_between(a: Floats, b: Floats, reach: float) -> Shift:
    """`a` and `b` sorted; the limits lie `reach` ranks from the middle of the n · m differences."""
    pairs = len(a) * len(b)
    middle = ((pairs + 1) // 2, pairs // 2 + 1)
    first = min(max(int(np.floor(pairs / 2 - reach)), 1), middle[0])
    wanted = (first, *middle, pairs + 1 - first)
    low, lower, upper, high = _of_ties(a, b, wanted) or [_ranked(a, b, rank) for rank in wanted]
    value = (lower + upper) / 2
    return Shift(value, min(low, value), max(high, value))


def _of_ties(a: Floats, b: Floats, wanted: tuple[int, ...]) -> list[float]:
    """The differences with these ranks where values are few: each is written down once with its times."""
    (one, ones), (two, twos) = (np.unique(side, return_counts=True) for side in (a, b))
    if len(one) * len(two) > MOST_WRITTEN:
        return []
    every, times = np.subtract.outer(one, two).ravel(), np.multiply.outer(ones, twos).ravel()
    order = np.argsort(every, kind="stable")
    upto = np.cumsum(times[order])
    return [float(every[order[np.searchsorted(upto, rank)]]) for rank in wanted]


def _ranked(a: Floats, b: Floats, rank: int) -> float:
    """The difference with this rank among all: limits close in on it until few differences are left."""
    low, high = float(a[0] - b[-1]), float(a[-1] - b[0])
    under, upto = _at_most(a, b, low), len(a) * len(b)
    if under >= rank:
        return low
    for step in range(200):
        if upto - under <= FEW * (len(a) + len(b)):
            return _among(a, b, low, high, rank - under)
        part = (rank - under) / (upto - under) if step % 2 else 0.5
        middle = low + (high - low) * part
        if middle in (low, high):
            break
        count = _at_most(a, b, middle)
        if count >= rank:
            high, upto = middle, count
        else:
            low, under = middle, count
    # So many ties that they are never few: the largest difference up to there, free of rounding.
    place = np.searchsorted(b, a - np.nextafter(high, np.inf))
    there = place < len(b)
    exact = (a[there] - b[place[there]]).max() if there.any() else high
    return float(exact) if abs(exact - high) <= 1e-9 * max(1.0, abs(high)) else high


def _among(a: Floats, b: Floats, low: float, high: float, rank: int) -> float:
    """The difference with this rank among those above `low` and up to `high`, all written down."""
    first, last = np.searchsorted(b, a - high), np.searchsorted(b, a - low)
    times = np.maximum(last - first, 0)
    row = np.repeat(np.arange(len(a)), times)
    start = np.repeat(np.cumsum(times) - times, times)
    every = a[row] - b[np.repeat(first, times) + np.arange(len(row)) - start]
    if not len(every):
        return high
    place = min(max(rank - 1, 0), len(every) - 1)
    return float(np.partition(every, place)[place])


def _at_most(a: Floats, b: Floats, d: float) -> int:
    """How many differences a − b are at most d."""
    return int(len(a) * len(b) - np.searchsorted(b, a - d, side="left").sum())

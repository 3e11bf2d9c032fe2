"""Medians of all differences between two groups, without writing the differences down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Floats

FEW = 4


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

"""How sure the date of a break is."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.inputs import Codes, Floats


def posterior_interval(cuts: Codes, left: Floats, values: int, level: float) -> tuple[int, int]:
    """The shortest stretch of cuts that holds the truth with this probability.

    `left` are the squares left by each cut of `values` normal values; every cut counted as likely
    before, both means and the deviation unknown.
    """
    best = left.min()
    if best <= 0 or values < 4:
        sure = int(cuts[np.argmin(left)])
        return sure, sure
    chance = np.exp(-(values - 2) / 2 * np.log(left / best))
    total = np.concatenate([np.zeros(1), np.cumsum(chance / chance.sum())])
    ends = np.searchsorted(total, total[:-1] + level - 1e-12)
    starts = np.flatnonzero(ends < len(total))
    width = ends[starts] - starts
    shortest = starts[width == width.min()]
    start = int(shortest[np.argmax(total[ends[shortest]] - total[shortest])])
    return int(cuts[start]), int(cuts[ends[start] - 1])


def bai_interval(cut: int, before: Floats, after: Floats, level: float) -> tuple[int, int]:
    """Bai's interval from the argmax of a two-sided random walk with drift; each side's own variance."""
    shift = float(after.mean() - before.mean()) ** 2
    first, second = float(before.var()), float(after.var())
    if shift <= 0 or first <= 0 or second <= 0:
        return cut, cut
    phi = second / first
    tail = (1 - level) / 2
    upper = _solved(lambda x: _argmax_cdf(x, phi), 1 - tail, 1.0)
    lower = -_solved(lambda x: 1 - _argmax_cdf(-x, phi), 1 - tail, 1.0)
    scale = first / shift
    return cut - int(np.ceil(upper * scale)), cut - int(np.floor(lower * scale))


def _solved(cdf: Any, level: float, start: float) -> float:
    """Where a rising function of a positive number reaches a level."""
    low, high = 0.0, start
    while cdf(high) < level and high < 1e9:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if cdf(middle) < level else (low, middle)
    return high


def _argmax_cdf(x: float, phi: float) -> float:
    """Bai (1997): the distribution of the argmax of a walk with drift, its variance 1 before 0 and `phi`
    after."""
    if x < 0:
        return 1 - _after(-x / phi, 1 / phi)
    return _after(x, phi)


def _after(x: float, phi: float) -> float:
    """The right half; the left one is its mirror image, scaled."""
    root = np.sqrt(x)
    bell = np.sqrt(x / (2 * np.pi * phi)) * np.exp(-x / (8 * phi))
    far = np.exp((phi + 1) * x / 2 + special.log_ndtr(-(2 * phi + 1) / (2 * np.sqrt(phi)) * root))
    near = special.ndtr(-root / (2 * np.sqrt(phi)))
    weight = phi * (phi + 1)
    return float(
        1 + bell + (1 + 2 * phi) / weight * far - ((1 + 2 * phi) ** 2 / weight - 2 + x / (2 * phi)) * near
    )

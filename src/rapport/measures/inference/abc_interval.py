"""The approximate bootstrap confidence interval: BCa by derivatives instead of draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.inference.resampled import CELLS, MeanLike, Statistic
from rapport.measures.inputs import Floats

STEP = 0.001


@dataclass(frozen=True)
class ApproximateInterval:
    """Limits, the delta method's standard error, and BCa's two constants."""

    low: float
    high: float
    error: float
    acceleration: float
    bias_correction: float


def abc_interval(statistic: Statistic, n: int, value: float, level: float) -> ApproximateInterval:
    """Limits from the first and second derivatives of the statistic in the rows' weights.

    The derivatives are central differences with a step of a thousandth of a row's weight.
    """
    step = np.longdouble(STEP) / n if isinstance(statistic, MeanLike) else STEP / n
    statistic = _exact(statistic)
    start = statistic.of(np.ones((1, n)))[0]
    up, down = _moved(statistic, n, step), _moved(statistic, n, -step)
    first, second = (up - down) / (2 * step), (up - 2 * start + down) / step**2
    error = np.sqrt((first**2).sum()) / n
    if not np.isfinite(error) or error <= 0:
        return ApproximateInterval(value, value, 0.0, 0.0, 0.0)
    acceleration = float((first**3).sum() / (6 * n**3 * error**3))
    direction = first / (n**2 * error)
    even = np.full(n, 1 / n, dtype=first.dtype)
    ahead, behind = statistic.of(np.stack([even + step * direction, even - step * direction]))
    bend = (ahead - 2 * start + behind) / (2 * error * step**2)
    curvature = float(second.sum() / (2 * n**2) / error - bend)
    shift = float(special.ndtri(2 * special.ndtr(acceleration) * special.ndtr(-curvature)))
    reach = shift + special.ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    far = reach / (1 - acceleration * reach) ** 2
    low, high = statistic.of(even + far[:, None] * direction)
    return ApproximateInterval(
        min(float(low), value), max(float(high), value), float(error), acceleration, shift
    )


def _exact(statistic: Statistic) -> Statistic:
    """Second differences lose half the digits: means are taken with more of them where the machine can."""
    if not isinstance(statistic, MeanLike):
        return statistic
    more: Floats = statistic.sums.astype(np.longdouble)
    return MeanLike(more, statistic.function)


def _moved(statistic: Statistic, n: int, step: Any) -> Floats:
    """The statistic with each row's weight in turn a little larger, all others smaller."""
    if isinstance(statistic, MeanLike):
        mean = statistic.sums.mean(axis=0)
        return statistic.of_sums(mean + step * (statistic.sums - mean))
    found = []
    for start in range(0, n, max(1, CELLS // n)):
        rows = np.arange(start, min(start + max(1, CELLS // n), n))
        weight = np.full((len(rows), n), (1 - step) / n)
        weight[np.arange(len(rows)), rows] += step
        found.append(statistic.of(weight))
    return np.concatenate(found)

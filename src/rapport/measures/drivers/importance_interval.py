"""Intervals of importances, each on the scale where it is even."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.inputs import Codes, Floats

ONE = 1 - 1e-12


@dataclass(frozen=True)
class Spread:
    """The covariance matrix of importances, and the Student quantile that goes with it."""

    covariance: Floats
    quantile: float
    df: float

    @property
    def error(self) -> Floats:
        """Standard errors."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))


def interval(values: Floats, spread: Spread, scale: str, units: float) -> tuple[Floats, Floats]:
    """Lower and upper limits."""
    reach = spread.quantile * spread.error
    if scale == "plain":
        return values - reach, values + reach
    if scale == "correlation":
        inside = np.clip(values, -ONE, ONE)
        middle, half = np.arctanh(inside), reach / (1 - inside**2)
        return np.minimum(np.tanh(middle - half), values), np.maximum(np.tanh(middle + half), values)
    return root_interval(values, values, reach, units, spread.quantile)


def root_interval(
    values: Floats, centre: Floats, reach: Floats, units: float, quantile: float
) -> tuple[Floats, Floats]:
    """Even in atanh of the root, as for a multiple correlation; reaches 0 where 0 cannot be ruled out.

    Near 0 a share is the square of something with the standard error 1/√n.
    """
    middle = np.arctanh(np.sqrt(np.clip(centre, 0.0, ONE)))
    slope = root_slope(centre)
    least = quantile / max(units, 1.0) ** 0.5
    half = np.where(slope > 1e-9, reach / np.where(slope > 1e-9, slope, 1.0), least)
    low = np.tanh(np.maximum(middle - half, 0.0)) ** 2
    return np.minimum(low, values), np.maximum(np.tanh(middle + half) ** 2, values)


def root_slope(values: Floats) -> Floats:
    """How fast a share grows with atanh of its root."""
    inside = np.clip(values, 0.0, ONE)
    return np.asarray(2 * np.sqrt(inside) * (1 - inside))


def r_squared_interval(value: float, reach: float, df: float, drivers: int) -> tuple[float, float]:
    """About the R² adjusted for the number of drivers, with the slope it has there."""
    adjusted = max(1 - (1 - value) * (df + drivers) / df, 0.0)
    inside = min(adjusted, ONE)
    slope = 2 * np.sqrt(max(inside, 0.25 / (df + drivers + 1))) * (1 - inside)
    middle = np.arctanh(np.sqrt(inside))
    half = reach / slope
    low, high = np.tanh(max(middle - half, 0.0)) ** 2, np.tanh(middle + half) ** 2
    return min(float(low), value), max(float(high), value)


def rank_ranges(values: Floats, spread: Spread, confidence: float) -> Codes:
    """Ranks (ties share the better), and the lowest and highest that cannot be ruled out.

    A driver ranks below those that are surely above it, the confidence shared over its comparisons.
    """
    count = len(values)
    difference = values[None, :] - values[:, None]
    own = np.diag(spread.covariance)
    variance = np.maximum(own[:, None] + own - 2 * np.where(np.isinf(own), 0.0, spread.covariance), 0.0)
    tail = (1 - confidence) / 2 / max(count - 1, 1)
    sure = np.abs(difference) > float(special.stdtrit(spread.df, 1 - tail)) * np.sqrt(variance)
    above, below = difference > 0, difference < 0
    rank = 1 + above.sum(axis=1)
    return np.array([rank, 1 + (above & sure).sum(axis=1), count - (below & sure).sum(axis=1)])

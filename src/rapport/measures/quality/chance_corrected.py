"""Agreement beyond chance, with its interval: what kappa and AC have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import student_quantile
from rapport.measures.inputs import Floats

FEWEST_DF = 3


@dataclass(frozen=True)
class Chance:
    """Agreement expected by chance, and each unit's part in it."""

    expected: float
    by_unit: Floats


@dataclass(frozen=True)
class Units:
    """Kinds of units: `counts` kinds × categories (how many raters gave it), how many `times` each kind
    occurs, and how many units there are in all, those that nobody rated too. `finite` False: the
    variance is divided by n and not by n − 1, as tables of two raters are by custom."""

    counts: Floats
    times: Floats
    given: int
    finite: bool = True

    def shares(self) -> Floats:
        """The categories' mean shares over the units rated."""
        if not len(self.counts):
            return np.zeros(self.counts.shape[1])
        own = self.counts / self.counts.sum(axis=1, keepdims=True)
        return np.asarray(self.times @ own / self.times.sum(), dtype=np.float64)


def observed(counts: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Each unit's weighted agreement of two of its raters, and where there are two."""
    raters = counts.sum(axis=1)
    two = raters >= 2
    pairs = (counts * (counts @ weights.T - 1)).sum(axis=1)
    by_unit = np.divide(pairs, raters * (raters - 1), out=np.zeros(len(counts)), where=two)
    return by_unit, two.astype(np.float64)


def coefficient(
    units: Units, weights: Floats, chance: Chance, *, method: str, definition: str, confidence: float
) -> Estimate:
    """(observed − expected) / (1 − expected), linearised over the units."""
    by_unit, two = observed(units.counts, weights)
    rated, twice = round(float(units.times.sum())), round(float(units.times @ two))
    facts: dict[str, Any] = {"unit": "coefficient", "confidence": confidence, "definition": definition}
    facts |= {"base": twice, "excluded": unrated(units.given, rated, twice), "method": method}
    if not twice:
        return undefined("nothing was rated twice", **facts)
    if 1 - chance.expected < 1e-12:
        return undefined("all ratings are the same: agreement beyond chance cannot be told", **facts)
    room = 1 - chance.expected
    agreed = float(units.times @ by_unit) / twice
    value = (agreed - chance.expected) / room
    own = rated / twice * (by_unit - chance.expected * two) / room
    own = own - 2 * (1 - value) * (chance.by_unit - chance.expected) / room
    return with_interval(value, own - value, units.times, room, facts, finite=units.finite)


def with_interval(
    value: float,
    own: Floats,
    times: Floats,
    room: float,
    facts: dict[str, Any],
    *,
    finite: bool = True,
    floor: float | None = None,
) -> Estimate:
    """The Estimate of a coefficient that is at most 1, from the units' influences on it.

    `own` the influence of each kind of unit (their mean 0), `times` how often it occurs; the variance is
    Σ own² / (n (n − 1)), or / n² where not `finite`. Student's t on log(1 − coefficient): the
    disagreement left is a ratio above 0, nearly normal on the scale of its logarithm. A few units that
    weigh much tell little of the variance: the degrees of freedom 2n/(kurtosis − 1) say so, at most
    n − 1. Where nothing disagreed, the bound is what a share of disagreeing units too small to be seen
    in n would leave; `room` is their disagreement by chance. Where scores are measured and the least
    value possible is `floor` (−1/(raters − 1)), it is Fisher's log((coefficient − floor) / (1 −
    coefficient)), the logarithm of a ratio of two variances.
    """
    n = round(float(times.sum()))
    if n < 2:
        return Estimate(value=value, **facts)
    squares = float(times @ own**2)
    error = (squares / (n * (n - 1 if finite else n))) ** 0.5
    left = 1 - value
    if left < 1e-12:
        unseen = 1 - (1 - facts["confidence"]) ** (1 / n)
        low = max(1 - unseen / max(room, 1e-12), -1.0)
        method = f"{facts['method']}, nothing disagreed: exact bound"
        return Estimate(value=value, low=min(low, value), high=1.0, **facts | {"method": method})
    if error < 1e-12:
        return Estimate(value=value, **facts | {"method": f"{facts['method']}, all units alike: no interval"})
    df = units_df(own, times)
    quantile = student_quantile(df, facts["confidence"])
    if floor is None or value - floor < 1e-9:
        reach = float(np.exp(min(quantile * error / left, 50.0)))
        low, high, scale = 1 - left * reach, 1 - left / reach, "log(1 − coefficient)"
    else:
        reach = float(np.exp(min(quantile * error * (1 - floor) / left / (value - floor), 50.0)))
        ratio = (value - floor) / left
        low, high = ((one + floor) / (1 + one) for one in (ratio / reach, ratio * reach))
        scale = "Fisher's scale"
    method = f"{facts['method']}, linearised over units, Student t on {scale}"
    return Estimate(
        value=value,
        low=min(max(low, -1.0), value),
        high=max(high, value),
        standard_error=error,
        degrees_of_freedom=df,
        **facts | {"method": method},
    )


def units_df(own: Floats, times: Floats) -> float:
    """Degrees of freedom of a variance of influences: 2n/(kurtosis − 1), at most n − 1."""
    n, squares = float(times.sum()), float(times @ own**2)
    peaked = n * float(times @ own**4) / squares**2 if squares > 0 else 1.0
    return float(min(n - 1, max(2 * n / max(peaked - 1, 1e-9), FEWEST_DF)))


def unrated(total: int, rated: int, twice: int) -> dict[str, int]:
    """Units left out, by reason."""
    reasons = {"not rated": total - rated, "rated once": rated - twice}
    return {reason: count for reason, count in reasons.items() if count}

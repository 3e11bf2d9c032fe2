"""Agreement beyond chance, with its interval: what kappa and AC have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Floats


@dataclass(frozen=True)
class Chance:
    """Agreement expected by chance, and each unit's part in it."""

    expected: float
    by_unit: Floats


def observed(counts: Floats, weights: Floats) -> tuple[float, Floats, Floats]:
    """Mean weighted agreement over units with two raters; each unit's; and where there are two."""
    raters = counts.sum(axis=1)
    two = raters >= 2
    pairs = (counts * (counts @ weights.T - 1)).sum(axis=1)
    by_unit = np.divide(pairs, raters * (raters - 1), out=np.zeros(len(counts)), where=two)
    return float(by_unit[two].mean()) if two.any() else float("nan"), by_unit, two.astype(np.float64)


def coefficient(
    counts: Floats, weights: Floats, chance: Chance, *, method: str, definition: str, confidence: float
) -> Estimate:
    """(observed − expected) / (1 − expected), linearised over the units, Student's t."""
    agreed, by_unit, two = observed(counts, weights)
    facts: dict[str, Any] = {"unit": "coefficient", "confidence": confidence, "definition": definition}
    facts |= {"base": int(two.sum()), "method": f"{method}, linearised over units, Student t"}
    if not two.any():
        return undefined("nothing was rated twice", **facts)
    if 1 - chance.expected < 1e-12:
        return undefined("all ratings are the same: agreement beyond chance cannot be told", **facts)
    room = 1 - chance.expected
    value = (agreed - chance.expected) / room
    n = len(counts)
    own = n / two.sum() * (by_unit - chance.expected * two) / room
    own = own - 2 * (1 - value) * (chance.by_unit - chance.expected) / room
    return with_interval(value, float(((own - value) ** 2).sum()), n, facts)


def with_interval(value: float, squares: float, n: int, facts: dict[str, Any]) -> Estimate:
    """The Estimate of a mean-like coefficient; a coefficient is at most 1."""
    if n < 2:
        return Estimate(value=value, **facts)
    error = float((squares / (n * (n - 1))) ** 0.5)
    reach = float(special.stdtrit(n - 1, (1 + facts["confidence"]) / 2)) * error
    return Estimate(
        value=value,
        low=max(value - reach, -1.0),
        high=min(value + reach, 1.0),
        standard_error=error,
        degrees_of_freedom=float(n - 1),
        **facts,
    )


def unrated(total: int, rated: int, twice: int) -> dict[str, int]:
    """Units left out, by reason."""
    reasons = {"not rated": total - rated, "rated once": rated - twice}
    return {reason: count for reason, count in reasons.items() if count}

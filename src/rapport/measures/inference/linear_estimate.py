"""The Estimate of a linearised number: what every total, ratio, domain and coefficient becomes."""

from __future__ import annotations

from typing import Any

from rapport.measures.estimate import Estimate
from rapport.measures.inference.design_variance import Drawn
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Bools, Floats


def linear_estimate(
    value: float, variance: float | None, df: float, level: float, method: str, **facts: Any
) -> Estimate:
    """`value` with Student's t interval; without one where a single unit was drawn."""
    plain = Estimate(value=value, confidence=level, method=method, **facts)
    if variance is None or df <= 0:
        return plain.with_(method=f"{method}; one unit has no interval")
    return plain.with_(**around(value, max(variance, 0.0) ** 0.5, level, df))


def base_facts(here: Bools, weight: Floats, **reasons: int) -> dict[str, Any]:
    """Base, weighted and effective base of the rows that are `here`, and the others by reason."""
    squares = float((weight**2).sum())
    given = {reason.replace("_", " "): count for reason, count in reasons.items() if count}
    return {
        "base": int(here.sum()),
        "weighted_base": float(weight.sum()),
        "effective_base": float(weight.sum()) ** 2 / squares if squares > 0 else 0.0,
        "excluded": given,
    }


def told(name: str, found: Drawn, interval: str = "Student t") -> str:
    """The words of `method`: what was estimated, its interval, and the design."""
    return ", ".join(filter(None, (name, interval, found.note)))

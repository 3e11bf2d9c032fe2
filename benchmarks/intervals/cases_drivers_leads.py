"""Cells of leading indicators: the lag, and the squared error saved."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from benchmarks.intervals.cases_goals_series import alike
from rapport.measures import leading_indicators

WHOLE = "lags are whole periods: an interval that holds 95 % holds more"
# What these leads save, over 4,000 other series: 1 − Σ squares with the lag / Σ squares without.
SAVED = {(130, 0.8): 0.3406}


def lead(n: int, size: float, what: str, truth: float) -> Draw:
    """The indicator moves two periods before."""

    def draw(rng: np.random.Generator) -> tuple:
        x, outcome = alike(rng, n, 0.4), alike(rng, n, 0.4)
        outcome[2:] += size * x[:-2]
        found = leading_indicators(outcome, {"x": x}, max_lag=2, draws=60)["x"]
        return getattr(found, what), truth

    return draw


CASES = [
    *(
        Case(
            "leading_indicators",
            f"improvement, {n} periods, lead of {size} deviations",
            lead(n, size, "improvement", truth),
            replicates=2000,
        )
        for (n, size), truth in SAVED.items()
    ),
    Case(
        "leading_indicators", "lag, 130 periods, lead of 0.3", lead(130, 0.3, "lag", 2.0), False, WHOLE, 2000
    ),
]

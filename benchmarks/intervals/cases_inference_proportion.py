"""Cells of the intervals of a share; shares vary from replicate to replicate as between companies."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import proportion


def share(n: int, method: str, low: float, high: float) -> Draw:
    """A share between low and high, and n cases."""

    def draw(rng: np.random.Generator) -> tuple:
        truth = rng.uniform(low, high)
        return proportion(int(rng.binomial(n, truth)), n, method=method), truth

    return draw


CAUTIOUS = "never covers less than it says for any share, so it covers more on average"
CASES = [
    Case("proportion", "wilson, 10 cases, shares 2–98 %", share(10, "wilson", 0.02, 0.98)),
    Case("proportion", "wilson, 100 cases, shares 2–98 %", share(100, "wilson", 0.02, 0.98)),
    Case("proportion", "jeffreys, 30 cases, shares 2–98 %", share(30, "jeffreys", 0.02, 0.98)),
    Case("proportion", "agresti_coull, 100 cases, shares 2–98 %", share(100, "agresti_coull", 0.02, 0.98)),
    Case("proportion", "exact, 50 cases", share(50, "exact", 0.02, 0.98), stated=False, because=CAUTIOUS),
    Case(
        "proportion",
        "wilson_cc, 50 cases",
        share(50, "wilson_cc", 0.02, 0.98),
        stated=False,
        because=CAUTIOUS,
    ),
    Case(
        "proportion",
        "wald, 50 cases, shares 2–10 %",
        share(50, "wald", 0.02, 0.1),
        stated=False,
        because="the standard error of few successes is far too small, and 0 without any",
    ),
]

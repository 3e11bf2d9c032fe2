"""Cells of the point of diminishing returns."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import diminishing_returns

SCORES = np.arange(40, 100, 0.01)
FALLING = np.where(SCORES < 70, 1.0, np.maximum(0.0, 1 - (SCORES - 70) / 15))
LIKELY = 0.1 + 0.7 * np.cumsum(FALLING) / FALLING.sum()


def target(n: int) -> Draw:
    """Scores from 40 to 100; the slope of staying falls from 70 on and is a fifth at 82."""

    def draw(rng: np.random.Generator) -> tuple:
        scores = rng.uniform(40, 100, n)
        stayed = rng.random(n) < np.interp(scores, SCORES, LIKELY)
        return diminishing_returns(scores, stayed, draws=40), 82.0

    return draw


CASES = [
    Case("diminishing_returns", "8,000 scores with yes or no, target 82", target(8_000), replicates=1000),
]

"""Cells of reliability and factors."""

from __future__ import annotations

from functools import cache

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import cronbach_alpha, factor_analysis

LOADING, STEPS = 0.6, (-2, -1.5, -1, -0.3)
LOADINGS = np.array([[0.7, 0], [0.6, 0.2], [0.8, 0], [0.5, 0], [0, 0.7], [0.1, 0.6], [0, 0.8]])
UNIQUE = np.sqrt(1 - (LOADINGS**2).sum(axis=1))


def five_items(rng: np.random.Generator, n: int, steps: bool) -> np.ndarray:
    """Five items of one factor, normal or as skewed answers from 0 to 4."""
    found = LOADING * rng.normal(size=(n, 1)) + (1 - LOADING**2) ** 0.5 * rng.normal(size=(n, 5))
    return np.digitize(found, STEPS).astype(float) if steps else found


@cache
def truth(steps: bool) -> float | None:
    """Alpha of very many people."""
    return cronbach_alpha(five_items(np.random.default_rng(1), 400_000, steps)).value


def alpha(n: int, steps: bool) -> Draw:
    """Alpha of n people."""
    return lambda rng: (cronbach_alpha(five_items(rng, n, steps)), truth(steps))


def communality(n: int) -> Draw:
    """The share of the third of seven items that two factors explain."""

    def draw(rng: np.random.Generator) -> tuple:
        rows = rng.normal(size=(n, 2)) @ LOADINGS.T + rng.normal(size=(n, 7)) * UNIQUE
        found = factor_analysis(rows, 2, draws=60, rotation="none")
        return found.communalities["x1"], float((LOADINGS[0] ** 2).sum())

    return draw


CASES = [
    Case("cronbach_alpha", "five normal items, 20 people", alpha(20, False)),
    Case("cronbach_alpha", "five normal items, 200 people", alpha(200, False)),
    Case("cronbach_alpha", "five skewed five-point items, 150 people", alpha(150, True)),
    Case(
        "cronbach_alpha",
        "five skewed five-point items, 30 people",
        alpha(30, True),
        stated=False,
        because="the tails of few skewed answers are seen too seldom",
    ),
    Case(
        "factor_analysis",
        "communality of a clear item, 400 people, 60 draws",
        communality(400),
        replicates=2000,
    ),
]

"""Cells of interrupted series: errors that are alike in time, and counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.intervals.case import Case, Draw
from rapport.measures import interrupted_series

SMOOTH = "Newey and West's errors are too small in short series; the default is not this"
IGNORED = "errors taken as independent are not; the default is not this"


def alike(rng: np.random.Generator, n: int, likeness: float) -> NDArray[np.float64]:
    """Standard normal errors, each like the one before."""
    noise = rng.standard_normal(n)
    for place in range(1, n):
        noise[place] = likeness * noise[place - 1] + np.sqrt(1 - likeness**2) * noise[place]
    return noise


def step(n: int, likeness: float, errors: str = "alike", what: str = "level") -> Draw:
    def draw(rng: np.random.Generator) -> tuple:
        start = round(0.6 * n) + 1
        place = np.arange(1, n + 1)
        values = 60 + 0.1 * place + 3 * (place >= start) + 2 * alike(rng, n, likeness)
        slope = what != "level"
        found = interrupted_series(values, start, errors=errors, slope=slope)
        return getattr(found, what), 3.0

    return draw


def counts(n: int, errors: str) -> Draw:
    def draw(rng: np.random.Generator) -> tuple:
        start = round(0.6 * n) + 1
        place = np.arange(1, n + 1)
        mean = 200 * np.exp(0.003 * place + 0.1 * np.sin(2 * np.pi * place / 12) - 0.1 * (place >= start))
        values = rng.poisson(mean * rng.gamma(100, 1 / 100, n))
        found = interrupted_series(
            values, start, family="quasipoisson", slope=False, season=12, harmonics=1, errors=errors
        )
        return found.level, float(np.exp(-0.1))

    return draw


CASES = [
    *(
        Case("interrupted_series", f"level, {n} periods, neighbours' likeness {likeness}", step(n, likeness))
        for n in (24, 48)
        for likeness in (0.0, 0.3, 0.6)
    ),
    Case("interrupted_series", "effect with slope, 48 periods, likeness 0.3", step(48, 0.3, what="effect")),
    Case("interrupted_series", "ratio of counts, 60 months with season", counts(60, "alike")),
    Case(
        "interrupted_series",
        "level, 48 periods, likeness 0.6, errors taken as independent",
        step(48, 0.6, "independent"),
        False,
        IGNORED,
    ),
    Case(
        "interrupted_series",
        "level, 48 periods, likeness 0.6, Newey–West",
        step(48, 0.6, "newey_west"),
        False,
        SMOOTH,
    ),
]

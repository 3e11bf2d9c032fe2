"""Cells of the trend carried forward."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from benchmarks.intervals.cases_goals_series import alike
from rapport.measures import goal_range


def carried(n: int, likeness: float, ahead: int, drift: float = 0.3) -> Draw:
    def draw(rng: np.random.Generator) -> tuple:
        values = 60 + drift * np.arange(n + ahead) + 2 * alike(rng, n + ahead, likeness)
        found = goal_range(60, values[:n], date=ahead, minimum=-500, maximum=500)
        return found.no_improvement, float(values[-1])

    return draw


CASES = [
    Case("goal_range", "no improvement, 24 periods, 3 ahead, likeness 0", carried(24, 0.0, 3)),
    Case("goal_range", "no improvement, 24 periods, 3 ahead, likeness 0.6", carried(24, 0.6, 3)),
    Case("goal_range", "no improvement, 48 periods, 1 ahead, likeness 0.3", carried(48, 0.3, 1)),
    Case("goal_range", "no improvement, 8 periods, 1 ahead, likeness 0", carried(8, 0.0, 1)),
    Case("goal_range", "no improvement, 12 periods, 1 ahead, likeness 0.6", carried(12, 0.6, 1)),
]

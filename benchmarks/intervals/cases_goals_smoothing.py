"""Cells of forecasts by smoothing."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import holt_winters

SPEEDS = (0.4, 0.1, 0.2)


def forecast(periods: int, ahead: int) -> Draw:
    """Quarters that follow the model itself, its speeds known."""

    def draw(rng: np.random.Generator) -> tuple:
        level, trend, season = 60.0, 0.2, [2.0, -1.0, -3.0, 2.0]
        values = []
        for place in range(periods + ahead):
            old = season[place]
            value = level + trend + old + rng.standard_normal()
            before = level
            level = SPEEDS[0] * (value - old) + (1 - SPEEDS[0]) * (level + trend)
            trend = SPEEDS[1] * (level - before) + (1 - SPEEDS[1]) * trend
            season.append(SPEEDS[2] * (value - level) + (1 - SPEEDS[2]) * old)
            values.append(value)
        found = holt_winters(values[:periods], 4, ahead=ahead, smoothing=SPEEDS, draws=500)
        return found.ahead[-1], values[-1]

    return draw


START = "the start is taken from eight values as if known, and few errors were seen"

CASES = [
    Case("holt_winters", "2 ahead after 60 quarters, speeds known", forecast(60, 2)),
    Case("holt_winters", "2 ahead after 24 quarters, speeds known", forecast(24, 2), False, START),
]

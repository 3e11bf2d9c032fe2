"""Cells of the dates and shifts of changepoints."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import changepoints

WHOLE = "dates are whole periods: the shortest stretch that holds 95 % holds more"
CHOSEN = "the date was chosen to make the shift large, and is taken as known"


def one_break(n: int, shift: float, share: float, what: str) -> Draw:
    def draw(rng: np.random.Generator) -> tuple:
        cut = round(n * share)
        values = rng.standard_normal(n)
        values[cut:] += shift
        found = changepoints(values, breaks=1, minimal=2).breaks[0]
        return (found.when, float(cut)) if what == "date" else (found.shift, shift)

    return draw


CASES = [
    Case(
        "changepoints",
        "date, 100 values, shift of 1 deviation",
        one_break(100, 1.0, 0.3, "date"),
        False,
        WHOLE,
    ),
    Case("changepoints", "date, 100 values, 1.5 deviations", one_break(100, 1.5, 0.3, "date"), False, WHOLE),
    Case("changepoints", "date, 40 values, 1 deviation", one_break(40, 1.0, 0.6, "date"), False, WHOLE),
    Case("changepoints", "date, 100 values, 3 deviations", one_break(100, 3.0, 0.3, "date"), False, WHOLE),
    Case("changepoints", "shift, 100 values, 2 deviations", one_break(100, 2.0, 0.3, "shift")),
    Case("changepoints", "shift, 40 values, 1 deviation", one_break(40, 1.0, 0.6, "shift"), False, CHOSEN),
]

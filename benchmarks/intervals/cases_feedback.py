"""Cells of the feedback measures."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import nps


def nps_of(shares: tuple[float, float, float], n: int) -> Draw:
    """n answers of detractors, passives and promoters in these shares."""

    def draw(rng: np.random.Generator) -> tuple:
        answers = rng.choice([5, 8, 10], size=n, p=shares)
        return nps(answers), 100 * (shares[2] - shares[0])

    return draw


CASES = [
    Case("nps", f"{n} answers, {100 * p[0]:.0f} % detractors, {100 * p[2]:.0f} % promoters", nps_of(p, n))
    for n in (50, 400)
    for p in ((0.2, 0.3, 0.5), (0.05, 0.25, 0.7))
]

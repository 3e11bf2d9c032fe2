"""Cells of differences in differences: unequal cells, skewed scores, and agents who differ."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import difference_in_differences

EFFECT = 3.0


def single(n: int, skewed: bool = False) -> Draw:
    def draw(rng: np.random.Generator) -> tuple:
        touched, after = (rng.random(n) < 0.3).astype(int), (rng.random(n) < 0.4).astype(int)
        noise = rng.exponential(8, n) - 8 if skewed else 8 * rng.standard_normal(n)
        values = 70 + 4 * touched + 2 * after + EFFECT * touched * after + noise * (1 + 0.5 * touched)
        return difference_in_differences(values, touched, after), EFFECT

    return draw


def of_agents(sides: tuple[int, int], each: int) -> Draw:
    """Agents differ, and so does what changed for them; each serves before and after."""

    def draw(rng: np.random.Generator) -> tuple:
        agents = sum(sides)
        agent = np.repeat(np.arange(agents), each)
        touched = (agent >= sides[0]).astype(int)
        after = (rng.random(len(agent)) < 0.5).astype(int)
        moved = 5 * rng.standard_normal(agents)[agent] + 3 * rng.standard_normal(agents)[agent] * after
        values = 70 + moved + 2 * after + EFFECT * touched * after + 8 * rng.standard_normal(len(agent))
        return difference_in_differences(values, touched, after, clusters=agent), EFFECT

    return draw


CASES = [
    Case("difference_in_differences", "200 scores, unequal cells", single(200)),
    Case("difference_in_differences", "60 scores, unequal cells", single(60)),
    Case("difference_in_differences", "400 skewed scores", single(400, skewed=True)),
    Case("difference_in_differences", "15 and 15 agents of 30 scores", of_agents((15, 15), 30)),
    Case("difference_in_differences", "30 and 10 agents of 30 scores", of_agents((30, 10), 30)),
]

"""How likely each of three labels in order is, by where a score lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.course import Floats

SLOPE_SPREAD = 1.0
"""How far the logarithm of the slope lies from 0 before ratings have spoken, for scores of spread 1."""
BEFORE = 0.5
"""Answers of each label that are thought to have been seen in the middle of the scores."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The log odds of lying above the first and the second rung are `slope` times the score less `first` and
    `second`: proportional odds, so that a higher score never makes the highest label less likely, nor the
    lowest more.

    McCullagh (1980), Regression models for ordinal data, JRSS B 42(2), 109-142.
    """

    slope: float
    first: float
    second: float

    def chances(self, score: float) -> tuple[float, float, float]:
        """Of the lowest, the middle and the highest label."""
        above, top = _share(self.slope * score - self.first), _share(self.slope * score - self.second)
        return 1.0 - above, max(above - top, 0.0), top


def _share(log_odds: float) -> float:
    return 1 / (1 + exp(-min(max(log_odds, -30.0), 30.0)))


def ladder_of(scores: Floats, steps: NDArray[np.intp] | Sequence[int]) -> Ladder:
    """The ladder by which these scores come true: `steps` 0, 1 or 2, one a score. With few answers its slope
    stays near 1 for scores of spread 1, and no label becomes impossible because nobody gave it."""
    from scipy import optimize, special

    given = np.asarray(steps, dtype=np.intp)
    middle, spread = float(scores.mean()), max(float(scores.std()), 1e-6)
    known = np.append((scores - middle) / spread, np.zeros(3))
    answers = np.append(given, (0, 1, 2))
    weights = np.append(np.ones(len(given)), np.full(3, BEFORE))

    def loss(at: Floats) -> float:
        slope, first = np.exp(at[0]), at[1]
        second = first + np.exp(at[2])
        above, top = special.expit(slope * known - first), special.expit(slope * known - second)
        chance = np.choose(answers, (1 - above, above - top, top))
        return float(-(weights * np.log(np.maximum(chance, 1e-12))).sum() + (at[0] / SLOPE_SPREAD) ** 2 / 2)

    found = optimize.minimize(loss, np.array([0.0, -1.0, 0.5]), method="L-BFGS-B").x
    slope, first = float(np.exp(found[0])), float(found[1])
    second = first + float(np.exp(found[2]))
    moved = slope * middle / spread
    return Ladder(slope / spread, first + moved, second + moved)

"""What a predictor has learned from ratings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.language.experience.course import Floats
from rapport.language.experience.design import Design


@dataclass(frozen=True, eq=False)
class Learned:
    """A fitted line: `kind` line (numbers) or odds (yes or no), on values from `low` to `high`, learned from
    `base` ratings. `weights` and `level` are how its score and the unlearned ones come true in groups it did
    not see."""

    kind: str
    low: float
    high: float
    base: int
    design: Design
    coefficients: Floats
    intercept: float
    weights: Floats
    level: float

    def values(self, courses: Floats, counted: Any) -> Floats:
        """On the scale of the ratings, one a row."""
        scores = self.design.rows(courses, counted) @ self.coefficients + self.intercept
        beside = self.design.unlearned(courses) * self.weights[1:]
        scores = self.weights[0] * scores + beside.sum(axis=1) + self.level
        if self.kind == "odds":
            scores = 1 / (1 + np.exp(-np.clip(scores, -500, 500)))
        return np.asarray(self.low + (self.high - self.low) * np.clip(scores, 0.0, 1.0))

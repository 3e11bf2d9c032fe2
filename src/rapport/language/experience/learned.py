"""What a predictor has learned from ratings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np

from rapport.language.experience.course import Floats
from rapport.language.experience.design import Design
from rapport.language.experience.fit import Line, both_scores
from rapport.language.experience.ladder import Ladder


@dataclass(frozen=True, eq=False)
class Learned:
    """A fitted predictor: `kind` line (numbers) or odds (yes or no), on values from `low` to `high`, learned
    from `base` ratings. `line` is on everything, `short` on numbers alone; `weights` and `level` are how they
    and the unlearned scores come true in groups they did not see; `ladder` how likely each label of such
    ratings is, None for yes or no, where the value is the chance itself."""

    kind: str
    low: float
    high: float
    base: int
    design: Design
    line: Line
    short: Line
    weights: Floats
    level: float
    ladder: Ladder | None = None

    @cached_property
    def mark(self) -> str:
        """Eight signs that tell what was learned from what other ratings teach."""
        found = 0
        for numbers in (
            self.weights,
            self.line[0],
            self.short[0],
            np.array([self.low, self.high, self.level]),
        ):
            found = crc32(np.ascontiguousarray(numbers, dtype=np.float64).tobytes(), found)
        return f"{found:08x}"

    def values(self, courses: Floats, counted: Any) -> Floats:
        """On the scale of the ratings, one a row."""
        rows = self.design.rows(courses, counted)
        said = np.column_stack(
            [both_scores(self.design, rows, self.line, self.short), self.design.unlearned(courses)]
        )
        scores = (said * self.weights).sum(axis=1) + self.level
        if self.kind == "odds":
            scores = 1 / (1 + np.exp(-np.clip(scores, -500, 500)))
        return np.asarray(self.low + (self.high - self.low) * np.clip(scores, 0.0, 1.0))

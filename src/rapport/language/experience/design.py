"""What a learned score sees of a conversation: terms, course and the unlearned scores, each on its scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.cold import TARGETS, cold
from rapport.language.experience.course import Floats

COURSE_WEIGHT = 0.04
COLD_WEIGHT = 0.2
"""How much the course and the unlearned scores weigh beside terms, whose rows have length 1. Of the weights
tried these were best, or as good as the best, on three sets of conversations of different kinds."""
FEW = 1000
"""Ratings under which the unlearned score of the target weighs more: words need many examples, it needs
none."""
SMALLEST_SPREAD = 0.15
FARTHEST = 4.0


@dataclass(frozen=True, eq=False)
class Design:
    """`columns` of the hashed terms that occur twice or more, with their `idf`; `middle` and `spread` of the
    course and the unlearned scores, `weight` of each."""

    columns: NDArray[np.int64]
    idf: Floats
    middle: Floats
    spread: Floats
    weight: Floats

    def rows(self, courses: Floats, counted: Any) -> Any:
        """One sparse row a conversation: terms first."""
        from scipy import sparse

        words = counted[:, self.columns]
        words = sparse.csr_matrix(words.multiply(self.idf[None, :]))
        sizes = np.sqrt(np.asarray(words.multiply(words).sum(axis=1)).ravel())
        words = sparse.diags(1 / np.where(sizes > 0, sizes, 1.0)) @ words
        numbers = np.clip((wide(courses) - self.middle) / self.spread, -FARTHEST, FARTHEST) * self.weight
        return sparse.hstack([words, sparse.csr_matrix(numbers)], format="csr")

    def unlearned(self, courses: Floats) -> Floats:
        """The unlearned scores, of mean 0 and spread 1 where the design was made."""
        cut = len(TARGETS)
        numbers = (wide(courses)[:, -cut:] - self.middle[-cut:]) / self.spread[-cut:]
        return np.asarray(np.clip(numbers, -FARTHEST, FARTHEST))


def wide(courses: Floats) -> Floats:
    """The course with the unlearned scores beside it."""
    return np.column_stack([courses, *(cold(courses, target) for target in TARGETS)])


def design_of(courses: Floats, counted: Any, target: str) -> Design:
    """The design that fits these conversations."""
    rows = counted.shape[0]
    occurs = np.bincount(counted.indices, minlength=counted.shape[1])
    columns = np.flatnonzero(occurs >= 2)
    numbers = wide(courses)
    weight = np.full(numbers.shape[1], COURSE_WEIGHT)
    weight[-len(TARGETS) :] = COLD_WEIGHT
    weight[TARGETS.index(target) - len(TARGETS)] *= max(1.0, FEW / max(rows, 1)) ** 0.5
    return Design(
        columns=columns.astype(np.int64),
        idf=np.log((1 + rows) / (1 + occurs[columns])) + 1,
        middle=numbers.mean(axis=0),
        spread=np.maximum(numbers.std(axis=0), SMALLEST_SPREAD),
        weight=weight,
    )

"""What a learned score sees of a conversation: terms, course and the unlearned scores, each on its scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.cold import TARGETS, cold
from rapport.language.experience.course import PLACE, Floats
from rapport.language.experience.facts import COUNTS

COURSE_WEIGHT = 0.04
COLD_WEIGHT = 0.2
"""How much the course and the unlearned scores weigh beside terms, whose rows have length 1. Of the weights
tried these were best, or as good as the best, on three sets of conversations of different kinds."""
FEW = 1000
"""Ratings under which the unlearned score of the target weighs more: words need many examples, it needs
none."""
SMALLEST_SPREAD = 0.15
FARTHEST = 4.0
_AT = PLACE[COUNTS[0]]
COUNTED, KNOWN = slice(_AT, _AT + len(COUNTS)), slice(_AT + len(COUNTS), _AT + 2 * len(COUNTS))
"""Columns of what is known beside the words, and of whether it is."""


@dataclass(frozen=True, eq=False)
class Design:
    """`columns` of the hashed terms that occur twice or more, with their `idf`; `middle` and `spread` of the
    course and the unlearned scores, `weight` of each. A count that is not known stands in its middle."""

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
        numbers[:, COUNTED] *= courses[:, KNOWN]
        return sparse.hstack([words, sparse.csr_matrix(numbers)], format="csr")

    def unlearned(self, courses: Floats) -> Floats:
        """The unlearned scores, of mean 0 and spread 1 where the design was made."""
        cut = len(TARGETS)
        numbers = (wide(courses)[:, -cut:] - self.middle[-cut:]) / self.spread[-cut:]
        return np.asarray(np.clip(numbers, -FARTHEST, FARTHEST))


def wide(courses: Floats) -> Floats:
    """The course with the unlearned scores beside it."""
    return np.column_stack([courses, *(cold(courses, target) for target in TARGETS)])


def design_of(courses: Floats, counted: Any, target: str, values: Floats, kind: str) -> Design:
    """The design that fits these conversations and their `values`, `kind` odds or line."""
    rows = counted.shape[0]
    occurs = np.bincount(counted.indices, minlength=counted.shape[1])
    columns = np.flatnonzero(occurs >= 2)
    numbers = wide(courses)
    middle, spread = numbers.mean(axis=0), numbers.std(axis=0)
    middle[COUNTED], spread[COUNTED] = _of_known(courses[:, COUNTED], courses[:, KNOWN])
    weight = np.full(numbers.shape[1], COURSE_WEIGHT)
    weight[-len(TARGETS) :] = COLD_WEIGHT
    weight[TARGETS.index(target) - len(TARGETS)] *= max(1.0, FEW / max(rows, 1)) ** 0.5
    return Design(
        columns=columns.astype(np.int64),
        idf=(np.log((1 + rows) / (1 + occurs[columns])) + 1) * _telling(counted[:, columns], values, kind),
        middle=middle,
        spread=np.maximum(spread, SMALLEST_SPREAD),
        weight=weight,
    )


def _of_known(counts: Floats, known: Floats) -> tuple[Floats, Floats]:
    """Mean and spread of each count over the rows in which it is known."""
    rows = np.maximum(known.sum(axis=0), 1.0)
    middle = (counts * known).sum(axis=0) / rows
    return middle, np.sqrt((((counts - middle) * known) ** 2).sum(axis=0) / rows)


def _telling(counted: Any, values: Floats, kind: str) -> Floats | float:
    """How much each term tells by itself: the logarithm of how many times as often it comes in one answer's
    conversations as in the other's, whichever way. Of numbers, all count the same.

    Wang and Manning (2012), Baselines and bigrams, ACL 50(2), 90-94.
    """
    above = values > 0.5
    if kind == "line" or above.all() or not above.any():
        return 1.0
    here = counted.copy()
    here.data = np.ones_like(here.data)
    yes, no = (np.asarray(here[own].sum(axis=0)).ravel() + 1.0 for own in (above, ~above))
    return np.asarray(np.abs(np.log((yes / yes.sum()) / (no / no.sum()))))

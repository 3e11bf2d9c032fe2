"""All steps of all cases, those from the start and to the end included, counted by case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.inputs import Codes, Floats
from rapport.measures.journeys.event_log import EventLog
from rapport.records.errors import InputError

START, END = "(start)", "(end)"
MOST = 1000


@dataclass(frozen=True, eq=False)
class CaseSteps:
    """Each different step of each case: `case`, from `before` to `after`, `times`.

    Activities keep their codes 0…kinds − 1; the start is `kinds` (only from), the ends are `kinds`,
    `kinds` + 1, … (only to). `cases` and `ends` are their numbers.
    """

    case: Codes
    before: Codes
    after: Codes
    times: Floats
    kinds: int
    ends: int
    cases: int

    @property
    def counts(self) -> Floats:
        """From (activities, start) × to (activities, ends)."""
        wide = self.kinds + self.ends
        cell = self.before * wide + self.after
        found = np.bincount(cell, self.times, (self.kinds + 1) * wide)
        return np.asarray(found, dtype=np.float64).reshape(self.kinds + 1, wide)


def steps_of_cases(log: EventLog, end: Codes | None = None, ends: int = 1) -> CaseSteps:
    """The steps of a log; `end` says with which of the `ends` each case ends.

    Raises InputError for more activities than a matrix can hold, or one that is named like start or end.
    """
    kinds = len(log.activities)
    if kinds > MOST:
        raise InputError(
            f"{kinds} activities",
            "activities",
            f"group them into at most {MOST:,} before asking for a matrix",
        )
    for name in (START, END):
        if name in log.activities:
            raise InputError(f"an activity is named {name}", "activities", "give it another name")
    wide = kinds + ends
    final = np.zeros(log.count, dtype=np.intp) if end is None else end
    after = np.empty(len(log.case), dtype=np.intp)
    after[:-1] = log.activity[1:]
    after[log.first[1:] - 1] = kinds + final
    size = (kinds + 1) * wide
    key = log.case * size + log.activity * wide + after
    first = np.arange(log.count) * size + kinds * wide + log.activity[log.first[:-1]]
    both, times = np.unique(np.concatenate([key, first]), return_counts=True)
    cell = both % size
    return CaseSteps(
        both // size, cell // wide, cell % wide, times.astype(np.float64), kinds, ends, log.count
    )


def cell_spread(steps: CaseSteps, counts: Floats) -> tuple[Floats, Floats]:
    """Variance of each cell's probability with cases as the units, and the cases that leave each state."""
    rows, wide = counts.shape
    pair, place = np.unique(steps.case * rows + steps.before, return_inverse=True)
    left = np.bincount(place, steps.times)
    state = pair % rows
    squares = np.bincount(state, left**2, rows)
    cases = np.bincount(state, minlength=rows).astype(np.float64)
    cell = steps.before * wide + steps.after
    own = np.bincount(cell, steps.times**2, rows * wide).reshape(rows, wide)
    cross = np.bincount(cell, steps.times * left[place], rows * wide).reshape(rows, wide)
    total = counts.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = counts / total
        spread: Any = own - 2 * share * cross + share**2 * squares[:, None]
        variance = np.maximum(spread, 0) / total**2 * (cases / (cases - 1))[:, None]
    return variance, cases

"""Purchase histories as the buying models take them: repeat purchases, last purchase, age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.inputs import Bools, Floats, numbers
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class Histories:
    """Distinct histories (x repeat purchases, the last at age `last`, seen until age `age`) and how many
    customers have each; `given` customers in all, `entered` of them complete."""

    x: Floats
    last: Floats
    age: Floats
    count: Floats
    given: int
    entered: int

    @property
    def excluded(self) -> dict[str, int]:
        """What was left out."""
        missing = self.given - self.entered
        return {"history is missing": missing} if missing else {}


def histories(frequency: Any, recency: Any, age: Any, counts: Any = None, *, end: str = "age") -> Histories:
    """Checked, complete and distinct histories, in a fixed order."""
    x, last, until, here = history_columns(frequency, recency, age, end)
    count = numbers(np.ones(len(x)) if counts is None else counts, "counts", length=len(x))
    if np.isnan(count).any() or (count < 0).any() or (count != np.floor(count)).any():
        raise InputError("a number of customers is missing or not a count", "counts", "give whole numbers")
    given = int(count.sum())
    here &= count > 0
    x, last, until, count = x[here], last[here], until[here], count[here]
    order = np.lexsort((until, last, x))
    x, last, until, count = x[order], last[order], until[order], count[order]
    new = np.ones(len(x), dtype=np.bool_)
    new[1:] = (np.diff(x) != 0) | (np.diff(last) != 0) | (np.diff(until) != 0)
    start = np.flatnonzero(new)
    total = np.add.reduceat(count, start) if len(start) else count
    return Histories(x[start], last[start], until[start], total, given, int(count.sum()))


def history_columns(
    frequency: Any, recency: Any, age: Any, end: str = "age"
) -> tuple[Floats, Floats, Floats, Bools]:
    """The three columns, and which rows are complete."""
    x = numbers(frequency, "frequency")
    last = numbers(recency, "recency", length=len(x))
    until = numbers(age, end, length=len(x))
    here = ~(np.isnan(x) | np.isnan(last) | np.isnan(until))
    _refuse(here & ((x < 0) | (x != np.floor(x))), "a number of repeat purchases is not a count", "frequency")
    _refuse(here & ((last < 0) | (last > until)), f"a last purchase lies outside 0…{end}", "recency")
    _refuse(
        here & ((x == 0) != (last == 0)),
        "repeat purchases and the age at the last one do not fit (0 with 0, more with more)",
        "recency",
    )
    return x, last, until, here


def scalar(*values: Any) -> bool:
    """Whether all of these are single numbers."""
    return all(isinstance(one, int | float | np.number) for one in values)


def _refuse(wrong: Bools, what: str, column: str) -> None:
    if wrong.any():
        raise InputError(what, f"{column}, row {int(np.flatnonzero(wrong)[0]) + 1}", "check the history")

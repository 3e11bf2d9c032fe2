"""Events of cases, arranged once for everything that is asked about journeys."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from rapport.measures.checked import checked
from rapport.measures.columns import series_of
from rapport.measures.inputs import Codes, labels
from rapport.measures.journeys.event_order import arranged
from rapport.measures.moments import DAY, Ticks, moments
from rapport.records.errors import InputError

CLOSE = 4
Names = Sequence[Hashable]


@dataclass(frozen=True, eq=False)
class EventLog:
    """Events by case and time: `case` and `activity` of each as codes into `cases` and `activities`
    (activities sorted by name), `ticks` its microseconds (None: order known, times not).

    Case c has the events `first[c]` to `first[c + 1]`. `owner` is the given case of each case as a code
    into `owners`; with `cut` a gap cut it into several. `excluded` counts events left out by reason,
    `empty` the cases of which no event was left, `given` the events given.
    """

    case: Codes
    activity: Codes
    ticks: Ticks | None
    activities: tuple[Hashable, ...]
    first: Codes
    owner: Codes
    owners: Names
    cut: bool = False
    excluded: Mapping[str, int] = field(default_factory=dict)
    empty: int = 0
    given: int = 0

    @property
    def count(self) -> int:
        """The number of cases."""
        return len(self.owner)

    @cached_property
    def cases(self) -> Sequence[Hashable]:
        """The name of each case; (name, turn) where a gap cut it into several."""
        names = [self.owners[one] for one in self.owner.tolist()]
        if not self.cut:
            return names
        run = np.ones(len(names), dtype=bool)
        np.not_equal(self.owner[1:], self.owner[:-1], out=run[1:])
        begins = np.flatnonzero(run)
        turn = np.arange(len(names)) - np.repeat(begins, np.diff(np.append(begins, len(names)))) + 1
        return list(zip(names, turn.tolist(), strict=True))

    @property
    def left_out(self) -> dict[str, int]:
        """Cases without any event that can be used, as an estimate's `excluded` has it."""
        return {"no usable event": self.empty} if self.empty else {}

    @cached_property
    def next_in_case(self) -> NDArray[np.bool_]:
        """Whether the event after this one is of the same case."""
        found = np.zeros(len(self.case), dtype=bool)
        np.equal(self.case[1:], self.case[:-1], out=found[:-1])
        return found

    @property
    def lengths(self) -> Codes:
        """Events of each case."""
        return np.diff(self.first)

    def code(self, activity: Hashable) -> int:
        """The code of an activity. Raises InputError for one that never occurs in a log with events."""
        if not self.activities:
            return -1
        try:
            return self.activities.index(activity)
        except ValueError:
            raise InputError(
                f"activity {activity!r} never occurs", "activity", "name one of the log"
            ) from None


@checked
def event_log(
    cases: Any,
    activities: Any = None,
    at: Any = None,
    *,
    frame: Any = None,
    gap_days: float | None = None,
) -> EventLog:
    """Events of cases, sorted and coded once.

    Question it answers: what happened in each case (ticket, order, customer), in which order?

    Definition: events by case, then time; of one case and one time, in the order of the rows. With
    `gap_days` a case ends where nothing happened for longer, and the next event starts another.

    Base: events with a case, an activity and a time. Excluded: "no case", "no activity", "no time".

    Parameters: one row an event: `cases` its case (with `gap_days` its customer), `activities` what
    happened, `at` when: datetimes (UTC, or all of one zone) or numbers in days; without `at` the rows
    of a case are in order already. With `frame` the three are names of its columns.

    Returns: EventLog, which the other functions of journeys take in place of the columns.

    Raises: InputError for columns of different lengths, something that is no time, a gap that is not
    positive.

    Do not: mix clocks of different zones without telling it; the order inside a case would be wrong.

    Validated against: pm4py 2.7 on four public logs: events, cases, variants.

    Example:
        >>> log = event_log(["b", "a", "a"], ["call", "close", "open"], [1, 2, 0.5])
        >>> len(log.cases), [log.activities[code] for code in log.activity]
        (2, ['call', 'open', 'close'])

    References: van der Aalst (2016), Process mining, doi:10.1007/978-3-662-49851-4.

    See also: directly_follows, variants, transition_matrix.
    """
    if frame is not None:
        cases, activities, at = _of_frame(frame, cases, activities, at)
    if activities is None:
        raise InputError("activities are missing", "activities", "give a column beside the cases")
    owner, owner_names, span = _owners(cases)
    code, names = labels(activities, "activities", length=len(owner))
    ticks, there = moments(at, "at", len(owner)) if at is not None else (None, None)
    left, excluded = _usable(owner, code, there)
    known, given = None, len(owner)
    if left is not None:
        known = int(np.count_nonzero(np.bincount(owner[owner >= 0], minlength=1)))
        owner, code = owner[left], code[left]
        ticks = ticks[left] if ticks is not None else None
    code, kept = _by_name(code, names)
    owner, ticks, code = arranged(owner, ticks, code, span, len(kept))
    starts = np.ones(len(owner), dtype=bool)
    np.not_equal(owner[1:], owner[:-1], out=starts[1:])
    used = int(starts.sum())
    if gap_days is not None:
        starts[1:] |= _gaps(ticks, gap_days)
    first = np.flatnonzero(starts)
    whose = owner[first]
    case = owner if used == len(first) == span else np.cumsum(starts) - 1
    return EventLog(
        case=case,
        activity=code,
        ticks=ticks,
        activities=kept,
        first=np.append(first, len(owner)),
        owner=whose,
        owners=owner_names,
        cut=gap_days is not None,
        excluded=excluded,
        empty=0 if known is None else known - used,
        given=given,
    )


def log_of(cases: Any, activities: Any, at: Any) -> EventLog:
    """The log itself, or one made of columns."""
    return cases if isinstance(cases, EventLog) else event_log(cases, activities, at)


def days(ticks: Any) -> Any:
    """Microseconds as days."""
    return ticks / DAY


def need_times(log: EventLog) -> Ticks:
    """The times of a log. Raises InputError when it has none."""
    if log.ticks is None:
        raise InputError("the log has no times", "at", "give the column of times")
    return log.ticks


def _of_frame(frame: Any, *names: Any) -> tuple[Any, Any, Any]:
    if isinstance(frame, Mapping):
        columns: Any = frame
        known = list(frame)
    else:
        try:
            columns = nw.from_native(frame, eager_only=True)
        except TypeError:
            todo = "give a data frame or a dict of columns"
            raise InputError(f"a {type(frame).__name__} is no frame", "frame", todo) from None
        known = columns.columns
    for name in names:
        if name is not None and name not in known:
            raise InputError(
                f"the frame has no column {name!r}", "frame", f"use one of {', '.join(map(str, known))}"
            )
    first, second, third = (columns[name] if name is not None else None for name in names)
    return first, second, third


def _usable(owner: Codes, code: Codes, there: Any) -> tuple[Any, dict[str, int]]:
    """Events with everything (None: all), and why the others are left out: the first reason counts."""
    reasons = [("no case", owner < 0), ("no activity", code < 0)]
    if there is not None:
        reasons.append(("no time", ~there))
    left = np.ones(len(owner), dtype=bool)
    excluded: dict[str, int] = {}
    for reason, out in reasons:
        if number := int((left & out).sum()):
            excluded[reason] = number
            left &= ~out
    return (left if excluded else None), excluded


def _by_name(code: Codes, names: list[Hashable]) -> tuple[Codes, tuple[Hashable, ...]]:
    """Codes into the sorted names that occur."""
    occurs = np.flatnonzero(np.bincount(code, minlength=len(names))).tolist() if len(code) else []
    order = sorted(occurs, key=lambda one: (isinstance(names[one], str), _key(names[one])))
    move = np.zeros(max(len(names), 1), dtype=np.intp)
    move[order] = np.arange(len(order))
    return move[code], tuple(names[one] for one in order)


def _key(name: Hashable) -> Any:
    return name if isinstance(name, str | int | float) else str(name)


def _gaps(ticks: Ticks | None, gap_days: float) -> NDArray[np.bool_]:
    if ticks is None:
        raise InputError("a gap needs times", "at", "give the column of times")
    if not gap_days > 0:
        raise InputError(f"a gap of {gap_days} days", "gap_days", "give a positive number")
    return np.diff(ticks) > gap_days * DAY


def _owners(cases: Any) -> tuple[Codes, Names, int]:
    """The code of each row's case, the names by code, and the number of codes.

    Whole numbers that lie close together are their own codes, without a table of names.
    """
    values = cases if isinstance(cases, np.ndarray) else series_of(cases)
    if isinstance(values, nw.Series) and values.dtype.is_integer() and not values.null_count():
        values = np.asarray(values.to_numpy())
    if isinstance(values, np.ndarray) and values.dtype.kind in "iu" and values.size:
        low, high = int(values.min()), int(values.max())
        if high - low < CLOSE * values.size and high < 2**62:
            return values.ravel().astype(np.intp) - low, range(low, high + 1), high - low + 1
    owner, names = labels(cases, "cases")
    return owner, names, len(names)

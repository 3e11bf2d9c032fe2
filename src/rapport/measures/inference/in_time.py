"""Rows in the order of time, at their place on an even grid of periods."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.measures.inputs import Bools, Codes, Floats, check_size, labels
from rapport.records.errors import InputError

SHORTEST_MONTH = 28


@dataclass(frozen=True)
class InTime:
    """The rows used, earliest first.

    `rows` are their positions in what was given; `place` counts periods from 1 at the first, gaps
    included; `at` their dates as given (or places); `unit` what a period is: "months", "days" (`step` of
    them) or "periods"; `even` whether every row lies on the grid.
    """

    rows: Codes
    place: Floats
    at: tuple[Any, ...]
    unit: str = "periods"
    step: float = 1.0
    even: bool = True

    def place_of(self, when: Any, name: str) -> float:
        """The place of any other date on the same grid."""
        if self.unit == "periods" and isinstance(when, int | float | np.number):
            return float((float(when) - self._first) / self.step + 1)
        if self.unit == "periods" and not isinstance(self.at[0], int | float):
            raise InputError(
                f"{when!r} is not a date like the others", name, "give it as the dates are given"
            )
        days = _days([when], name)
        found = _months(days)[0] if self.unit == "months" else days[0]
        return float((found - self._first) / self.step + 1)

    @property
    def _first(self) -> float:
        first = self.at[0]
        if isinstance(first, int | float):
            return float(first)
        days = _days([first], "dates")
        return float(_months(days)[0] if self.unit == "months" else days[0])


def in_time(dates: Any, here: Bools) -> InTime:
    """The rows that are `here`, by their dates; without dates the rows' own order, gaps kept."""
    rows = np.flatnonzero(here)
    if dates is None:
        place = (rows + 1).astype(np.float64)
        first = place[0] if len(place) else 1.0
        return InTime(rows, place - first + 1, tuple((rows + 1).tolist()))
    if isinstance(dates, np.ndarray) and dates.dtype.kind == "M":
        dates = dates.astype("datetime64[s]")
    codes, found = labels(dates, "dates", length=len(here))
    if (codes[rows] < 0).any():
        row = int(rows[np.flatnonzero(codes[rows] < 0)[0]]) + 1
        raise InputError("a date is missing", f"dates, row {row}", "give each value its date")
    times, unit = _times(found)
    mine = times[codes[rows]] if len(rows) else np.empty(0)
    order = np.argsort(mine, kind="stable")
    rows, mine = rows[order], mine[order]
    if len(mine) > 1 and (np.diff(mine) == 0).any():
        twin = found[codes[rows[int(np.flatnonzero(np.diff(mine) == 0)[0])]]]
        raise InputError(f"two rows have the date {twin}", "dates", "give one row a period: aggregate first")
    step = float(np.diff(mine).min()) if len(mine) > 1 else 1.0
    place = (mine - mine[0]) / step + 1 if len(mine) else mine
    near = np.round(place)
    even = bool(np.allclose(place, near, atol=1e-6))
    at = tuple(found[code] for code in codes[rows])
    return InTime(rows, near if even else place, at, unit, step, even)


def _times(found: list[Hashable]) -> tuple[Floats, str]:
    """The labels as numbers: months where all fall on one day of the month, else days."""
    if not found:
        return np.empty(0), "periods"
    if all(isinstance(one, int | float | np.number) for one in found):
        numbers = np.array(found, dtype=np.float64)
        check_size(numbers, "dates")
        return numbers, "periods"
    days = _days(found, "dates")
    gaps = np.diff(np.sort(days))
    if len(gaps) and gaps.min() >= SHORTEST_MONTH and _one_day_of_month(days):
        return _months(days), "months"
    return days, "days"


def _days(found: list[Any], name: str) -> Floats:
    """Days since 1970, with their fraction."""
    try:
        moments = [_moment(one) for one in found]
        seconds = np.array(moments, dtype="datetime64[s]").astype(np.int64)
    except (TypeError, ValueError):
        raise InputError(
            f"{name} holds something that is not a date", name, "give dates, text like 2026-01-31, or numbers"
        ) from None
    return np.asarray(seconds / 86_400, dtype=np.float64)


def _moment(one: Any) -> Any:
    """A date of any make; a moment with a zone keeps its own clock."""
    if isinstance(one, datetime):
        return np.datetime64(one.replace(tzinfo=None), "s")
    if isinstance(one, np.datetime64):
        return one
    if isinstance(one, str):
        return np.datetime64(one, "s")
    if isinstance(one, date):
        return np.datetime64(one, "D")
    raise TypeError


def _months(days: Floats) -> Floats:
    months: NDArray[np.int64] = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months.astype(np.float64)


def _one_day_of_month(days: Floats) -> bool:
    whole = days.astype("datetime64[D]")
    first = whole.astype("datetime64[M]").astype("datetime64[D]")
    day = (whole - first).astype(np.int64)
    last = ((whole + 1).astype("datetime64[M]") != whole.astype("datetime64[M]")).all()
    return bool(last or (day == day[0]).all())

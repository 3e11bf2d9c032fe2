"""Which days are compared with which, and in what steps time is cut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rapport.work.results.view import View

Days = tuple[date | None, date | None]
FOUR_WEEKS = timedelta(days=28)
BY_MONTH_FROM = 124
"""So many days and more are cut into months, fewer into weeks."""


@dataclass(frozen=True)
class Compared:
    """The days `now` and `before`, and what the days before are called."""

    now: Days
    before: Days
    title: str


def compared(view: View, newest: date | None) -> Compared | None:
    """A period is compared with as many days (or months, for one that is made of whole months) right before
    it; without a period the last four weeks with the four before. None where there is no such time."""
    first, last = view.days()
    if first is None and last is None:
        if newest is None:
            return None
        begun = newest - FOUR_WEEKS + timedelta(days=1)
        before = (begun - FOUR_WEEKS, begun - timedelta(days=1))
        return Compared((begun, newest), before, "the four weeks before")
    last = last or newest
    if first is None or last is None or last < first:
        return None
    try:
        months = _months(first, last)
        begun = _back(first, months) if months else first - (last - first) - timedelta(days=1)
    except (OverflowError, ValueError):
        return None
    title = (
        "the month before" if months == 1 else f"the {months} months before" if months else "as long before"
    )
    return Compared((first, last), (begun, first - timedelta(days=1)), title)


def unit_of(first: date | None, last: date | None) -> str:
    """`month` or `week`."""
    if first is None or last is None:
        return "month"
    return "month" if (last - first).days >= BY_MONTH_FROM else "week"


def _months(first: date, last: date) -> int:
    """How many whole months it is; 0: it is not made of such."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _back(first: date, months: int) -> date:
    at = first.year * 12 + first.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)

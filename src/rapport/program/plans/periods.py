"""Months and quarters that have ended."""

from __future__ import annotations

from datetime import date, timedelta

MONTH, QUARTER = "month", "quarter"


def ended(today: date) -> tuple[tuple[str, date, date], ...]:
    """The month that ended last, and the quarter if that ended with it: (period, first day, day after)."""
    until = today.replace(day=1)
    month = (until - timedelta(days=1)).replace(day=1)
    found = [(MONTH, month, until)]
    if until.month in (1, 4, 7, 10):
        found.append((QUARTER, _months_before(until, 3), until))
    return tuple(found)


def first_day(period: str, until: date) -> date:
    """The day on which a period began that ended before `until`."""
    return _months_before(until, 3 if period == QUARTER else 1)


def _months_before(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)

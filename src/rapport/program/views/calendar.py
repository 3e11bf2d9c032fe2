"""When a schedule is due: by the clock on the wall, whatever summer time does to it."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKLY, MONTHLY = "week", "month"


def next_due(every: str, day: int, at: time, zone: ZoneInfo, after: datetime) -> datetime:
    """The first moment after `after` at which the schedule is due, in UTC.

    A time that the clock skips comes as much later as it skips; one that it shows twice comes the first
    time only.
    """
    one = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        one = _next_day(every, day, one)
        moment = datetime.combine(one, at, zone).astimezone(UTC)
        if moment > after:
            return moment
        one += timedelta(days=1)


def _next_day(every: str, day: int, start: date) -> date:
    """The first day on which it is due, not before `start`."""
    if every == WEEKLY:
        return start + timedelta(days=(day - start.weekday()) % 7)
    here = _in_month(start.year, start.month, day)
    if here >= start:
        return here
    after = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return _in_month(after.year, after.month, day)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))

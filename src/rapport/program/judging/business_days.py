"""Deadlines in business days, as people count them where they work."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def end_of_business_day(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The end of the `days`-th business day after `start`'s local date (its next local midnight).

    Saturdays and Sundays do not count. What starts at a weekend counts from Monday on as if it had
    started the Friday before. The moment is local midnight, so a change of the clock in between moves
    it by the hour that the clock moved.
    """
    day = start.astimezone(zone).date()
    left = days
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            left -= 1
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(start.tzinfo)

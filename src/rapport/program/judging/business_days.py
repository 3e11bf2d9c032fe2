"""Deadlines in business days, as people count them where they work."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def end_of_business_day(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The last second of the `days`-th business day after `start`'s local date.

    Saturdays and Sundays do not count. What starts at a weekend counts from Monday on as if it had
    started the Friday before. The day ends at local midnight, so a change of the clock in between
    moves the moment by the hour that the clock moved.
    """
    day = start.astimezone(zone).date()
    left = days
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            left -= 1
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return last_second(day, zone).astimezone(start.tzinfo)


def last_second(day: date, zone: ZoneInfo) -> datetime:
    """The end of a local day, as a moment that still belongs to it."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    return midnight.astimezone(UTC) - timedelta(seconds=1)

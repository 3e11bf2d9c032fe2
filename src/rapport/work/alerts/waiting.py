"""By when something should have followed."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa

from rapport.program.alerts.definition.model import Condition
from rapport.program.judging.business_days import BusinessHours, end_of_business_day, is_weekday

SLACK = timedelta(days=21)
NOON = 12


def longest_wait(one: Condition) -> timedelta:
    """How long before its end a silence may have begun, weekends and holidays included."""
    return timedelta(hours=one.hours) if one.hours else timedelta(days=2 * (one.business_days or 0)) + SLACK


def deadlines(
    one: Condition, stretch: tuple[datetime, datetime], zone: ZoneInfo, hours: BusinessHours | None
) -> pa.Table:
    """By when the business days are over, of every day on which something may have been promised."""
    first, last = (moment.astimezone(zone).date() for moment in stretch)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    counts = is_weekday if hours is None else hours.counts
    due = [
        end_of_business_day(
            datetime(day.year, day.month, day.day, NOON, tzinfo=zone), one.business_days or 0, zone, counts
        )
        for day in days
    ]
    return pa.table({"day": pa.array(days, pa.date32()), "due": pa.array(due, pa.timestamp("us", "UTC"))})

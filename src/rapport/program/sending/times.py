"""When a message may be sent: within the hours of those who get it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapport.program.sending.plain import Rules

LONGEST_DAYS = 14


def next_open(at: datetime, rules: Rules, zone: ZoneInfo, hour: int | None = None) -> datetime | None:
    """The first moment from `at` on at which sending is fine there, in UTC; at that `hour` of the day where
    one is given. None when no day of the next fortnight has one."""
    local = at.astimezone(zone)
    for ahead in range(LONGEST_DAYS + 1):
        day = local.date() + timedelta(days=ahead)
        if day.weekday() not in rules.weekdays:
            continue
        begin = datetime.combine(day, time(rules.from_hour if hour is None else hour), zone).astimezone(UTC)
        last = rules.to_hour if hour is None else hour + 1
        end = datetime.combine(day, time(), zone) + timedelta(hours=last)
        found = max(begin, at.astimezone(UTC))
        if found < end.astimezone(UTC):
            return found
    return None


@lru_cache(maxsize=1000)
def zone_of(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    """The zone of that name; another where there is none of it."""
    try:
        return ZoneInfo(name) if name else otherwise
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return otherwise

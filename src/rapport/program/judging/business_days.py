"""Deadlines in business days and hours, as people count them where they work."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5
LONGEST = timedelta(days=3 * 366)
"""How far a deadline is looked for: with hours that hardly ever come, it is this far away."""


@dataclass(frozen=True)
class BusinessHours:
    """When people work: `opening` maps weekdays (Monday is 0) to when they begin and stop; a day that is
    not in it, and a holiday, does not count. Stopping at midnight is `time.max`."""

    opening: Mapping[int, tuple[time, time]]
    zone: ZoneInfo
    holidays: frozenset[date] = frozenset()

    def after(self, start: datetime, hours: float) -> datetime:
        """The moment at which `hours` of work have passed since `start`. Clock changes are lived through:
        an hour is an hour."""
        left = timedelta(hours=hours)
        for begin, end in self._open(start, start + LONGEST):
            if left <= end - begin:
                return begin + left
            left -= end - begin
        return start + LONGEST

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much work time passed from `start` to `end`; nothing when `end` comes first."""
        return sum((until - begin for begin, until in self._open(start, end)), timedelta())

    def between_each(self, starts: Sequence[datetime], end: datetime) -> list[timedelta]:
        """The same for many starts: the days are gone through once for all of them."""
        if not starts:
            return []
        stretches = list(self._open(min(starts), end))
        begins = [begin for begin, _ in stretches]
        rest = [timedelta()]  # how much work there is from each stretch on
        for begin, until in reversed(stretches):
            rest.append(rest[-1] + until - begin)
        rest.reverse()
        found = []
        for start in starts:
            place = bisect_right(begins, start) - 1
            inside = max(timedelta(), stretches[place][1] - start) if place >= 0 else timedelta()
            found.append(rest[place + 1] + inside)
        return found

    def counts(self, day: date) -> bool:
        """Whether people work on this day."""
        return day not in self.holidays and day.weekday() in self.opening

    def _open(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of work between two moments, in UTC."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        while day <= last:
            hours = None if day in self.holidays else self.opening.get(day.weekday())
            if hours is not None:
                begin, until = self._moment(day, hours[0]), self._moment(day, hours[1])
                if max(begin, start) < min(until, end):
                    yield max(begin, start), min(until, end)
            day += timedelta(days=1)

    def _moment(self, day: date, at: time) -> datetime:
        if at == time.max:
            return datetime.combine(day + timedelta(days=1), time(), tzinfo=self.zone).astimezone(UTC)
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)


def is_weekday(day: date) -> bool:
    """Whether it is neither Saturday nor Sunday."""
    return day.weekday() < SATURDAY


def end_of_business_day(
    start: datetime, days: int, zone: ZoneInfo, counts: Callable[[date], bool] = is_weekday
) -> datetime:
    """The last second of the `days`-th day that `counts` after `start`'s local date.

    Saturdays and Sundays do not count unless `counts` says so. What starts at a weekend counts from Monday
    on as if it had started the Friday before. The day ends at local midnight, so a change of the clock in
    between moves the moment by the hour that the clock moved.
    """
    day = start.astimezone(zone).date()
    left, last = days, day + LONGEST
    while left > 0 and day < last:
        day += timedelta(days=1)
        if counts(day):
            left -= 1
    while not counts(day) and day < last:
        day += timedelta(days=1)
    return last_second(day, zone).astimezone(start.tzinfo)


def last_second(day: date, zone: ZoneInfo) -> datetime:
    """The end of a local day, as a moment that still belongs to it."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    return midnight.astimezone(UTC) - timedelta(seconds=1)

"""What part of the home a page tells of: a period, a team, a channel, a segment. It lives in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from rapport.findings import Domain
from rapport.records import InputError

GROUPS = ("team", "channel", "segment")
NAMES = ("period", "from", "to", *GROUPS, "audit")
PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
LONGEST = 200


class ViewError(InputError):
    """The filter in the address is none that can be."""


@dataclass(frozen=True)
class View:
    """Nothing given means everything. `since` and `until` are local days, both included, and win over
    `period` (2026, 2026-Q2 or 2026-05). `audit` names a sample; None is the newest."""

    period: str | None = None
    since: date | None = None
    until: date | None = None
    team: str | None = None
    channel: str | None = None
    segment: str | None = None
    audit: str | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any((self.period, self.since, self.until, self.team, self.channel, self.segment))

    @property
    def own_days(self) -> bool:
        """Whether the days were chosen one by one."""
        return self.since is not None or self.until is not None

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last local day."""
        if self.own_days or self.period is None:
            return self.since, self.until
        return _days_of(self.period)

    def moments(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """When the first day begins and when the day after the last one does."""
        first, last = self.days()
        after = last + timedelta(days=1) if last is not None and last < date.max else None
        return _midnight(first, zone), _midnight(after, zone)

    def domain(self, zone: ZoneInfo) -> Domain:
        """The same as findings know it."""
        since, until = self.moments(zone)
        given = ((name, getattr(self, name)) for name in GROUPS)
        return Domain(tuple((name, (value,)) for name, value in given if value is not None), since, until)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values as they stand in an address."""
        values = {
            "period": None if self.own_days else self.period,
            "from": self.since and self.since.isoformat(),
            "to": self.until and self.until.isoformat(),
            **{name: getattr(self, name) for name in (*GROUPS, "audit")},
        }
        return tuple((name, value) for name, value in values.items() if value)

    def query(self, **more: str | None) -> str:
        """What stands behind the question mark of an address, with `more` beside."""
        return urlencode([*self.pairs(), *((name, value) for name, value in more.items() if value)])

    def but(self, **changes: str | None) -> View:
        """The same view with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def read_view(given: Mapping[str, str]) -> View:
    """The view that the names of NAMES in an address mean; others are left alone.

    Raises ViewError for a day or period that is none, or that ends before it begins.
    """
    text = {name: (given.get(name) or "").strip()[:LONGEST] or None for name in NAMES}
    since, until = _day("from", text["from"]), _day("to", text["to"])
    if since and until and until < since:
        raise ViewError(
            f"The period ends on {until} before it begins on {since}", "to", "Change one of the days."
        )
    period = text["period"]
    if period is not None and not _is_period(period):
        raise ViewError(
            f"{period!r} is no period",
            "period",
            "Use a year (2026), a quarter (2026-Q2) or a month (2026-05).",
        )
    groups = {name: text[name] for name in GROUPS}
    return View(None if since or until else period, since, until, **groups, audit=text["audit"])


def _is_period(text: str) -> bool:
    found = PERIOD.fullmatch(text)
    return found is not None and 1 <= int(found["year"]) < 9999


def _days_of(period: str) -> tuple[date, date]:
    found = PERIOD.fullmatch(period)
    if found is None:
        raise ViewError(f"{period!r} is no period", "period", "Use 2026, 2026-Q2 or 2026-05.")
    year = int(found["year"])
    first, months = 1, 12
    if found["quarter"]:
        first, months = 3 * int(found["quarter"]) - 2, 3
    elif found["month"]:
        first, months = int(found["month"]), 1
    end = first + months
    after = date(year + 1, 1, 1) if end > 12 else date(year, end, 1)
    return date(year, first, 1), after - timedelta(days=1)


def _day(name: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ViewError(f"{text!r} is no day", name, "Write it as 2026-05-31.") from None


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    """When the local day begins, in UTC; days near the ends of the calendar have no limit."""
    if day is None or not 2 <= day.year < 9999:
        return None
    return datetime.combine(day, time(), zone).astimezone(UTC)

"""The shapes in which people write a point in time, each read by one pattern."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

ISO, EPOCH, DAY_FIRST, MONTH_FIRST, NAMED, EXCEL = (
    "iso", "epoch", "day-first", "month-first", "named", "excel",
)  # fmt: skip
FORMATS = (ISO, EPOCH, DAY_FIRST, MONTH_FIRST, NAMED, EXCEL)

_CLOCK = (
    r"(?:(?:[T ]|,\s*|\s+)\s*(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})"
    r"(?:[.,](?P<fraction>\d{1,9}))?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
    r"\s*(?P<zone>Z|z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}:?(?:\d{2})?)?\s*(?:\([A-Za-z ]+\))?\s*$"
)
_YEAR_FIRST = re.compile(r"\s*(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})(?P<fraction>)(?P<half>))?(?P<zone>Z?)$"
)
_YEAR_LAST = re.compile(
    r"\s*(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})" + _CLOCK
)
_NAMED = (
    re.compile(
        r"\s*(?:[A-Za-z]{2,9}\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[ .-]+(?:of\s+)?"
        r"(?P<name>[A-Za-z]{3,9})\.?[ ,.-]+(?P<year>\d{4}|\d{2})" + _CLOCK
    ),
    re.compile(
        r"\s*(?:[A-Za-z]{2,9}\.?,?\s+)?(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?"
        r",?\s+(?P<year>\d{4})" + _CLOCK
    ),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EPOCH = re.compile(r"-?\d{9,19}(?:\.\d+)?$")
_FIRST_SERIAL = datetime(1899, 12, 30)  # noqa: DTZ001
_START = datetime(1970, 1, 1, tzinfo=UTC)


def fitting(text: str) -> frozenset[str]:
    """The formats of which `text` could be one; more than one only where day and month may swap."""
    if _COMPACT.match(text) and _whole(text, ISO):
        return frozenset({ISO})
    if _EPOCH.match(text):
        return frozenset({EPOCH})
    if _YEAR_FIRST.match(text):
        return frozenset({ISO})
    found = _YEAR_LAST.match(text)
    if found:
        first, second = int(found["one"]), int(found["two"])
        if found["mark"] == "." or first > 12:
            return frozenset({DAY_FIRST})
        return frozenset({MONTH_FIRST}) if second > 12 else frozenset({DAY_FIRST, MONTH_FIRST})
    if any(pattern.match(text) for pattern in _NAMED):
        return frozenset({NAMED})
    return frozenset()


def read_as(text: str, form: str, zone: tzinfo) -> datetime | None:
    """`text` read in that format (one of FORMATS or a strptime pattern), in UTC; None when it is not one."""
    try:
        if "%" in form:
            return _placed(datetime.strptime(text.strip(), form), zone)  # noqa: DTZ007
        if form == EPOCH:
            return from_epoch(float(text)) if _EPOCH.match(text) else None
        if form == EXCEL:
            return _placed(_FIRST_SERIAL + timedelta(days=float(text)), zone)
        return _by_pattern(text, form, zone)
    except (ValueError, OverflowError):
        return None


def from_epoch(number: float) -> datetime | None:
    """Seconds, milli-, micro- or nanoseconds since 1970, told apart by their size."""
    size = abs(number)
    for bound, unit in ((1e11, 1), (1e14, 1_000), (1e17, 1_000_000), (1e20, 1_000_000_000)):
        if size < bound:
            return _START + timedelta(seconds=number / unit) if size >= 1e8 else None
    return None


def from_value(value: date | datetime, zone: tzinfo) -> datetime:
    """A date or time that the file itself types, in UTC."""
    if isinstance(value, datetime):
        return _placed(value, zone)
    return _placed(datetime(value.year, value.month, value.day), zone)  # noqa: DTZ001


def _whole(text: str, form: str) -> bool:
    return read_as(text, form, UTC) is not None


def _by_pattern(text: str, form: str, zone: tzinfo) -> datetime | None:
    if form == ISO:
        found = _YEAR_FIRST.match(text) or _COMPACT.match(text)
        return _build(found, int(found["month"]), int(found["day"]), zone) if found else None
    if form in (DAY_FIRST, MONTH_FIRST):
        found = _YEAR_LAST.match(text)
        if not found or (form == MONTH_FIRST and found["mark"] == "."):
            return None
        first, second = int(found["one"]), int(found["two"])
        month, day = (second, first) if form == DAY_FIRST else (first, second)
        return _build(found, month, day, zone)
    for pattern in _NAMED:
        found = pattern.match(text)
        if found:
            return _build(found, _MONTHS.index(found["name"][:3].lower()) + 1, int(found["day"]), zone)
    return None


def _build(found: re.Match[str], month: int, day: int, zone: tzinfo) -> datetime:
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year < 69 else 1900
    hour = int(found["hour"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    micros = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    when = datetime(year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0), micros)  # noqa: DTZ001
    return _placed(when, _offset(found["zone"]) or zone)


def _offset(text: str | None) -> tzinfo | None:
    digits = (text or "").upper().replace("UTC", "").replace("GMT", "")
    if not text:
        return None
    if digits in ("", "Z"):
        return UTC
    plain = digits[1:].replace(":", "")
    hours, minutes = (plain, "0") if len(plain) <= 2 else (plain[:-2], plain[-2:])
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-span if digits[0] == "-" else span)


def _placed(when: datetime, zone: tzinfo) -> datetime:
    return (when if when.tzinfo is not None else when.replace(tzinfo=zone)).astimezone(UTC)

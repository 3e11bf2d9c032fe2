"""A column of dates: which format it is written in, decided once, and each value read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from rapport.sources.date_formats import (
    DAY_FIRST,
    EPOCH,
    FORMATS,
    ISO,
    MONTH_FIRST,
    fitting,
    from_epoch,
    from_value,
    read_as,
)
from rapport.sources.errors import RowError, SourceError

Look = Callable[[], Iterable[tuple[int, Any]]]
EARLIEST, LATEST = 1900, 2200


class Dates:
    """Reads the values of one column, all in the same format, into UTC.

    Parameters: `column`, for messages; `zone` of clocks without one; `formats` when a person named
    them (several are tried in turn), else the first value decides — where day and month may swap,
    the first row that can only be one of them, found through `look`, which gives the column's
    values with their rows from the start. Raises RowError for a value in another format, naming
    both rows, and SourceError where no row tells day from month.
    """

    def __init__(self, column: str, zone: tzinfo, formats: Any = None, look: Look | None = None) -> None:
        self._column, self._look = column, look
        self._zone = UTC if str(zone) == "UTC" else zone
        self._formats = _checked(formats, column)
        self._iso = not self._formats
        self._decided: tuple[int, str] | None = None

    def read(self, value: Any, row: int) -> datetime | None:
        """The value as UTC; None when it is empty."""
        if value is None or value == "":
            return None
        if self._iso and type(value) is str and value[4:5] == "-":
            try:
                when = datetime.fromisoformat(value)
            except ValueError:
                return self._slowly(value, row)
            if self._decided is None:
                self._decide(ISO, row, value)
            if not EARLIEST <= when.year <= LATEST:
                return self._refuse(value)
            zone = when.tzinfo
            if zone is None:
                when = when.replace(tzinfo=self._zone)
                if self._zone is not UTC:
                    when = when.astimezone(UTC)
            elif zone is not UTC:
                when = when.astimezone(UTC)
            return when
        return self._slowly(value, row)

    def _slowly(self, value: Any, row: int) -> datetime | None:
        if isinstance(value, date):
            if not EARLIEST <= value.year <= LATEST:
                return self._refuse(str(value))
            return from_value(value, self._zone)
        text = str(value).strip()
        if not self._formats:
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                when = from_epoch(value)
                return when if when is not None else self._refuse(value)
            form = self._choose(text, row)
            if read_as(text, form, self._zone) is None:
                self._refuse(text)
            self._decide(form, row, text)
        for form in self._formats:
            when = read_as(text, form, self._zone)
            if when is not None and EARLIEST <= when.year <= LATEST:
                return when
        return self._refuse(text)

    def _decide(self, form: str, row: int, text: str) -> None:
        self._formats, self._iso = (form,), form == ISO
        self._decided = self._decided or (row, text)

    def _choose(self, text: str, row: int) -> str:
        found = fitting(text)
        if not found:
            self._refuse(text)
        if len(found) == 1:
            return next(iter(found))
        for number, other in self._look() if self._look else ():
            telling = fitting(str(other).strip()) if other not in (None, "") else frozenset()
            if len(telling) == 1 and telling <= {DAY_FIRST, MONTH_FIRST}:
                self._decided = (number, str(other).strip())
                return next(iter(telling))
        raise SourceError(
            f"{text!r} may be day-month or month-day, and no row of the column tells which",
            f"row {row:,}, column {self._column!r}",
            f"Say it in the mapping file: dates: {{{self._column!r}: {DAY_FIRST}}} (or {MONTH_FIRST}).",
        )

    def _refuse(self, value: Any) -> datetime | None:
        shown = str(value)[:60]
        if self._decided is not None and not fitting(shown) & set(self._formats):
            row, text = self._decided
            raise RowError(
                f"The date {shown!r} is not written as the others are "
                f"(row {row:,} has {text!r}: {', '.join(self._formats)})",
                f"column {self._column!r}",
                f"Write all alike, or list the formats in the mapping file: "
                f"dates: {{{self._column!r}: [{self._formats[0]}, …]}}.",
            )
        known = ", ".join(self._formats or (ISO, EPOCH, DAY_FIRST, MONTH_FIRST))
        raise RowError(
            f"{shown!r} is not a date that can be read ({known})",
            f"column {self._column!r}",
            f"Write it as 2026-03-31T14:05:00Z, or name its format in the mapping file: "
            f"dates: {{{self._column!r}: '%d.%m.%Y %H:%M'}}.",
        )


def _checked(formats: Any, column: str) -> tuple[str, ...]:
    listed = [formats] if isinstance(formats, str) else list(formats or ())
    for form in listed:
        if form not in FORMATS and "%" not in str(form):
            raise SourceError(
                f"Unknown date format {form!r}",
                f"dates: {column}",
                f"Use one of {', '.join(FORMATS)}, or a pattern like '%d.%m.%Y %H:%M'.",
            )
    return tuple(listed)

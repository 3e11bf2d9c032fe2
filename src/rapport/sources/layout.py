"""A mapping laid over a header: which cell of a row is which field."""

from __future__ import annotations

import difflib
from collections import abc
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapport.sources.context import Context
from rapport.sources.dates import Dates
from rapport.sources.errors import RowError, SourceError
from rapport.sources.item import Rejected
from rapport.sources.kinds import DATE_FIELDS, FIELDS
from rapport.sources.mapping import Mapping
from rapport.sources.native import as_text
from rapport.sources.numbers import to_number
from rapport.sources.tables.table import Table

EMPTY = frozenset({"", "NULL", "null", "None", "NaN", "nan", "N/A", "#N/A", "\\N"})
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Layout:
    """Reads the fields of rows of one table.

    Raises SourceError when the mapping names a field or column that is not there.
    """

    def __init__(self, table: Table, mapping: Mapping, context: Context) -> None:
        self.table, self.mapping, self.context = table, mapping, context
        header = table.header
        self._check()
        self._place = {field: header.index(column) for field, column in mapping.columns.items()}
        self._filling = context.filling
        fields = FIELDS[context.kind]
        self._constant = {name: value for name, value in self._filling.items() if name not in fields}
        own = {*mapping.columns.values(), *mapping.items, *mapping.ignore}
        self._more = [(place, name) for place, name in enumerate(header) if name not in own]
        self._own, self._known = own, len(header)
        zone = _zone(mapping, context)
        self._dates = {
            field: Dates(column, zone, self._form(field, column), partial(self._look, header.index(column)))
            for field, column in mapping.columns.items()
            if field in DATE_FIELDS
        }

    def has(self, field: str) -> bool:
        """Whether rows carry the field, or a default fills it."""
        return field in self._place or field in self._filling

    def cell(self, cells: Sequence[Any], field: str) -> Any:
        """The field's cell as it stands; None when there is no such column."""
        place = self._place.get(field)
        return None if place is None or place >= len(cells) else cells[place]

    def text(self, cells: Sequence[Any], field: str) -> str | None:
        """The field as text, else its default."""
        value = self.cell(cells, field)
        if value is None or value == "":
            return self._filling.get(field)
        return value if type(value) is str else plain_text(value)

    def name(self, cells: Sequence[Any], field: str) -> str | None:
        """As `text` for ids and names of things, without spaces around; `NULL` and the like are empty."""
        value = self.text(cells, field)
        if value is None:
            return None
        value = value.strip()
        return self._filling.get(field) if value in EMPTY else value

    def need(self, cells: Sequence[Any], field: str) -> str:
        """As `name`, raising RowError when it is empty."""
        value = self.name(cells, field)
        if value is None:
            raise RowError(f"The {field} is empty", self.where(field), "Fill it, or leave the row out.")
        return value

    def number(self, cells: Sequence[Any], field: str) -> float | None:
        """The field as a number. Raises RowError when it is none."""
        value = self.cell(cells, field)
        if value is None:
            value = self._filling.get(field)
        found = to_number(value)
        if found is None and value is not None and str(value).strip() not in EMPTY:
            raise RowError(
                f"{str(value)[:60]!r} is not a number",
                self.where(field),
                "Write digits with a decimal point.",
            )
        return found

    def flag(self, cells: Sequence[Any], field: str, default: bool) -> bool:
        """The field as yes or no. Raises RowError when it is neither."""
        value = self.name(cells, field)
        if value is None:
            return default
        if value.lower() not in _YES:
            raise RowError(f"{value[:60]!r} is neither yes nor no", self.where(field), "Write true or false.")
        return _YES[value.lower()]

    def when(self, cells: Sequence[Any], field: str, row: int) -> datetime | None:
        """The field as a time in UTC. Raises RowError when it cannot be read."""
        dates = self._dates.get(field)
        value = self.cell(cells, field) if dates else None
        if dates is None or value is None or (isinstance(value, str) and value.strip() in EMPTY):
            return None
        return dates.read(value, row)

    def attributes(self, cells: Sequence[Any]) -> dict[str, str]:
        """Every cell without a field of its own, and the defaults that have none."""
        if len(self.table.header) > self._known:
            self._learn()
        found = dict(self._constant)
        for place, name in self._more:
            value = cells[place] if place < len(cells) else None
            if value is None or value == "":
                continue
            if name == "attributes" and isinstance(value, abc.Mapping):
                found.update({key: as_text(each) for key, each in value.items() if each is not None})
            else:
                found[name] = value if type(value) is str else plain_text(value)
        return found

    def where(self, field: str) -> str:
        """How a message names the field's column."""
        return f"column {self.mapping.columns.get(field, field)!r}"

    def _look(self, place: int) -> Iterator[tuple[int, Any]]:
        for item in self.table.rows():
            if not isinstance(item, Rejected):
                yield item[0], item[1][place] if place < len(item[1]) else None

    def _learn(self) -> None:
        header = self.table.header
        fresh = list(enumerate(header))[self._known :]
        self._more += [(place, name) for place, name in fresh if name not in self._own]
        self._known = len(header)

    def _form(self, field: str, column: str) -> Any:
        return self.mapping.dates.get(column, self.mapping.dates.get(field))

    def _check(self) -> None:
        name, header = self.table.file.name, self.table.header
        for field in self.mapping.columns:
            if field not in FIELDS[self.context.kind]:
                raise SourceError(
                    f"The mapping names a field {field!r} that {self.context.kind} do not have",
                    name,
                    f"Fields are: {', '.join(FIELDS[self.context.kind])}.",
                )
        for column in (*self.mapping.columns.values(), *self.mapping.items):
            if column not in header:
                near = difflib.get_close_matches(column, header, 1)
                hint = f"Did you mean {near[0]!r}? " if near else ""
                raise SourceError(
                    f"There is no column {column!r}",
                    f"{name}, row 1",
                    f"{hint}Its columns are: {', '.join(header[:40])}.",
                )


def plain_text(value: Any) -> str:
    """A typed cell as text: whole floats without `.0`, times in ISO."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value.isoformat() if hasattr(value, "isoformat") else as_text(value)


def _zone(mapping: Mapping, context: Context) -> Any:
    if mapping.zone is None:
        return context.zone
    try:
        return ZoneInfo(mapping.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise SourceError(
            f"Unknown time zone {mapping.zone!r}", "zone", "Use a name like Europe/Berlin."
        ) from None

"""Exports of survey systems: one row a submission, several rows of headings, a choice a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from rapport.sources.context import Context
from rapport.sources.errors import SourceError
from rapport.sources.file import SourceFile
from rapport.sources.item import Item, Rejected
from rapport.sources.mapping import Mapping as Decided
from rapport.sources.rows.items import answer_number, guess_item
from rapport.sources.rows.read import read_rows
from rapport.sources.tables.delimited import DelimitedTable
from rapport.sources.tables.table import Row

LOOKED_AT = 500
"""Rows that types and scales are guessed from."""
BETWEEN = ";"
Cells = Sequence[Any]


@dataclass(frozen=True)
class Column:
    """One item: its name, its question, and where it stands. Several `places` are the choices of one item,
    `choices` what each is called; a place counts as chosen where its cell says more than no. `written`: the
    system says that people wrote there, however short."""

    name: str
    question: str
    places: tuple[int, ...]
    choices: tuple[str, ...] = ()
    written: bool = False


@dataclass(frozen=True)
class Shape:
    """How a file is laid out: rows of headings after the first (`more`), where facts stand, the items, and
    which rows are submissions at all. `attributes` are read from a row, `zone` is what the file names for its
    clocks."""

    facts: Mapping[str, int]
    columns: tuple[Column, ...]
    more: int = 0
    dates: str | None = None
    counts: Callable[[Cells], bool] = field(default=lambda _: True)
    attributes: Mapping[str, Callable[[Cells], str]] = field(default_factory=dict)
    zone: str | None = None


class Shaped:
    """A table of one column a fact and item, cut from the export's own."""

    def __init__(self, table: DelimitedTable, shape: Shape) -> None:
        self.file, self._table, self._shape = table.file, table, shape
        self.header = [*shape.facts, *shape.attributes, *(one.name for one in shape.columns)]

    def rows(self) -> Iterator[Row | Rejected]:
        """The submissions."""
        for row in islice(self._table.rows(), self._shape.more, None):
            if isinstance(row, Rejected):
                yield row
            elif self._shape.counts(row[1]):
                facts = [row[1][place] for place in self._shape.facts.values()]
                more = [told(row[1]) for told in self._shape.attributes.values()]
                yield row[0], [*facts, *more, *(_cell(one, row[1]) for one in self._shape.columns)]


def _cell(column: Column, cells: Cells) -> str:
    if not column.choices:
        return str(cells[column.places[0]] or "")
    pairs = zip(column.places, column.choices, strict=True)
    return BETWEEN.join(name for place, name in pairs if str(cells[place] or "").strip().lower() not in NOT)


NOT = ("", "no", "n", "0", "false", "not selected")


@dataclass(frozen=True)
class QuestionnaireReader:
    """Reads one system's export. `shaped` finds its layout from the header and the first rows."""

    name: str
    signs: Callable[[bytes], bool]
    shaped: Callable[[Sequence[str], Sequence[Cells]], Shape]
    extensions: tuple[str, ...] = (".csv",)
    kinds: frozenset[str] = frozenset({"answers"})

    def sniff(self, head: bytes, path: Path) -> float:
        """How sure it is: the headings are its own."""
        return 0.9 if self.signs(head) else 0.0

    def read(self, file: SourceFile, kind: str, context: Context) -> Iterator[Item]:
        """The answers. Raises SourceError for a file in which nothing is asked."""
        table = DelimitedTable(file, context.encoding)
        first = [row[1] for row in islice(table.rows(), 2) if not isinstance(row, Rejected)]
        shape = self.shaped(table.header, first)
        found = Shaped(table, shape)
        mapping = _mapping(found, shape, context)
        if not mapping.items:
            raise SourceError("The export has no questions", file.name, "Export it with its answers.")
        return read_rows(found, mapping, context)


def _mapping(table: Shaped, shape: Shape, context: Context) -> Decided:
    """What each column is; a mapping of one's own says more of items, and wins."""
    given = context.mapping or Decided("answers")
    looked = [row[1] for row in islice(table.rows(), LOOKED_AT) if not isinstance(row, Rejected)]
    items: dict[str, dict[str, Any]] = {}
    for place, column in enumerate(shape.columns, start=len(shape.facts) + len(shape.attributes)):
        values = [cells[place] for cells in looked if cells[place] != ""]
        items[column.name] = {**_item(column, values), **given.items.get(column.name, {})}
    dates = {name: shape.dates for name in ("answered_at",) if shape.dates and name in shape.facts}
    facts = {name: name for name in shape.facts}
    return replace(
        given,
        rows="submission",
        columns={**facts, **given.columns},
        items=items,
        dates={**dates, **given.dates},
        zone=given.zone or shape.zone,
    )


def _item(column: Column, values: Sequence[str]) -> dict[str, Any]:
    told = {"item": column.name, "question": column.question or None}
    if column.choices:
        return {key: value for key, value in (told | {"type": "multiple_choice"}).items() if value}
    if column.written:
        return {key: value for key, value in (told | {"type": "text"}).items() if value}
    found = guess_item(column.question or column.name, values)
    numeric = bool(values) and all(answer_number(one) is not None for one in values)
    kind: dict[str, Any] = {"type": "number" if numeric else "text"}
    if found is not None:
        kind = {"type": found.item_type, "scale_min": found.scale_min, "scale_max": found.scale_max}
    return {key: value for key, value in (told | kind).items() if value is not None}

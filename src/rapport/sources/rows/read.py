"""The rows of a table, as the records its mapping says they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from rapport.sources.context import Context
from rapport.sources.errors import RowError
from rapport.sources.item import Item, Parsed, Record, Rejected
from rapport.sources.kinds import INTERACTION_KINDS
from rapport.sources.layout import Layout
from rapport.sources.mapping import Mapping
from rapport.sources.rows.answers import long_answers, wide_answers
from rapport.sources.rows.conversations import conversations
from rapport.sources.rows.messages import messages
from rapport.sources.rows.records import customers, events, indicators
from rapport.sources.tables.table import Table, raw_cells, rejected

Build: TypeAlias = Callable[[Sequence[Any], int], Iterable[Record]]

_BUILDERS: dict[str, Callable[[Layout], Build]] = {
    "conversation": conversations,
    "answer": long_answers,
    "submission": wide_answers,
    "events": events,
    "customers": customers,
    "indicators": indicators,
}


def read_rows(table: Table, mapping: Mapping, context: Context) -> Iterator[Item]:
    """Streams the records of a table. Raises SourceError when the mapping does not fit it."""
    layout = Layout(table, mapping, context)
    rows = what_rows_are(mapping, context.kind)
    if rows == "message":
        return messages(layout)
    return _each(layout, _BUILDERS[rows if rows != "record" else context.kind](layout))


def what_rows_are(mapping: Mapping, kind: str) -> str:
    """One of ROWS: as the mapping says, else as its columns tell."""
    if kind in INTERACTION_KINDS:
        if mapping.rows in ("message", "conversation"):
            return mapping.rows
        return "message" if "speaker" in mapping.columns else "conversation"
    if kind == "answers":
        return "submission" if mapping.items else "answer"
    return "record"


def _each(layout: Layout, build: Build) -> Iterator[Item]:
    table, limits = layout.table, layout.context.limits
    for item in table.rows():
        if isinstance(item, Rejected):
            yield item
            continue
        row, cells = item
        try:
            for record in build(cells, row):
                yield Parsed(record, row, f"{table.file.name}, row {row:,}")
        except RowError as error:
            yield rejected(error, table.file, row, raw_cells(cells), limits)

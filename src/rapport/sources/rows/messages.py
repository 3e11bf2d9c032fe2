"""One row a message: rows of one id become one interaction, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rapport.records import Turn
from rapport.sources.errors import RowError
from rapport.sources.item import Item, Parsed, Rejected
from rapport.sources.layout import Layout
from rapport.sources.rows.conversations import interaction
from rapport.sources.rows.grouping import Entry, Grouping
from rapport.sources.speakers import Speakers
from rapport.sources.tables.table import raw_cells, rejected


def messages(layout: Layout) -> Iterator[Item]:
    """Streams a table's interactions. A bad row rejects the whole conversation it belongs to."""
    file, limits = layout.table.file, layout.context.limits
    builder = _Builder(layout)
    with Grouping(limits.buffered_rows) as grouping:
        for item in layout.table.rows():
            if isinstance(item, Rejected):
                yield item
                continue
            row, cells = item
            try:
                name = layout.need(cells, "interaction_id")
            except RowError as error:
                yield rejected(error, file, row, raw_cells(cells), limits)
                continue
            grouping.add(name, row, list(cells), 100 + len(str(layout.cell(cells, "text") or "")))
        for _, entries in grouping.groups():
            yield builder.build(entries)


class _Builder:
    """Builds one interaction of its message rows."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._speakers = layout, Speakers(layout.mapping.speakers)

    def build(self, entries: list[Entry]) -> Item:
        layout, file = self._layout, self._layout.table.file
        row, cells = entries[0][1:]
        try:
            if len(entries) > layout.context.limits.turns:
                raise RowError(f"There are {len(entries):,} messages with this id", todo="Split them.")
            turns: list[Turn] = []
            seen: dict[str, Entry] = {}
            for entry in entries:
                row, cells = entry[1:]
                if not self._repeats(entry, seen):
                    turns += self._turn(row, cells)
            row, cells = entries[0][1:]
            record = interaction(layout, self._merge(entries), row, in_order(turns))
            return Parsed(record, row, f"{file.name}, row {row:,}")
        except RowError as error:
            return rejected(error, file, row, raw_cells(cells), layout.context.limits)

    def _turn(self, row: int, cells: list[Any]) -> list[Turn]:
        layout = self._layout
        text, speaker = layout.text(cells, "text"), layout.name(cells, "speaker")
        if text is None and speaker is None:
            return []
        try:
            role = self._speakers.role(speaker)
        except RowError as error:
            raise RowError(error.what, layout.where("speaker"), error.todo or "") from None
        at = layout.when(cells, "at", row)
        person = layout.text(cells, "person")
        offset, duration = layout.number(cells, "offset_s"), layout.number(cells, "duration_s")
        return [Turn(role, text or "", at, person, offset, duration)]

    def _repeats(self, entry: Entry, seen: dict[str, Entry]) -> bool:
        """Whether the message came before, word for word. Raises RowError when with other words."""
        message = self._layout.name(entry[2], "message_id")
        if message is None:
            return False
        first = seen.setdefault(message, entry)
        if first is entry:
            return False
        if first[2] != entry[2]:
            raise RowError(
                f"Message {message!r} is there already with different content: row {first[1]:,}",
                self._layout.where("message_id"),
                "Keep one of the two rows.",
            )
        return True

    def _merge(self, entries: list[Entry]) -> list[Any]:
        """The first filled cell of each column. Raises RowError when rows name different customers."""
        merged = list(entries[0][2])
        customer: tuple[str, int] | None = None
        for _, row, cells in entries:
            name = self._layout.name(cells, "customer_id")
            if name is not None and customer is not None and name != customer[0]:
                raise RowError(
                    f"Rows of one conversation name two customers: {customer[0]!r} (row {customer[1]:,}) "
                    f"and {name!r} (row {row:,})",
                    self._layout.where("customer_id"),
                    "Give each conversation an id of its own, or mend the customer.",
                )
            if name is not None and customer is None:
                customer = name, row
            if len(cells) > len(merged):
                merged += [None] * (len(cells) - len(merged))
            for place, cell in enumerate(cells):
                if merged[place] in (None, "") and cell not in (None, ""):
                    merged[place] = cell
        return merged


def in_order(turns: list[Turn]) -> tuple[Turn, ...]:
    """Turns by their time where every one has one, else as they came."""
    if all(turn.at is not None for turn in turns):
        return tuple(sorted(turns, key=lambda turn: turn.at))  # type: ignore[arg-type, return-value]
    if all(turn.at is None and turn.offset_s is not None for turn in turns):
        return tuple(sorted(turns, key=lambda turn: turn.offset_s))  # type: ignore[arg-type, return-value]
    return tuple(turns)

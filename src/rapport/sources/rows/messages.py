"""One row a message: rows of one id become one interaction, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rapport.records import Turn
from rapport.sources.errors import RowError
from rapport.sources.item import Item, Parsed, Rejected
from rapport.sources.kinds import TURN_FIELDS
from rapport.sources.layout import Layout
from rapport.sources.rows.conversations import interaction
from rapport.sources.rows.grouping import Entry, Grouping
from rapport.sources.speakers import Speakers
from rapport.sources.tables.table import raw_cells, rejected

_USUAL = frozenset({"speaker", "text", "at", "message_id"})


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
            text = layout.cell(cells, "text")
            grouping.add(name, row, list(cells), 100 + (len(text) if isinstance(text, str) else 0))
        for _, entries in grouping.groups():
            yield builder.build(entries)


class _Builder:
    """Builds one interaction of its message rows."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._speakers = layout, Speakers(layout.mapping.speakers)
        self._has = frozenset(field for field in TURN_FIELDS if layout.has(field))
        own = {layout.mapping.columns.get(field) for field in TURN_FIELDS}
        self._turns_own = frozenset(
            place for place, column in enumerate(layout.table.header) if column in own
        )

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
        text, speaker = layout.text(cells, "text"), layout.cell(cells, "speaker")
        role = self._speakers.seen.get(speaker) if type(speaker) is str else None
        if role is None:
            speaker = layout.name(cells, "speaker")
            if text is None and speaker is None:
                return []
            try:
                role = self._speakers.role(speaker)
            except RowError as error:
                raise RowError(error.what, layout.where("speaker"), error.todo or "") from None
        at = layout.when(cells, "at", row)
        if self._has <= _USUAL:
            return [Turn(role, text or "", at)]
        person = layout.text(cells, "person")
        offset, duration = layout.number(cells, "offset_s"), layout.number(cells, "duration_s")
        return [Turn(role, text or "", at, person, offset, duration)]

    def _repeats(self, entry: Entry, seen: dict[str, Entry]) -> bool:
        """Whether the message came before, word for word. Raises RowError when with other words."""
        message = self._layout.name(entry[2], "message_id") if "message_id" in self._has else None
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
        """The first row, its empty cells filled from the next that fill them. Raises RowError when rows
        name different customers."""
        merged = list(entries[0][2])
        self._check_customer(entries)
        width = max(len(cells) for _, _, cells in entries)
        merged += [None] * (width - len(merged))
        empty = [
            place for place, cell in enumerate(merged) if cell in (None, "") and place not in self._turns_own
        ]
        for _, _, cells in entries[1:]:
            if not empty:
                break
            for place in empty:
                if place < len(cells) and cells[place] not in (None, ""):
                    merged[place] = cells[place]
            empty = [place for place in empty if merged[place] in (None, "")]
        return merged

    def _check_customer(self, entries: list[Entry]) -> None:
        layout = self._layout
        if len({layout.cell(cells, "customer_id") for _, _, cells in entries}) == 1:
            return
        first: tuple[str, int] | None = None
        for _, row, cells in entries:
            name = layout.name(cells, "customer_id")
            if name is not None and first is not None and name != first[0]:
                raise RowError(
                    f"Rows of one conversation name two customers: {first[0]!r} (row {first[1]:,}) "
                    f"and {name!r} (row {row:,})",
                    layout.where("customer_id"),
                    "Give each conversation an id of its own, or mend the customer.",
                )
            if name is not None and first is None:
                first = name, row


def in_order(turns: list[Turn]) -> tuple[Turn, ...]:
    """Turns by their time where every one has one, else as they came."""
    if all(turn.at is not None for turn in turns):
        return tuple(sorted(turns, key=lambda turn: turn.at))  # type: ignore[arg-type, return-value]
    if all(turn.at is None and turn.offset_s is not None for turn in turns):
        return tuple(sorted(turns, key=lambda turn: turn.offset_s))  # type: ignore[arg-type, return-value]
    return tuple(turns)

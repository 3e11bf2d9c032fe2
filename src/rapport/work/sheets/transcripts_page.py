"""The page with the conversations to read."""

from __future__ import annotations

from typing import Any

from rapport.work.sheets import layout
from rapport.work.sheets.content import Conversation, Sheet
from rapport.work.sheets.formats import Formats, height_of


def transcript_rows(sheet: Sheet) -> dict[str, int]:
    """The row on which each conversation will start."""
    rows, row = {}, 0
    for conversation in sheet.conversations:
        rows[conversation.interaction_id] = row
        row += 2 + sum(len(_parts(turn.text)) for turn in conversation.turns) + 1
    return rows


def write_transcripts(page: Any, sheet: Sheet, formats: Formats, first_rows: dict[str, int]) -> None:
    """One block a conversation: its number and a link back, then its turns, numbered."""
    page.hide_gridlines(2)
    page.fit_to_pages(1, 0)
    for column, width in enumerate((7, 11, 10, 110)):
        page.set_column(column, column, width)
    row = 0
    for conversation in sheet.conversations:
        row = _block(page, row, conversation, formats, first_rows) + 1
    page.protect("", {"format_columns": True, "format_rows": True})


def _block(
    page: Any, row: int, conversation: Conversation, formats: Formats, first_rows: dict[str, int]
) -> int:
    started = conversation.started_at.strftime("%Y-%m-%d %H:%M UTC") if conversation.started_at else ""
    facts = (conversation.interaction_id, conversation.channel, started, conversation.subject)
    page.write_string(row, 0, f"# {conversation.position}", formats.heading)
    page.write_string(row, 1, "", formats.heading)
    page.write_string(row, 2, "", formats.heading)
    page.write_string(row, 3, " · ".join(filter(None, facts))[: layout.LONGEST_CELL], formats.heading)
    target = f"internal:'{layout.SCORES}'!C{first_rows[conversation.interaction_id] + 1}"
    page.write_url(row + 1, 0, target, formats.link, string="Score it")
    row += 2
    for turn in conversation.turns:
        look = formats.turn_agent if turn.speaker == "Agent" else formats.turn_customer
        for part in _parts(turn.text):
            page.set_row(row, height_of([(part, 115)]))
            page.write_number(row, 0, turn.number, formats.turn_number)
            page.write_string(row, 1, turn.speaker, look)
            page.write_string(row, 2, turn.clock, look)
            page.write_string(row, 3, part, look)
            row += 1
    return row


def _parts(text: str) -> list[str]:
    """A spreadsheet's cell has an end; a longer turn goes on in the next row."""
    return [text[at : at + layout.LONGEST_CELL] for at in range(0, max(1, len(text)), layout.LONGEST_CELL)]

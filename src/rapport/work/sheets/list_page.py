"""The page that lists the interactions and takes note of which are finished."""

from __future__ import annotations

from typing import Any

from rapport.work.sheets import layout
from rapport.work.sheets.content import Conversation, Sheet
from rapport.work.sheets.formats import Formats
from rapport.work.sheets.scores_page import column_range, columns_of

WIDTHS = (5, 26, 10, 17, 7, 9, 60, 34)


def write_list(page: Any, sheet: Sheet, formats: Formats, transcript_rows: dict[str, int]) -> None:
    """One row an interaction: a link to its transcript, whether it is finished, a comment."""
    for column, (title, width) in enumerate(zip(layout.LIST_TITLES, WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, title, formats.heading)
    page.freeze_panes(1, 2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for row, conversation in enumerate(sheet.conversations, start=1):
        _row(page, row, conversation, formats, transcript_rows)
        page.write_formula(row, layout.LIST_STATE, _state(sheet, row), formats.muted, "open")
    last = max(1, len(sheet.conversations))
    page.data_validation(
        1,
        layout.LIST_SCORED,
        last,
        layout.LIST_SCORED,
        {"validate": "list", "source": ["yes"], "error_message": "Choose yes, or leave it empty."},
    )
    for words, look in (("done", formats.done), ("set", formats.attention)):
        rule = {"type": "text", "criteria": "begins with", "value": words, "format": look}
        page.conditional_format(1, layout.LIST_STATE, last, layout.LIST_STATE, rule)
    page.autofilter(0, 0, last, len(layout.LIST_TITLES) - 1)
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def _row(
    page: Any, row: int, conversation: Conversation, formats: Formats, transcript_rows: dict[str, int]
) -> None:
    page.write_number(row, 0, row, formats.number)
    target = f"internal:'{layout.TRANSCRIPTS}'!A{transcript_rows[conversation.interaction_id] + 1}"
    page.write_url(row, 1, target, formats.link, string=conversation.interaction_id)
    page.write_string(row, 2, conversation.channel, formats.plain)
    if conversation.started_at is not None:
        page.write_datetime(row, 3, conversation.started_at.replace(tzinfo=None), formats.time)
    page.write_number(row, 4, len(conversation.turns), formats.plain)
    page.write_blank(row, layout.LIST_SCORED, None, formats.mark)
    page.write_blank(row, layout.LIST_REMARK, None, formats.text_input)


def _state(sheet: Sheet, row: int) -> str:
    columns = columns_of(sheet)
    ids = column_range(sheet, columns.number)
    marks = column_range(sheet, columns.hidden_marks)
    begun = f'IF(SUMIFS({marks},{ids},A{row + 1})>0,"set Scored to yes when finished","open")'
    return f'=IF(F{row + 1}="yes","done",{begun})'

"""Rows as a workbook in which no text is taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from rapport.reports.xlsx.book import OPTIONS
from rapport.work.spreadsheet_text import guarded


def workbook(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a heading row. Rows are put aside in a file as they come, not held."""
    kept = io.BytesIO()
    with (
        TemporaryDirectory() as aside,
        xlsxwriter.Workbook(
            kept, {**OPTIONS, "in_memory": False, "constant_memory": True, "tmpdir": aside}
        ) as book,
    ):
        sheet = book.add_worksheet(name[:31])
        heading = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, guarded(column), heading)
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, bool | int | float):
                    sheet.write_number(line, place, value)
                elif value not in (None, ""):
                    text = value.isoformat() if isinstance(value, datetime) else str(value)
                    sheet.write_string(line, place, guarded(text)[:32_000])
        sheet.freeze_panes(1, 0)
    return kept.getvalue()

"""The report as a workbook: what the page says, native charts, and every row behind it."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from rapport.reports.blocks import Report, Section
from rapport.reports.xlsx.formats import Formats
from rapport.reports.xlsx.rows import add_rows
from rapport.reports.xlsx.sheets import Sheet

ORDER = (
    "Summary",
    "Elements",
    "Groups",
    "Findings",
    "Practice",
    "Agreement",
    "Agents",
    "Changes",
    "Surveys",
    "Rows",
    "Provenance",
)
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def draw(report: Report) -> bytes:
    """The whole workbook."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    book.set_properties(
        {
            "title": f"{report.title} · {report.company}",
            "author": "Rapport",
            "comments": report.made,
            "created": datetime.fromisoformat(report.made_at).replace(tzinfo=None),
        }
    )
    formats = Formats(book)
    for name in ORDER:
        told = [section for section in report.sections if section.sheet == name]
        if name == "Rows":
            add_rows(book, formats, report.drill)
        elif told:
            _fill(_sheet(book, formats, report, name), told)
    book.close()
    return stream.getvalue()


def _fill(sheet: Sheet, sections: list[Section]) -> None:
    for section in sections:
        if sheet.name != "Provenance":
            sheet.heading(section.title)
        for block in section.blocks:
            sheet.block(block)


def _sheet(book: xlsxwriter.Workbook, formats: Formats, report: Report, name: str) -> Sheet:
    """A sheet that opens with the report's title and what it was computed from, and keeps them in view."""
    sheet = Sheet(book, name, formats)
    sheet.sheet.set_row(0, 26)
    sheet.write(0, f"{report.company} · {report.title}", formats.title)
    sheet.row += 1
    sheet.write(0, f"{report.subtitle} · {report.made}")
    sheet.row += 1
    sheet.sheet.freeze_panes(sheet.row, 0)
    sheet.sheet.set_landscape()
    sheet.sheet.fit_to_pages(1, 0)
    return sheet

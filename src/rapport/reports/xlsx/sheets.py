"""Blocks of a report, written down a sheet one below the other."""

from __future__ import annotations

import re
from typing import Any

from rapport.measures.estimate import Estimate
from rapport.reports import words
from rapport.reports.blocks import (
    Block,
    Cell,
    Chart,
    Facts,
    Figure,
    Figures,
    Paragraph,
    Stories,
    Story,
    Table,
)
from rapport.reports.xlsx.formats import Formats
from rapport.reports.xlsx.native import place_chart

FIRST, OTHER = 50, 16
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32_767


class Sheet:
    """One sheet and the next free row on it. Words are always written as words: nothing typed by a
    customer can become a formula or a link."""

    def __init__(self, book: Any, name: str, formats: Formats) -> None:
        self.book, self.name, self.formats = book, name, formats
        self.sheet = book.add_worksheet(name)
        self.sheet.hide_gridlines(2)
        self.sheet.set_column(0, 0, FIRST)
        self.sheet.set_column(1, 14, OTHER)
        self.row = 0

    def write(self, column: int, text: str, look: Any = None) -> None:
        """Words in the current row."""
        self.sheet.write_string(self.row, column, clean(text), look or self.formats.body)

    def block(self, block: Block) -> None:
        """Any block."""
        if isinstance(block, Paragraph):
            self.paragraph(block.text, self.formats.strong if block.tone == "lead" else self.formats.note)
        elif isinstance(block, Figures):
            self.figures(block.items)
        elif isinstance(block, Chart):
            place_chart(self, block)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Facts):
            self.facts(block)
        elif isinstance(block, Stories):
            self.heading(block.title)
            self.stories(block.items)
        else:
            self.stories((block,))

    def heading(self, text: str) -> None:
        """A heading, with room above it."""
        self.row += 1
        for column in range(8):
            self.sheet.write_blank(self.row, column, None, self.formats.heading)
        self.write(0, text, self.formats.heading)
        self.row += 1

    def paragraph(self, text: str, look: Any) -> None:
        """Words across the sheet."""
        self.sheet.merge_range(self.row, 0, self.row, 7, "", look)
        self.write(0, text, look)
        self.sheet.set_row(self.row, 15 * max(1, -(-len(text) // 150)))
        self.row += 1

    def figures(self, items: tuple[Figure, ...]) -> None:
        """Numbers as rows: the value, its interval, its base, what is said of it."""
        self.header(("Number", "Estimate", "Low", "High", "Base", "In words"), frozenset(range(1, 5)))
        for item in items:
            self.write(0, item.label, self.formats.wrap)
            if item.estimate is not None:
                self.estimate(1, item.estimate)
            else:
                self.write(1, item.value)
            self.write(5, item.words, self.formats.beside)
            self.row += 1
        self.row += 1

    def estimate(self, column: int, estimate: Estimate) -> None:
        """Value, low, high and base in four cells; the reason where there is no value."""
        look = self.formats.number(estimate.unit)
        if estimate.value is None:
            self.write(column, words.value(estimate))
        for offset, value in enumerate((estimate.value, estimate.low, estimate.high)):
            if value is not None:
                self.sheet.write_number(self.row, column + offset, value, look)
        if estimate.base:
            self.sheet.write_number(self.row, column + 3, estimate.base, self.formats.number("count"))

    def header(self, names: tuple[str, ...], numeric: frozenset[int] = frozenset()) -> None:
        """A row of column names, those of numbers flush right."""
        for column, name in enumerate(names):
            look = self.formats.header_number if column in numeric else self.formats.header
            self.write(column, name.strip(), look)
        self.row += 1

    def table(self, table: Table) -> None:
        """A table under its title."""
        self.heading(table.title)
        self.header(table.columns, table.numeric)
        for row in table.rows:
            for column, cell in enumerate(row):
                self.cell(column, cell, column in table.numeric)
            self.sheet.set_row(self.row, 15 * max((_lines(i, cell) for i, cell in enumerate(row)), default=1))
            self.row += 1
        self.row += 1

    def cell(self, column: int, cell: Cell, numeric: bool = False) -> None:
        """A number where the cell has one, else words."""
        if isinstance(cell.value, (int, float)):
            self.sheet.write_number(self.row, column, cell.value, self.formats.number(cell.unit))
        else:
            words_look = self.formats.beside if column else self.formats.wrap
            self.write(column, cell.text, self.formats.number(None) if numeric else words_look)

    def facts(self, block: Facts) -> None:
        """Names and values."""
        self.heading(block.title)
        for name, value in block.items:
            self.write(0, name, self.formats.note)
            self.write(1, value)
            self.row += 1

    def stories(self, items: tuple[Story, ...]) -> None:
        """Findings one below the other: the sentence, its numbers, what to do, the words that show it."""
        for item in items:
            self.heading(f"{item.kind}: {item.title}")
            for name, text in (
                ("What", item.what),
                ("Why", item.why),
                ("What to do", item.todo),
                ("Whose", item.owner),
                ("Model answer", item.model_answer or ""),
            ):
                if text:
                    self._told(name, text)
            for quote in item.quotes:
                said = f"“{quote.before}{quote.marked}{quote.after}” {quote.comment or ''}".strip()
                self._told(
                    f"{quote.speaker.capitalize()}, {quote.interaction_id}, turn {quote.turn + 1}", said
                )
            if item.figures:
                self.figures(item.figures)
            for table in item.tables:
                self.table(table)
            if item.chart is not None:
                place_chart(self, item.chart)

    def _told(self, name: str, text: str) -> None:
        self.sheet.merge_range(self.row, 1, self.row, 7, "", self.formats.wrap)
        self.write(0, name, self.formats.note)
        self.write(1, text, self.formats.wrap)
        self.sheet.set_row(self.row, 15 * max(1, -(-len(text) // 110)))
        self.row += 1


def _lines(column: int, cell: Cell) -> int:
    """How many lines the cell's words need in its column."""
    if isinstance(cell.value, (int, float)):
        return 1
    return max(1, -(-len(cell.text) // (FIRST if column == 0 else OTHER)))


def clean(text: str) -> str:
    """The text without what a workbook cannot hold."""
    return ILLEGAL.sub("", text)[:LONGEST]

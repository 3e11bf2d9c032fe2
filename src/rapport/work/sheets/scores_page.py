"""The page that takes the scores: one row for each interaction and element."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from rapport.criteria import Element, Rule
from rapport.work.sheets import layout
from rapport.work.sheets.content import Conversation, Sheet
from rapport.work.sheets.formats import Formats, height_of
from rapport.work.sheets.points import points_formula
from rapport.work.sheets.rules_page import rule_rows

RULE_WIDTH = 30


def columns_of(sheet: Sheet) -> layout.ScoreColumns:
    """Where the columns stand for this sheet's criteria."""
    elements = sheet.criteria.elements if sheet.criteria else ()
    return layout.ScoreColumns(max((len(element.rules) for element in elements), default=0))


def column_range(sheet: Sheet, column: int) -> str:
    """All cells of a column of the page, for formulas on other pages."""
    rows = sum(len(one.elements) for one in sheet.conversations)
    return f"{layout.SCORES}!{xl_range_abs(1, column, max(1, rows), column)}"


def write_scores(
    page: Any, sheet: Sheet, formats: Formats, transcript_rows: dict[str, int]
) -> dict[str, int]:
    """Writes the page; returns the first row of each interaction."""
    columns = columns_of(sheet)
    _head(page, columns, formats)
    rules = rule_rows(sheet)
    first_rows, row = {}, 1
    marks: dict[int, list[tuple[int, int]]] = {}
    applicable: list[tuple[int, int]] = []
    for conversation in sheet.conversations:
        first_rows[conversation.interaction_id] = row
        for element in conversation.elements:
            writer = _Row(page, columns, formats, row, conversation, element, rules[element.name])
            writer.write(transcript_rows[conversation.interaction_id], marks, applicable)
            row += 1
    _choices(page, marks, applicable)
    _colours(page, sheet, columns, formats, row - 1)
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    return first_rows


def _head(page: Any, columns: layout.ScoreColumns, formats: Formats) -> None:
    titles = {
        columns.number: ("#", 5),
        columns.interaction: ("Interaction", 18),
        columns.element: ("Element", 24),
        columns.not_applicable: ("Not applicable", 11),
        columns.points: ("Points", 8),
        columns.turns: ("Turns", 12),
        columns.comment: ("Comment", 40),
        columns.hidden_interaction: ("interaction_id", 10),
        columns.hidden_element: ("element", 10),
        columns.hidden_marks: ("marks", 6),
    }
    for index in range(columns.rules):
        titles[columns.text(index)] = (f"Rule {index + 1}", RULE_WIDTH)
        titles[columns.mark(index)] = ("Seen", 6)
    for column, (title, width) in titles.items():
        hidden = {"hidden": True} if column >= columns.hidden_interaction else {}
        page.set_column(column, column, width, None, hidden)
        page.write_string(0, column, title, formats.heading)
    page.set_row(0, 32)
    page.freeze_panes(1, 4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


class _Row:
    def __init__(
        self,
        page: Any,
        columns: layout.ScoreColumns,
        formats: Formats,
        row: int,
        conversation: Conversation,
        element: Element,
        rule_row: int,
    ) -> None:
        self.rule_row = rule_row
        self.page, self.columns, self.formats, self.row = page, columns, formats, row
        self.conversation, self.element = conversation, element

    def write(
        self,
        transcript_row: int,
        marks: dict[int, list[tuple[int, int]]],
        applicable: list[tuple[int, int]],
    ) -> None:
        page, columns, formats, row = self.page, self.columns, self.formats, self.row
        name, element = self.conversation.interaction_id, self.element
        words = [rule_words(rule) for rule in element.rules]
        page.set_row(row, height_of([(text, 1.15 * RULE_WIDTH) for text in words], 12.5))
        page.write_number(row, columns.number, self.conversation.position, formats.number)
        if 2 * row < layout.MOST_LINKS:
            target = f"internal:'{layout.TRANSCRIPTS}'!A{transcript_row + 1}"
            page.write_url(row, columns.interaction, target, formats.link, string=name)
        else:
            page.write_string(row, columns.interaction, name, formats.plain)
        if 2 * row < layout.MOST_LINKS:
            target = f"internal:'{layout.RULES}'!A{self.rule_row + 1}"
            page.write_url(row, columns.element, target, formats.element, string=element.title)
        else:
            page.write_string(row, columns.element, element.title, formats.bold)
        if element.not_applicable:
            page.write_blank(row, columns.not_applicable, None, formats.mark)
            applicable.append((row, columns.not_applicable))
        else:
            page.write_string(row, columns.not_applicable, "–", formats.none)
        for index, rule in enumerate(element.rules):
            look = formats.critical if rule.critical else formats.rule
            page.write_string(row, columns.text(index), words[index], look)
            page.write_blank(row, columns.mark(index), None, formats.mark)
            marks.setdefault(rule.times, []).append((row, columns.mark(index)))
        self._tail()

    def _tail(self) -> None:
        page, columns, formats, row = self.page, self.columns, self.formats, self.row
        cells = [xl_rowcol_to_cell(row, columns.mark(index)) for index in range(len(self.element.rules))]
        absent = xl_rowcol_to_cell(row, columns.not_applicable)
        formula = points_formula(self.element, cells, absent)
        start = max(0.0, min(self.element.max, self.element.start))
        page.write_formula(row, columns.points, formula, formats.points_of(self.element.max), start)
        page.write_blank(row, columns.turns, None, formats.text_input)
        page.write_blank(row, columns.comment, None, formats.text_input)
        page.write_string(row, columns.hidden_interaction, self.conversation.interaction_id)
        page.write_string(row, columns.hidden_element, self.element.name)
        counted = "+".join(f'({cell}<>"")' for cell in cells) or "0"
        page.write_formula(row, columns.hidden_marks, f'={counted}+({absent}="yes")', None, 0)


def rule_words(rule: Rule) -> str:
    """`+6 · Says hello`; `CRITICAL · −10 · …`; how often it may be counted."""
    points = f"{rule.points:+g}" if rule.points else "0"
    often = f" each, at most {rule.times}" if rule.times > 1 else ""
    mark = "CRITICAL · " if rule.critical else ""
    return f"{mark}{points}{often} · {rule.text or rule.id}"


def _choices(page: Any, marks: dict[int, list[tuple[int, int]]], applicable: list[tuple[int, int]]) -> None:
    for times, cells in sorted(marks.items()):
        allowed = [str(count) for count in range(min(times, 20) + 1)]
        _choose(page, cells, allowed, f"Choose {allowed[0]} to {allowed[-1]}, or leave it empty.")
    _choose(page, applicable, ["yes"], "Choose yes, or leave it empty.")


def _choose(page: Any, cells: list[tuple[int, int]], allowed: list[str], message: str) -> None:
    if cells:
        others = [[row, column, row, column] for row, column in cells]
        rule = {"validate": "list", "source": allowed, "error_message": message, "other_cells": others[1:]}
        page.data_validation(*others[0], rule)


def _colours(page: Any, sheet: Sheet, columns: layout.ScoreColumns, formats: Formats, last: int) -> None:
    """Marked rules light up by their sign; a line stands above each interaction."""
    if last < 1:
        return
    for index in range(columns.rules):
        text = xl_rowcol_to_cell(1, columns.text(index), col_abs=True)
        mark = xl_rowcol_to_cell(1, columns.mark(index), col_abs=True)
        for sign, look in (("-", formats.lost), ("+", formats.seen)):
            formula = f'=AND(N({mark})>0,ISNUMBER(SEARCH("{sign}",LEFT({text},12))))'
            rule = {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
            page.conditional_format(1, columns.text(index), last, columns.mark(index), rule)
    rule = {"type": "formula", "criteria": "=$A2<>$A1", "format": formats.divide}
    page.conditional_format(1, 0, last, columns.comment, rule)
    page.autofilter(0, 0, last, columns.comment)

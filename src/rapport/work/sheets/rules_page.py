"""The page with every rule in full: what it says, an example, what a model answer sounds like."""

from __future__ import annotations

from typing import Any

from rapport.criteria import Element, Rule
from rapport.work.sheets.content import Sheet
from rapport.work.sheets.formats import Formats, height_of

WIDTHS = (26, 9, 60, 60)


def rule_rows(sheet: Sheet) -> dict[str, int]:
    """The row on which each element will start."""
    rows, row = {}, 1
    for element in sheet.criteria.elements if sheet.criteria else ():
        rows[element.name] = row
        row += 1 + len(element.rules) + (1 if element.model_answer else 0)
    return rows


def write_rules(page: Any, sheet: Sheet, formats: Formats) -> None:
    """One block an element: what it is, its rules with points and examples, a model answer."""
    for column, (title, width) in enumerate(
        zip(("Element", "Points", "Rule", "Example"), WIDTHS, strict=True)
    ):
        page.set_column(column, column, width)
        page.write_string(0, column, title, formats.heading)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    row = 1
    for element in sheet.criteria.elements if sheet.criteria else ():
        row = _block(page, row, element, formats)
    page.protect("", {"format_columns": True, "format_rows": True})


def _block(page: Any, row: int, element: Element, formats: Formats) -> int:
    page.set_row(row, height_of([(element.text, WIDTHS[2])]))
    page.write_string(row, 0, element.title, formats.heading)
    page.write_string(row, 1, f"of {element.max:g}", formats.heading)
    page.write_string(row, 2, element.text, formats.heading)
    absent = "May be marked not applicable." if element.not_applicable else ""
    page.write_string(row, 3, absent, formats.heading)
    row += 1
    for rule in element.rules:
        _rule(page, row, rule, formats)
        row += 1
    if element.model_answer:
        page.set_row(row, height_of([(element.model_answer, WIDTHS[2])]))
        page.write_string(row, 0, "Model answer", formats.muted)
        page.write_string(row, 2, element.model_answer, formats.wrapped)
        row += 1
    return row


def _rule(page: Any, row: int, rule: Rule, formats: Formats) -> None:
    notes = [rule.text or rule.id]
    if rule.critical:
        notes.append(f"CRITICAL: sets the {rule.critical} to 0.")
    if rule.requires:
        notes.append(f"Counts only with: {', '.join(rule.requires)}.")
    if rule.times > 1:
        notes.append(f"Counted at most {rule.times} times.")
    text = "\n".join(notes)
    page.set_row(row, height_of([(text, WIDTHS[2]), (rule.example or "", WIDTHS[3])]))
    page.write_number(row, 1, rule.points, formats.points_number)
    page.write_string(row, 2, text, formats.wrapped)
    page.write_string(row, 3, rule.example or "", formats.muted)

"""The page that explains how to score."""

from __future__ import annotations

from typing import Any

from rapport.work.sheets import layout
from rapport.work.sheets.content import Sheet
from rapport.work.sheets.formats import Formats, height_of

STEPS = (
    "Open an interaction on the page Interactions: its number leads to the transcript.",
    "Read the whole conversation before you mark anything.",
    "On the page Scores each element has one row. Beside every rule stands a yellow cell: choose 1 when "
    "the rule was seen, more when it may be counted more than once, nothing when it was not seen.",
    "The page Rules holds the whole text of every rule, with examples; an element's name leads there.",
    "Choose yes under Not applicable only when the situation never arose. The cell is grey where every "
    "interaction has to be scored.",
    "Write the numbers of the turns that show it under Turns, e.g. 3;5. It makes your score checkable.",
    "When an interaction is finished, set Scored to yes on the page Interactions. Only then is it read.",
    "Score alone. Some interactions are scored by a second person, so that we know how sure our numbers are.",
)


def write_start(page: Any, sheet: Sheet, formats: Formats) -> None:
    """Who, what, how, and how far."""
    count = len(sheet.conversations)
    page.hide_gridlines(2)
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 16, formats.plain)
    page.set_column(1, 1, 96, formats.wrapped)
    page.write_string(0, 0, f"Scoring for {sheet.company}", formats.title)
    page.set_row(0, 30)
    facts = (("Sample", sheet.sample), ("Criteria", sheet.criteria.definition if sheet.criteria else "—"))
    for row, (name, value) in enumerate(facts, start=1):
        page.write_string(row, 0, name, formats.muted)
        page.write_string(row, 1, value, formats.wrapped)
    page.write_string(layout.EVALUATOR_CELL[0], 0, "Evaluator", formats.muted)
    page.write_string(*layout.EVALUATOR_CELL, sheet.evaluator, formats.text_input)
    page.write_string(4, 0, "Progress", formats.muted)
    column = f"{layout.INTERACTIONS}!$F$2:$F${count + 1}"
    formula = f'=COUNTIF({column},"yes")&" of {count} interactions scored"'
    page.write_formula(4, 1, formula, formats.bold, f"0 of {count} interactions scored")
    for number, text in enumerate(STEPS, start=1):
        page.set_row(5 + number, height_of([(text, 100)]))
        page.write_string(5 + number, 0, f"Step {number}", formats.bold)
        page.write_string(5 + number, 1, text, formats.wrapped)
    page.protect("", {"select_locked_cells": True})

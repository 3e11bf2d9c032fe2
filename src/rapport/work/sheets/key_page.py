"""The hidden page by which a filled workbook is recognised."""

from __future__ import annotations

from typing import Any

from rapport.work.sheets import layout
from rapport.work.sheets.content import Sheet
from rapport.work.sheets.scores_page import columns_of


def write_key(page: Any, sheet: Sheet) -> None:
    """Names and values, then each element with the ids of its rules in the order of the columns."""
    facts = (
        ("format", str(layout.FORMAT)),
        ("sample", sheet.sample),
        ("evaluator", sheet.evaluator),
        ("criteria", sheet.criteria.definition if sheet.criteria else ""),
        ("rules", str(columns_of(sheet).rules)),
    )
    for row, pair in enumerate(facts):
        for column, text in enumerate(pair):
            page.write_string(row, column, text)
    for row, element in enumerate(sheet.criteria.elements if sheet.criteria else (), start=len(facts)):
        for column, text in enumerate(("element", element.name, *(rule.id for rule in element.rules))):
            page.write_string(row, column, text)

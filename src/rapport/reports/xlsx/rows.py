"""Every scored interaction as a row, unrounded, to filter and sort."""

from __future__ import annotations

from typing import Any

from rapport.findings.plain import ScoredInteraction
from rapport.reports.blocks import Drill
from rapport.reports.xlsx.formats import Formats
from rapport.reports.xlsx.sheets import clean


def add_rows(book: Any, formats: Formats, drill: Drill) -> None:
    """The sheet Rows: one header, filters, the first row and column frozen."""
    sheet = book.add_worksheet("Rows")
    people = ("Agent", "Evaluators") if drill.people else ()
    names = (
        "Interaction",
        "Started",
        "Channel",
        "Team",
        *people,
        "Concern",
        "QCI",
        *(title for _, title in drill.elements),
        "What was seen",
        "Critical errors",
    )
    for column, name in enumerate(names):
        sheet.write_string(0, column, clean(name), formats.header)
    for number, row in enumerate(drill.rows, 1):
        _write(sheet, formats, number, _values(drill, row))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(drill.rows), 1), len(names) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(names) - 3, 16)
    sheet.set_column(len(names) - 2, len(names) - 1, 60)


def _values(drill: Drill, row: ScoredInteraction) -> list[Any]:
    people = (row.agent_id, ", ".join(row.evaluators)) if drill.people else ()
    seen = "; ".join(drill.rules[name] for name in row.fired if name in drill.rules)
    critical = "; ".join(drill.rules.get(name, name) for name in row.critical)
    scores = (row.scores.get(name) for name, _ in drill.elements)
    return [
        row.interaction_id,
        row.started_at,
        row.channel,
        row.team,
        *people,
        row.concern,
        row.qci,
        *scores,
        seen,
        critical,
    ]


def _write(sheet: Any, formats: Formats, number: int, values: list[Any]) -> None:
    for column, value in enumerate(values):
        if value is None or value == "":
            continue
        if isinstance(value, (int, float)):
            sheet.write_number(number, column, value, formats.number("points"))
        elif isinstance(value, str):
            sheet.write_string(number, column, clean(value))
        else:
            sheet.write_datetime(number, column, value.replace(tzinfo=None), formats.moment)

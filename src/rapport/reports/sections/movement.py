"""What moved since the last audit, and what else was measured."""

from __future__ import annotations

from rapport.findings.plain import SurveyResult
from rapport.reports import words
from rapport.reports.anchors import anchor
from rapport.reports.blocks import Block, Cell, Chart, Figures, Paragraph, Point, Section, Table
from rapport.reports.cells import estimate_cells, text_cell
from rapport.reports.scope import Scope
from rapport.reports.sections.headline import figure


def changes(scope: Scope) -> Section:
    """The differences since the last audit, each with its interval and the word it allows."""
    moved = scope.findings.changes
    if not moved:
        return Section("changes", "Since the last audit", (), "Changes")
    sure = [c for c in moved if c.words.startswith(("clearly", "probably"))]
    title = (
        f"{words.plural(len(sure), 'score')} of {len(moved)} moved" if sure else "Nothing moved beyond chance"
    )
    points = tuple(
        Point(
            c.title, c.difference, "warn" if "down" in c.words else "accent" if "up" in c.words else "quiet"
        )
        for c in moved
    )
    chart = Chart("change-scores", title, "bars", points, "Points since the last audit", label="Score")
    columns = ("Score", "Before", "Now", "Difference", "Interval", "In words")
    rows = tuple(
        (
            text_cell(c.title),
            Cell(words.phrase(c.before), c.before.value, unit=c.before.unit),
            Cell(words.phrase(c.now), c.now.value, unit=c.now.unit),
            *estimate_cells(c.difference, signed=True)[:2],
            text_cell(c.words),
        )
        for c in moved
    )
    table = Table("change-table", "Every change", columns, rows, frozenset((1, 2, 3, 4)), folded=True)
    note = Paragraph("Many scores are compared at once; the words allow for that.", "note")
    return Section("changes", "Since the last audit", (chart, note, table), "Changes")


def measured(scope: Scope) -> Section:
    """Surveys and operational facts beside the scores; never averaged with them."""
    found = (*scope.findings.surveys, *scope.findings.operations)
    if not found or scope.team is not None:
        return Section("measured", "What customers and the clock say", (), "Surveys")
    items = tuple(figure(result.title, result.estimate) for result in found)
    blocks: list[Block] = [Figures(items), *(_chart(r) for r in found if _worth_drawing(r))]
    return Section("measured", "What customers and the clock say", tuple(blocks), "Surveys")


def _worth_drawing(result: SurveyResult) -> bool:
    return sum(g.estimate.value is not None for g in result.by) > 1


def _chart(result: SurveyResult) -> Chart:
    dimension = result.by[0].dimension
    points = tuple(Point(g.group, g.estimate) for g in result.by)
    title = f"{result.title} by {dimension}"
    key = anchor("survey", result.metric, dimension)
    return Chart(key, title, "dots", points, result.title, label=dimension.capitalize())

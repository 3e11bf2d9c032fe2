"""What moved since the last audit, and what else was measured."""

from __future__ import annotations

from rapport.findings.plain import Change, GroupEstimate, SurveyResult
from rapport.reports import words
from rapport.reports.anchors import anchor
from rapport.reports.blocks import Block, Cell, Chart, Figures, Paragraph, Point, Section, Shape, Table
from rapport.reports.cells import estimate_cells, text_cell
from rapport.reports.scope import Scope
from rapport.reports.sections.headline import figure

MOST_CHANGES = 12


def changes(scope: Scope) -> Section:
    """The differences since the last audit, each with its interval and the word it allows."""
    moved = scope.findings.changes
    if not moved:
        return Section("changes", "Since the last audit", (), "Changes")
    sure = [c for c in moved if c.words.startswith(("clearly", "probably"))]
    title = f"{len(sure)} of {len(moved)} scores moved" if sure else "Nothing moved beyond chance"
    points = tuple(
        Point(
            c.title, c.difference, "warn" if "down" in c.words else "accent" if "up" in c.words else "quiet"
        )
        for c in _most_moved(moved)
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


def _most_moved(moved: tuple[Change, ...]) -> list[Change]:
    """The QCI, then what moved most, in points: as many as one chart can say."""
    points = [c for c in moved if c.difference.unit == "points" and c.difference.value is not None]
    order = sorted(
        points, key=lambda c: (c.metric != "qci", c.words == "cannot tell", -abs(c.difference.value or 0))
    )
    return order[:MOST_CHANGES]


def measured(scope: Scope) -> Section:
    """Surveys and operational facts beside the scores; never averaged with them."""
    found = (*scope.findings.surveys, *scope.findings.operations)
    if not found or scope.team is not None:
        return Section("measured", "What customers and the clock say", (), "Surveys")
    items = tuple(figure(result.title, result.estimate) for result in found)
    return Section("measured", "What customers and the clock say", (Figures(items),), "Surveys")


def measured_by_group(scope: Scope) -> Section:
    """The same by team, channel and month, as the rows behind them."""
    found = (*scope.findings.surveys, *scope.findings.operations) if scope.team is None else ()
    charts: list[Block] = []
    for result in found:
        for dimension in dict.fromkeys(group.dimension for group in result.by):
            groups = tuple(group for group in result.by if group.dimension == dimension)
            if sum(group.estimate.value is not None for group in groups) > 1:
                charts.append(_chart(result, dimension, groups))
    title = "What customers and the clock say, by group"
    return Section("measured-by-group", title, tuple(charts), "Surveys", behind=True)


def _chart(result: SurveyResult, dimension: str, groups: tuple[GroupEstimate, ...]) -> Chart:
    monthly = dimension == "month"
    points = tuple(Point(words.month(g.group) if monthly else g.group, g.estimate) for g in groups)
    key, title = anchor("survey", result.metric, dimension), f"{result.title} by {dimension}"
    shape: Shape = "trend" if monthly else "dots"
    return Chart(key, title, shape, points, result.title, label=dimension.capitalize())

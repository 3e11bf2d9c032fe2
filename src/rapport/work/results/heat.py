"""Where points are lost: elements down, teams across, each cell a score with its interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.findings import Findings
from rapport.findings.plain import ElementResult
from rapport.measures import Estimate
from rapport.reports import words
from rapport.reports.blocks import Cell, Table
from rapport.reports.cells import text_cell

STEPS = 7
FARTHEST = 30.0


@dataclass(frozen=True)
class HeatCell:
    """`step` from 0 (far below the element's own average) over 3 (like it) to 6; None: no number."""

    team: str
    estimate: Estimate | None
    step: int | None
    words: str


@dataclass(frozen=True)
class HeatRow:
    """One element: its average over all teams, and its cells."""

    element: str
    title: str
    score: Estimate
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class Heat:
    """The map, and the same as a table of numbers."""

    title: str
    teams: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    table: Table


def heat_map(findings: Findings) -> Heat | None:
    """The map of the elements by team, most points available first; None with fewer than two teams."""
    teams = sorted({one.group for element in findings.elements for one in element.by_team})
    if len(teams) < 2:
        return None
    rows = tuple(_row(element, teams) for element in findings.elements)
    return Heat(_message(rows), tuple(teams), rows, _table(teams, rows))


def step_of(distance: float) -> int:
    """Which of seven colours a distance in points has; within a seventh of the scale it is like the rest."""
    width = 2 * FARTHEST / STEPS
    return min(STEPS - 1, max(0, int((distance + FARTHEST) // width)))


def _row(element: ElementResult, teams: Iterable[str]) -> HeatRow:
    known = {one.group: one.estimate for one in element.by_team}
    cells = tuple(_cell(team, known.get(team), element.score) for team in teams)
    return HeatRow(element.element, element.title, element.score, cells)


def _cell(team: str, estimate: Estimate | None, whole: Estimate) -> HeatCell:
    if estimate is None:
        return HeatCell(team, None, None, "not scored")
    if estimate.value is None or whole.value is None:
        return HeatCell(team, estimate, None, words.value(estimate))
    return HeatCell(team, estimate, step_of(estimate.value - whole.value), words.phrase(estimate))


def _message(rows: tuple[HeatRow, ...]) -> str:
    """The cell that is surely lowest against its element, else that none can be told apart."""
    apart = [
        (one.estimate.high - row.score.value, row, one)
        for row in rows
        for one in row.cells
        if one.estimate is not None and one.estimate.high is not None and row.score.value is not None
    ]
    below = [one for one in apart if one[0] < 0]
    if not below:
        return "No team stands surely below the average in any element"
    _, row, cell = min(below, key=lambda one: one[0])
    return f"{row.title} is lowest in {words.group(cell.team)}, against its average over all teams"


def _table(teams: Iterable[str], rows: tuple[HeatRow, ...]) -> Table:
    columns = ("Element", "All", *(words.group(team) for team in teams))
    lines = tuple(
        (
            text_cell(row.title),
            Cell(words.phrase(row.score), row.score.value, unit="points"),
            *(
                Cell(one.words, one.estimate.value if one.estimate is not None else None, unit="points")
                for one in row.cells
            ),
        )
        for row in rows
    )
    return Table(
        "heat", "Score of every element in every team", columns, lines, frozenset(range(1, len(columns)))
    )

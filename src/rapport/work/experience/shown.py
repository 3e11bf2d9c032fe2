"""What pages of feelings and effort are made of, and how it is worked out: beside the page, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapport.findings.domain import Domain
from rapport.findings.metric_result import MetricResult
from rapport.home import Home
from rapport.measures import Estimate
from rapport.program.people.actor import Actor
from rapport.reports import words
from rapport.reports.blocks import Chart, Point
from rapport.reports.cells import chart_table
from rapport.work.concerns.kept import concerns_path
from rapport.work.experience.machine import Machine
from rapport.work.results.board import drawn
from rapport.work.results.heat import STEPS, HeatCell, HeatRow
from rapport.work.results.numbers import Number
from rapport.work.results.panels import Panel
from rapport.work.results.sight import Seen
from rapport.work.results.view import View
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.periods import unit_of
from rapport.work.understanding.seen import checked_view, seen_of
from rapport.work.understanding.sheet.ask import sheet_of

TWO_DIGITS = "coefficient"
"""Sentiment runs from −1 to 1: it is told with two digits."""
MOST_CONCERNS = 8


@dataclass(frozen=True)
class Excerpt:
    """A turn of a conversation where something happened."""

    interaction_id: str
    turn: int
    speaker: str
    text: str
    said: str


@dataclass(frozen=True)
class HeatMap:
    """Groups down, teams across, each cell a mean with its interval. `digits` after the point."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    digits: int


@dataclass(frozen=True)
class ReadPage:
    """What a page tells: `read` of `rows` conversations by `models`; `words` are sentences on how far to
    trust it."""

    data_version: int
    rows: int
    read: int
    models: tuple[str, ...]
    numbers: tuple[Number, ...] = ()
    beside: tuple[Number, ...] = ()
    panels: tuple[Panel, ...] = ()
    heat: HeatMap | None = None
    excerpts: tuple[Excerpt, ...] = ()
    words: tuple[str, ...] = ()

    def panel(self, key: str) -> Panel | None:
        """The panel of that key."""
        return next((one for one in self.panels if one.key == key), None)

    def without(self, hidden: frozenset[str]) -> ReadPage:
        """The page without words of interactions that this person still has to score blind."""
        return replace(self, excerpts=tuple(one for one in self.excerpts if one.interaction_id not in hidden))


@dataclass(frozen=True)
class Part:
    """What is asked about: a machine's numbers of a domain, and in what steps time is cut there."""

    machine: Machine
    seen: Seen
    domain: Domain
    unit: str

    def one(self, metric: str) -> Estimate:
        """The metric of the whole part."""
        return self.machine.estimates(metric, domain=self.domain)[0].estimate

    def by(self, metric: str, *names: str) -> list[MetricResult]:
        """The metric of every group."""
        return self.machine.estimates(metric, by=names, domain=self.domain)


def page_of(
    home: Home, actor: Actor, view: View, function: str, wait_s: float | None = None
) -> ReadPage | None:
    """The page that `module:name` makes, as far as this person sees; None while it is worked out. Raises
    NotAllowedError, InputError for a view that cannot be."""
    seen = seen_of(actor)
    checked_view(home, seen, view)
    sheet = sheet_of(home)
    if sheet is None:
        return None
    found: ReadPage | None = worked_out(
        home,
        (function, seen, view),
        sheet.data_version,
        _mark(home),
        function,
        sheet,
        seen,
        view,
        wait_s=wait_s,
    )
    return found


def _mark(home: Home) -> tuple[int, ...]:
    """Changes with the models that a home has taught itself: they name what is shown."""
    folder = concerns_path(home).parent
    return tuple(one.stat().st_mtime_ns for one in sorted(folder.glob("*")) if one.is_file())


def part_of(home: Home, machine: Machine, seen: Seen, view: View) -> Part:
    """The part of the home that a view means to this person."""
    domain = seen.domain(view.domain(home.settings.zone))
    first, last = view.days()
    if first is None or last is None:
        [row] = machine.ask("SELECT min(day) AS a, max(day) AS b FROM sheet", {}).to_pylist()
        first, last = first or row["a"], last or row["b"]
    return Part(machine, seen, domain, unit_of(first, last))


def in_two_digits(estimate: Estimate) -> Estimate:
    """Sentiment as it is told."""
    return estimate.with_(unit=TWO_DIGITS)


def over_time(
    part: Part, key: str, topic: str, metric: str, axis: str, *, fine: bool = False
) -> Panel | None:
    """The metric month by month, or week by week, with its band; None with fewer than two marks."""
    found = [(one.group or "", one.estimate) for one in part.by(metric, part.unit)]
    told = [(name, in_two_digits(one) if fine else one) for name, one in found if one.value is not None]
    if len(told) < 2:
        return None
    points = tuple(Point(_when(name), one) for name, one in told)
    chart = Chart(
        key, moved(points, axis), "trend", points, f"{axis} by {part.unit}", label=part.unit.title()
    )
    return panel(key, topic, chart, main=told[-1][1], metric=metric)


def moved(points: Sequence[Point], what: str) -> str:
    """From where to where, and whether the intervals let that be called a change."""
    first, last = points[0].estimate, points[-1].estimate
    if not _apart(first, last) and not _apart(last, first):
        return f"{what} in {points[-1].label} cannot be told from {points[0].label}"
    up = (last.value or 0.0) > (first.value or 0.0)
    return f"{what} went {'up' if up else 'down'} from {points[0].label} to {points[-1].label}"


def _apart(low: Estimate, high: Estimate) -> bool:
    return low.high is not None and high.low is not None and low.high < high.low


def panel(
    key: str, topic: str, chart: Chart, *, main: Estimate | None = None, metric: str | None = None,
    note: str | None = None, wide: bool = False,
) -> Panel:  # fmt: skip
    """A drawn panel with its table."""
    made = Panel(
        key, topic, chart.title, chart, chart_table(chart), main=main, metric=metric, note=note, wide=wide
    )
    return drawn(made)


def dots(
    key: str, topic: str, title: str, axis: str, given: Iterable[tuple[str, Estimate]], *, label: str,
    note: str | None = None, shares: bool = False,
) -> Panel | None:  # fmt: skip
    """Groups with their intervals; those without a number are left out."""
    points = tuple(Point(name, one) for name, one in given if one.value is not None)
    if not points:
        return None
    top = max(one.estimate.high or one.estimate.value or 0.0 for one in points)
    ends = (0.0, min(1.0, top * 1.1)) if shares and top > 0 else None
    return panel(key, topic, Chart(key, title, "dots", points, axis, domain=ends, label=label), note=note)


def heat(part: Part, metric: str, title: str, *, fine: bool, wide: float) -> HeatMap | None:
    """The metric by channel and by concern, teams across. `wide` is how far from its row a cell may lie until
    its colour ends. None with fewer than two teams."""
    teams = [one.group or "" for one in part.by(metric, "team")]
    if len(teams) < 2:
        return None
    rows = []
    for name in ("channel", "read_concern"):
        found = part.by(metric, name)
        kept = sorted(found, key=lambda one: -one.estimate.base)[:MOST_CONCERNS]
        cells = {one.group: one.estimate for one in part.by(metric, name, "team")}
        for one in kept:
            shown = part.machine.concerns.get(one.group or "", one.group or "")
            if one.group not in ("cannot_tell", "other"):
                rows.append(_row(one, shown, teams, cells, fine, wide))
    return HeatMap(title, tuple(teams), tuple(rows), 2 if fine else 1) if rows else None


def _row(
    one: MetricResult,
    title: str,
    teams: Sequence[str],
    cells: dict[str | None, Estimate],
    fine: bool,
    wide: float,
) -> HeatRow:
    whole = in_two_digits(one.estimate) if fine else one.estimate
    found = []
    for team in teams:
        cell = cells.get(f"{one.group} · {team}")
        if cell is None or cell.value is None or whole.value is None:
            found.append(HeatCell(team, cell, None, "too few" if cell is not None else "none"))
            continue
        told = in_two_digits(cell) if fine else cell
        step = int((cell.value - whole.value + wide) // (2 * wide / STEPS))
        found.append(HeatCell(team, told, min(STEPS - 1, max(0, step)), words.phrase(told)))
    return HeatRow(one.group or "", title, whole, tuple(found))


def _when(name: str) -> str:
    if "-W" in name:
        year, _, week = name.partition("-W")
        return words.day(date.fromisocalendar(int(year), int(week), 1))
    return words.month(name)

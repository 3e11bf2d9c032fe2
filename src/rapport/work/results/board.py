"""A dashboard, whole: its numbers, its panels drawn, its findings; worked out once, then kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from rapport.findings import Findings
from rapport.home import Home, open_home
from rapport.measures import Estimate
from rapport.program.people.actor import Actor
from rapport.program.setup import connect, disconnect
from rapport.reports.charts.canvas import PHONE, Canvas
from rapport.reports.charts.picture import svg
from rapport.reports.palette import with_variables
from rapport.reports.scope import Scope
from rapport.warehouse import Warehouse
from rapport.work.results.beside import apart, is_large, timed
from rapport.work.results.choices import all_choices
from rapport.work.results.numbers import Number, numbers_of
from rapport.work.results.panels import Panel, panels_of, scope_of
from rapport.work.results.shelf import Kept, Shelf
from rapport.work.results.sight import Seen, seen_as, seen_name
from rapport.work.results.stored import look, state_now
from rapport.work.results.told import findings_told, forget_older, told_method
from rapport.work.results.view import View

PANEL = Canvas(width=620)
WIDE = Canvas(width=1240)
MOST = 48
Key = tuple[str, Seen, View]


@dataclass(frozen=True)
class Board:
    """One dashboard of one part of the home. `cut` None: nothing has been evaluated there yet."""

    seen: Seen
    view: View
    place: str
    data_version: int
    cut: Scope | None = None
    numbers: tuple[Number, ...] = ()
    panels: tuple[Panel, ...] = ()

    @property
    def findings(self) -> Findings | None:
        """What the panels were cut from."""
        return None if self.cut is None else self.cut.findings

    def panel(self, key: str) -> Panel | None:
        """The panel of that key."""
        return next((one for one in self.panels if one.key == key), None)


_BOARDS: Shelf[Board] = Shelf(MOST)


def board_of(
    home: Home, actor: Actor, view: View, dashboard: str | None = None, *, wait_s: float | None = None
) -> Board | None:
    """A person's dashboard of a view, or None while it is still being worked out after `wait_s` seconds.

    Raises NotAllowedError for a dashboard that is not theirs, InputError for a view that cannot be.
    """
    return seen_board(home, seen_as(actor, dashboard), view, wait_s=wait_s)


def seen_board(home: Home, seen: Seen, view: View, *, wait_s: float | None = None) -> Board | None:
    """The same for somebody of whom it is known how far they see.

    With `wait_s`, and while something newer is worked out, it is the one of the data before: its
    `data_version` tells. Of a large home it is worked out in a process of its own, and kept for the others.
    """
    all_choices(home).within(seen).check(view)
    state, root = state_now(home), str(home.root)
    key = (root, seen, view)
    _BOARDS.forget(lambda key, one: cast(Key, key)[0] == root and one.erased != state.erased)
    if not is_large(home):
        return _BOARDS.ask(key, state, lambda: timed(state, lambda: make_board(root, seen, view)), wait_s)
    name = f"board {seen_name(seen)} {sorted(view.pairs())}"

    def made() -> Kept[Board]:
        return apart(home, name, "rapport.work.results.board:make_board", root, seen, view)

    return _BOARDS.ask(key, state, made, wait_s, lambda: look(home, name), older_too=True)


def make_board(root: str, seen: Seen, view: View) -> Board:
    """Runs beside the pages, on a thread or in a process of its own."""
    home = open_home(root)
    connect(home)
    try:
        warehouse = Warehouse(home.warehouse_path)
        version = warehouse.data_version
        forget_older(home, warehouse.counted_version)
        found = findings_told(home, view.audit, view.domain(home.settings.zone), seen)
        place = place_of(home, seen, view)
        if found is None or not found.provenance.evaluations:
            return Board(seen, view, place, version)
        cut = scope_of(found, seen, place)
        panels = tuple(drawn(replace(one, main=_told(one.main, seen))) for one in panels_of(cut, seen))
        whole = not view.narrowed and seen.teams is None and seen.agent is None
        numbers = tuple(
            replace(one, estimate=_told(one.estimate, seen) or one.estimate)
            for one in numbers_of(cut, seen, whole=whole)
        )
        return Board(seen, view, place, version, cut, numbers, panels)
    finally:
        disconnect()


def _told(estimate: Estimate | None, seen: Seen) -> Estimate | None:
    return None if estimate is None else estimate.with_(method=told_method(estimate.method, seen))


def place_of(home: Home, seen: Seen, view: View) -> str:
    """Whom the numbers are about, in words."""
    if seen.agent is not None:
        who = "You"
    elif view.team is not None:
        who = view.team
    elif seen.teams is not None:
        who = ", ".join(sorted(seen.teams))
    else:
        who = home.settings.name
    parts = [part for part in (view.channel, view.segment) if part]
    return " · ".join([who, *parts])


def drawn(panel: Panel) -> Panel:
    """The panel with its pictures, for a desk and for a phone."""
    if panel.chart is None:
        return panel
    canvas = WIDE if panel.wide else PANEL
    wide, narrow = svg(panel.chart, canvas), svg(panel.chart, PHONE)
    return replace(panel, pictures=(with_variables(wide), with_variables(narrow)))

"""Findings for a program: at once, or not yet."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.findings import Findings
from rapport.home import Home, open_home
from rapport.program.setup import connect, disconnect
from rapport.work.results.beside import apart, is_large, patience
from rapport.work.results.shelf import Kept, Shelf
from rapport.work.results.sight import Seen, seen_name
from rapport.work.results.stored import look, state_now
from rapport.work.results.told import findings_told
from rapport.work.results.view import View

MOST = 12


@dataclass(frozen=True)
class Told:
    """What the data say; `findings` None: nothing has been evaluated yet."""

    findings: Findings | None


_TOLD: Shelf[Told] = Shelf(MOST)


def findings_ready(home: Home, seen: Seen, view: View) -> Told | None:
    """What the data say of a view, as far as it is seen. Of a large home None while it is worked out in a
    process beside, and what older data said while there is something newer: the provenance tells.

    Raises InputError for an audit or a group that is not there.
    """
    if not is_large(home):
        return Told(findings_told(home, view.audit, view.domain(home.settings.zone), seen))
    root, state = str(home.root), state_now(home)
    name = f"findings {seen_name(seen)} {sorted(view.pairs())}"

    def made() -> Kept[Told]:
        return apart(home, name, "rapport.work.results.ready:make_told", root, seen, view)

    return _TOLD.ask(
        (root, seen, view), state, made, patience(home), lambda: look(home, name), older_too=True
    )


def make_told(root: str, seen: Seen, view: View) -> Told:
    """Runs in the process beside."""
    home = open_home(root)
    connect(home)
    try:
        return Told(findings_told(home, view.audit, view.domain(home.settings.zone), seen))
    finally:
        disconnect()

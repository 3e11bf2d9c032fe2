"""The conversations behind a number that machines read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.findings.machine import machine_metric
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.experience.machine import Machine
from rapport.work.results.sight import still_blind
from rapport.work.results.view import View
from rapport.work.understanding.seen import checked_view, seen_of
from rapport.work.understanding.sheet.ask import sheet_of

PAGE = 50
MOST_IN_A_FILE = 100_000
BY = ("channel", "team", "agent_id")


@dataclass(frozen=True)
class ReadRows:
    """A page of conversations with what was read; `after` continues it, `hidden` are left out because this
    person still has to score them blind."""

    title: str
    model: str
    rows: tuple[Mapping[str, Any], ...]
    after: str | None
    hidden: int


def read_behind(
    home: Home, actor: Actor, view: View, metric: str, after: str = "", limit: int = PAGE
) -> ReadRows | None:
    """The conversations of a view that have a value, in the order of their ids; None while what was read is
    put together. Raises NotAllowedError, and InputError for a metric or view that cannot be."""
    actor.require(Permission.INTERACTIONS_READ)
    seen = seen_of(actor)
    checked_view(home, seen, view)
    asked = machine_metric(metric)
    sheet = sheet_of(home)
    if sheet is None:
        return None
    machine = Machine(home, sheet)
    domain = seen.domain(view.domain(home.settings.zone))
    found = machine.rows(metric, by=BY, domain=domain, limit=limit + 1, after=after)
    kept, blind = found[:limit], still_blind(actor)
    shown = tuple(one for one in kept if one["interaction_id"] not in blind)
    mark = kept[-1]["interaction_id"] if len(found) > limit else None
    return ReadRows(asked.title, machine.current(asked), shown, mark, len(kept) - len(shown))

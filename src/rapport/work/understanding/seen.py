"""How far somebody sees into what all conversations come to, and the conditions that hold them there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.work.results.choices import all_choices
from rapport.work.results.sight import Seen, no_such
from rapport.work.results.view import View

NAME = "understand"


def seen_of(actor: Actor) -> Seen:
    """Everything, own teams, or own conversations; `words` where single conversations may be read. Raises
    NotAllowedError without the right to estimates."""
    sight = actor.sight(Permission.ESTIMATES_READ)
    words = actor.may(Permission.INTERACTIONS_READ) and sight is not Sight.AGGREGATES
    if sight is Sight.TEAMS:
        return Seen(NAME, teams=actor.teams(Permission.ESTIMATES_READ), rows=words, words=words)
    if sight is Sight.OWN:
        return Seen(NAME, agent=actor.agent_id or "", rows=words, words=words)
    return Seen(NAME, rows=words, people=words, words=words)


def checked_view(home: Home, seen: Seen, view: View) -> None:
    """Raises ViewError for a group that is not there, or not for this person."""
    all_choices(home).within(seen).check(view)
    if seen.agent is not None and view.team is not None:
        raise no_such("team", view.team)


@dataclass(frozen=True)
class Where:
    """A condition on the sheet, with its values."""

    sql: str = "TRUE"
    values: Mapping[str, Any] = field(default_factory=dict)


def where(seen: Seen, view: View, days: tuple[date | None, date | None] | None = None) -> Where:
    """The rows of the sheet of a view, as far as they are seen; `days` instead of the view's own."""
    first, last = view.days() if days is None else days
    sql, values = ["TRUE"], dict[str, Any]()
    if first is not None:
        sql.append("day >= CAST($first AS DATE)")
        values["first"] = first.isoformat()
    if last is not None:
        sql.append("day <= CAST($last AS DATE)")
        values["last"] = last.isoformat()
    for name in ("team", "channel", "segment"):
        if (value := getattr(view, name)) is not None:
            sql.append(f"{name} = ${name}")
            values[name] = value
    if seen.agent is not None:
        sql.append("agent_id = $own")
        values["own"] = seen.agent
    elif seen.teams is not None:
        sql.append("list_contains($teams, team)")
        values["teams"] = sorted(seen.teams)
    return Where(" AND ".join(sql), values)

"""Cases as rows: for a file, and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rapport.home import Home
from rapport.program.cases.plain import Wanted
from rapport.program.people.actor import TERMINAL, Actor
from rapport.program.setup import connect

COLUMNS = (
    "case", "kind", "title", "urgency", "state", "team", "channel", "concern", "customer", "owner",
    "opened_at", "due_at", "closed_at", "overdue", "resolution", "root_cause", "recovered",
)  # fmt: skip
MOST = 100_000


def exported(actor: Actor, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """The cases that are wanted, of those this person sees. Raises NotAllowedError."""
    from rapport.program.cases.selectors import every_case

    for one in every_case(actor, wanted, MOST):
        yield {
            "case": one.id,
            "kind": one.kind,
            "title": one.title,
            "urgency": one.urgency,
            "state": one.state,
            "team": one.team,
            "channel": one.channel,
            "concern": one.concern,
            "customer": one.customer_id,
            "owner": one.owner,
            "opened_at": one.opened_at,
            "due_at": one.due_at,
            "closed_at": one.closed_at,
            "overdue": one.overdue,
            "resolution": one.resolution,
            "root_cause": one.root_cause,
            "recovered": one.recovered,
        }


def list_cases(home: Home, wanted: Wanted) -> list[dict[str, Any]]:
    """The same for whoever can run the command on the home's folder."""
    connect(home)
    return list(exported(TERMINAL, wanted))

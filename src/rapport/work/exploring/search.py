"""Finds interactions, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.warehouse import Warehouse
from rapport.work.exploring.reach import reach

PAGE = 50
FIELDS = ("channel", "team", "agent_id", "concern", "customer_id", "touchpoint", "language")
COLUMNS = (
    "interaction_id, channel, started_at, customer_id, agent_id, agent_name, team, concern, subject, "
    "turn_count, abandoned"
)


@dataclass(frozen=True)
class Search:
    """What is looked for: exact values of FIELDS, a stretch of time, words of the subject or id."""

    where: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""


@dataclass(frozen=True)
class Found:
    """One page of interactions; `after` continues it, None at the end; `total` counts all that match."""

    rows: tuple[Mapping[str, Any], ...]
    total: int
    after: str | None
    data_version: int


def find_interactions(
    home: Home, actor: Actor, search: Search, *, after: str | None = None, limit: int = PAGE
) -> Found:
    """The newest interactions that match and that the person may see.

    Raises NotAllowedError, or InputError for a field that cannot be searched or a page mark of ours that
    is none.
    """
    condition, parameters = _condition(actor, search)
    page, more = _after(after)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        total = snapshot.sql(f"SELECT count(*) AS n FROM interactions WHERE {condition}", parameters)
        rows = snapshot.sql(
            f"SELECT {COLUMNS} FROM interactions WHERE {condition} AND {page} "
            "ORDER BY started_at DESC NULLS LAST, interaction_id LIMIT ?",
            [*parameters, *more, limit + 1],
        ).to_pylist()
        version = snapshot.data_version
    shown = tuple(rows[:limit])
    mark = _mark(shown[-1]) if len(rows) > limit else None
    return Found(shown, total.column("n")[0].as_py(), mark, version)


def _condition(actor: Actor, search: Search) -> tuple[str, list[Any]]:
    condition, parameters = reach(actor, Permission.INTERACTIONS_READ)
    parts = [condition]
    for name, value in search.where.items():
        if name not in FIELDS:
            raise InputError(
                f"Interactions cannot be searched by {name!r}", name, f"Use {', '.join(FIELDS)}."
            )
        parts.append(f"{name} = ?")
        parameters.append(value)
    for sign, moment in ((">=", search.since), ("<", search.until)):
        if moment is not None:
            parts.append(f"started_at {sign} ?")
            parameters.append(moment)
    for word in search.words.split():
        parts.append("(contains(lower(coalesce(subject, '')), ?) OR interaction_id = ?)")
        parameters += [word.lower(), word]
    return " AND ".join(parts), parameters


def _after(mark: str | None) -> tuple[str, list[Any]]:
    """The condition that continues behind the last row shown."""
    if mark is None:
        return "TRUE", []
    when, _, name = mark.partition("|")
    if not when:
        return "(started_at IS NULL AND interaction_id > ?)", [name]
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        raise InputError(
            "The mark of the page is not one of ours", "after", "Start from the first page."
        ) from None
    return "(started_at < ? OR started_at IS NULL OR (started_at = ? AND interaction_id > ?))", [
        moment,
        moment,
        name,
    ]


def _mark(row: Mapping[str, Any]) -> str:
    return f"{row['started_at'].isoformat() if row['started_at'] else ''}|{row['interaction_id']}"

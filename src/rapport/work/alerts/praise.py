"""Praise with what the customer wrote, for those whom it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.home import Home
from rapport.program.alerts.plain import FiringFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.setup import connect
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.exploring.index.others import others_of
from rapport.work.exploring.index.state import Look, ask
from rapport.work.exploring.reach import reach_of, reaches
from rapport.work.results.sight import still_blind

LONGEST, MOST = 600, 50


@dataclass(frozen=True)
class Praise:
    """One alert of praise; `words` are what the customer wrote in the survey, as far as they may be read."""

    alert: FiringFacts
    words: tuple[str, ...]


@dataclass(frozen=True)
class Wall:
    """A page of praise, newest first. `own`: of this person alone."""

    rows: tuple[Praise, ...]
    after: str | None
    own: bool


def praise_with_words(home: Home, actor: Actor, after: str | None = None, *, team: str | None = None) -> Wall:
    """Praise as far as the actor sees. Raises NotAllowedError."""
    connect(home)
    from rapport.program.alerts.selectors import praise_page

    found = praise_page(actor, after, team=team, hidden=still_blind(actor))
    readable = [one for one in found.rows if _may_read(actor, one)]
    words = _comments(home, [one.interaction_id for one in readable if one.interaction_id])
    rows = tuple(Praise(one, words.get(one.interaction_id or "", ())) for one in found.rows)
    own = not (actor.may(Permission.CASES_WORK) or actor.may(Permission.COACHING_LEAD))
    return Wall(rows, found.after, own)


def _may_read(actor: Actor, one: FiringFacts) -> bool:
    if not actor.may(Permission.INTERACTIONS_READ):
        return False
    return reaches(reach_of(actor, Permission.INTERACTIONS_READ), one.team, one.agent_id)


def _comments(home: Home, interactions: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """What was written in answers about these interactions."""
    if not interactions:
        return {}

    def of_index(index: Look) -> list[dict[str, Any]]:
        near = index.connection
        found = (others_of(near, "answers", "interaction_id", name, MOST) for name in interactions)
        return [row for rows in found for row in rows]

    def of_tables() -> list[dict[str, Any]]:
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            query = "SELECT interaction_id, text FROM answers WHERE list_contains(?, interaction_id)"
            rows: list[dict[str, Any]] = snapshot.sql(query, [list(interactions)]).to_pylist()
            return rows

    found: dict[str, list[str]] = {}
    for row in ask(home, read_manifest(home.warehouse_path), of_index, of_tables):
        if text := (row.get("text") or "").strip():
            found.setdefault(row["interaction_id"], []).append(text[:LONGEST])
    return {name: tuple(texts) for name, texts in found.items()}

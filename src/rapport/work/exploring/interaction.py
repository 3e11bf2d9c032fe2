"""One interaction, whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.exploring.index.content import unpacked
from rapport.work.exploring.index.others import others_of
from rapport.work.exploring.index.state import Look, ask
from rapport.work.exploring.reach import Reach, as_condition, reach_of, reaches

ANSWER = ("question", "item", "item_type", "number", "text", "answered_at")


@dataclass(frozen=True)
class InteractionView:
    """An interaction with its turns, and what its customer answered about it."""

    facts: Mapping[str, Any]
    turns: tuple[Mapping[str, Any], ...]
    answers: tuple[Mapping[str, Any], ...]
    data_version: int


def read_interaction(
    home: Home, actor: Actor, interaction_id: str, seen: Reach | None = None
) -> InteractionView | None:
    """The interaction, or None when there is none that this person may see. `seen` is how far they do, where
    the caller found out otherwise than by their role. Raises NotAllowedError."""
    seen = seen or reach_of(actor, Permission.INTERACTIONS_READ)
    manifest = read_manifest(home.warehouse_path)

    def of_index(index: Look) -> InteractionView | None:
        found = _from_index(index.connection, seen, interaction_id, manifest.data_version)
        # One that came just now may be in the tables already.
        return found if found or not index.missing else _from_tables(home, seen, interaction_id)

    return ask(home, manifest, of_index, lambda: _from_tables(home, seen, interaction_id))


def _from_index(
    connection: sqlite3.Connection, seen: Reach, interaction_id: str, data_version: int
) -> InteractionView | None:
    found = connection.execute(
        "SELECT team, agent_id, packed FROM items JOIN whole USING (place) WHERE interaction_id = ?",
        (interaction_id,),
    ).fetchone()
    if found is None or not reaches(seen, found["team"], found["agent_id"]):
        return None
    facts = unpacked("interactions", found["packed"])
    answers = others_of(connection, "answers", "interaction_id", interaction_id)
    answers.sort(key=lambda one: (one["answered_at"] is None, one["answered_at"], one["item"]))
    shown = tuple({name: one[name] for name in ANSWER} for one in answers)
    return InteractionView(facts, tuple(facts.pop("turns")), shown, data_version)


def _from_tables(home: Home, seen: Reach, interaction_id: str) -> InteractionView | None:
    condition, parameters = as_condition(seen)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            f"SELECT * EXCLUDE (content_hash) FROM interactions WHERE interaction_id = ? AND {condition}",
            [interaction_id, *parameters],
        ).to_pylist()
        if not rows:
            return None
        answers = snapshot.sql(
            f"SELECT {', '.join(ANSWER)} FROM answers WHERE interaction_id = ? ORDER BY answered_at, item",
            [interaction_id],
        ).to_pylist()
        facts = dict(rows[0])
        facts["attributes"] = dict(facts["attributes"] or ())
        return InteractionView(facts, tuple(facts.pop("turns") or ()), tuple(answers), snapshot.data_version)

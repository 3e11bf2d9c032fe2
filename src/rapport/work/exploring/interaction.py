"""One interaction, whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.work.exploring.reach import reach


@dataclass(frozen=True)
class InteractionView:
    """An interaction with its turns, and what its customer answered about it."""

    facts: Mapping[str, Any]
    turns: tuple[Mapping[str, Any], ...]
    answers: tuple[Mapping[str, Any], ...]
    data_version: int


def read_interaction(home: Home, actor: Actor, interaction_id: str) -> InteractionView | None:
    """The interaction, or None when there is none that this person may see. Raises NotAllowedError."""
    condition, parameters = reach(actor, Permission.INTERACTIONS_READ)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            f"SELECT * EXCLUDE (content_hash) FROM interactions WHERE interaction_id = ? AND {condition}",
            [interaction_id, *parameters],
        ).to_pylist()
        if not rows:
            return None
        answers = snapshot.sql(
            "SELECT question, item, item_type, number, text, answered_at FROM answers "
            "WHERE interaction_id = ? ORDER BY answered_at, item",
            [interaction_id],
        ).to_pylist()
        facts = dict(rows[0])
        facts["attributes"] = dict(facts["attributes"] or ())
        return InteractionView(facts, tuple(facts.pop("turns") or ()), tuple(answers), snapshot.data_version)

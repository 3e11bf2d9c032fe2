"""Opens calibrations on interactions picked or drawn at random, and settles what they deserve."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.criteria import Criteria, Decision
from rapport.home import Home
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.plain import SessionPlan
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.setup import connect
from rapport.warehouse import Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.exploring.reach import reach
from rapport.work.judging.facts import facts_of

FIELDS = ("channel", "team", "concern", "agent_id", "touchpoint", "language")
MOST = 50
TO_JUDGE = f"eligible AND {SERVED}"
"""An agent speaks, and to a customer: mystery shops are judged where they are planned."""


@dataclass(frozen=True)
class Wanted:
    """A calibration as somebody asks for it: either `picked` interactions, or `number` drawn at random
    among those that match `where`. `participants` are accounts."""

    title: str
    participants: tuple[str, ...]
    picked: tuple[str, ...] = ()
    number: int = 0
    where: Mapping[str, str] = field(default_factory=dict)
    due_at: datetime | None = None
    seed: int | None = None


def calibrate(home: Home, actor: Actor, wanted: Wanted, criteria: Criteria) -> str:
    """Opens the session → its id.

    Raises NotAllowedError, or JudgingError: an interaction that is not there, nothing to draw from.
    """
    actor.require(Permission.CALIBRATION_RUN)
    connect(home)
    from rapport.program.judging.services import session_open

    seed = random.SystemRandom().randrange(2**31) if wanted.seed is None else wanted.seed
    ids = _picked(home, actor, wanted.picked) if wanted.picked else _drawn(home, actor, wanted, seed)
    chosen: dict[str, Any] = (
        {"how": "picked"}
        if wanted.picked
        else {"how": "random", "seed": seed, "where": dict(wanted.where), "number": wanted.number}
    )
    plan = SessionPlan(wanted.title, tuple(ids), wanted.participants, wanted.due_at, chosen)
    made: str = session_open(actor, plan, criteria)
    return made


def settle(
    home: Home,
    actor: Actor,
    session_id: str,
    interaction_id: str,
    criteria: Criteria,
    decisions: Mapping[str, Decision],
) -> None:
    """Records what a session settled about one interaction; see `consensus_record`."""
    actor.require(Permission.CALIBRATION_RUN)
    connect(home)
    from rapport.program.judging.services import consensus_record

    facts = facts_of(home, criteria, interaction_id)
    consensus_record(actor, session_id, interaction_id, criteria, decisions, facts)


def stand_by(home: Home, actor: Actor, session_id: str, interaction_id: str, criteria: Criteria) -> bool:
    """Signs what a session settled about one interaction → whether it is gold now."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    connect(home)
    from rapport.program.judging.services import consensus_sign

    facts = facts_of(home, criteria, interaction_id)
    gold: bool = consensus_sign(actor, session_id, interaction_id, criteria, facts)
    return gold


def _picked(home: Home, actor: Actor, picked: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(one.strip() for one in picked if one.strip()))
    condition, parameters = reach(actor, Permission.INTERACTIONS_READ)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = snapshot.sql(
            "SELECT interaction_id FROM interactions "
            f"WHERE list_contains(?, interaction_id) AND {TO_JUDGE} AND {condition}",
            [wanted[: 10 * MOST], *parameters],
        )
    there = set(found.column("interaction_id").to_pylist())
    missing = [one for one in wanted if one not in there]
    if missing:
        raise JudgingError(
            f"There is no interaction {missing[0][:80]!r} in which an agent speaks to a customer",
            "picked",
            "Copy the ids from Explore, one a line.",
        )
    return wanted


def _drawn(home: Home, actor: Actor, wanted: Wanted, seed: int) -> list[str]:
    if not 1 <= wanted.number <= MOST:
        raise JudgingError(f"{wanted.number} interactions", "number", f"Give 1 to {MOST}.")
    condition, parameters = reach(actor, Permission.INTERACTIONS_READ)
    for name, value in wanted.where.items():
        if name not in FIELDS:
            raise JudgingError(
                f"Interactions cannot be chosen by {name!r}", name, f"Use {', '.join(FIELDS)}."
            )
        condition += f" AND {name} = ?"
        parameters.append(value)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        # A hash with the seed orders interactions at random, the same way each time, without reading them.
        found = snapshot.sql(
            f"SELECT interaction_id FROM interactions WHERE {TO_JUDGE} AND {condition} "
            "ORDER BY hash(interaction_id || ?), interaction_id LIMIT ?",
            [*parameters, f":{seed}", wanted.number],
        )
    ids: list[str] = found.column("interaction_id").to_pylist()
    if not ids:
        raise JudgingError("No interaction matches", "where", "Widen the choice.")
    return ids

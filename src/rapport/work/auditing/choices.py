"""What somebody who plans a sample chooses from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from rapport.home import Home
from rapport.program.audits.planning import Counts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.auditing.standing import state_of_interactions

DIMENSIONS = (
    "channel", "team", "concern", "touchpoint", "language", "agent_id", "reason_code", "segment", "month",
)  # fmt: skip
MOST_VALUES = 200


@dataclass(frozen=True)
class Person:
    """Somebody who may be asked to score. `certified_until` None: not certified for these criteria."""

    user_id: str
    name: str
    agent_id: str | None
    teams: tuple[str, ...]
    certified_until: datetime | None
    waiting: int


@dataclass(frozen=True)
class Choices:
    """Criteria that can be scored by (`id@version`, newest first), people, dimensions with their values."""

    criteria: tuple[str, ...]
    people: tuple[Person, ...]
    dimensions: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]


def choices(home: Home, actor: Actor, criteria: str | None = None) -> Choices:
    """Everything the form of a sample offers. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_PLAN)
    values = dimension_values(home.warehouse_path, state_of_interactions(home))
    return Choices(
        criteria=criteria_choices(actor),
        people=_people(actor, criteria),
        dimensions=tuple(name for name in DIMENSIONS if name not in values or values[name]),
        values=values,
    )


def criteria_choices(actor: Actor) -> tuple[str, ...]:
    """`id@version` of everything that can be scored by, newest first. Raises NotAllowedError."""
    from rapport.program.audits.selectors import versions_list

    found = [one for one in versions_list(actor) if one.state == "published"]
    return tuple(one.definition for one in found)


def _people(actor: Actor, criteria: str | None) -> tuple[Person, ...]:
    from rapport.program.audits.selectors import evaluator_choices, work_by_evaluator
    from rapport.program.judging.selectors import certified

    until = certified(actor, criteria.rpartition("@")[0] if criteria and "@" in criteria else criteria)
    waiting: Mapping[str, Counts] = work_by_evaluator(actor)
    return tuple(
        Person(
            one.user_id,
            one.name,
            one.agent_id,
            one.teams,
            until.get(one.name),
            waiting.get(one.name, Counts()).open,
        )
        for one in evaluator_choices(actor)
    )


@lru_cache(maxsize=8)
def dimension_values(warehouse: Path, state: tuple[int, int]) -> dict[str, tuple[str, ...]]:
    """The commonest values of each dimension that is a column, once for a state of the interactions."""
    columns = [name for name in DIMENSIONS if name not in ("segment", "month")]
    found: dict[str, tuple[str, ...]] = {}
    with Warehouse(warehouse).snapshot() as snapshot:
        for name in columns:
            rows = snapshot.sql(
                f"SELECT {name} AS value FROM interactions WHERE {name} IS NOT NULL AND {SERVED} "
                f"GROUP BY {name} ORDER BY count(*) DESC, {name} LIMIT {MOST_VALUES}"
            )
            found[name] = tuple(rows.column("value").to_pylist())
    return found

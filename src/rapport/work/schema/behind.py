"""The interactions behind a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis

from rapport.findings.dimensions import check_dimensions
from rapport.findings.questions.split import dimension, served
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.program.schemas.axes import AXIS, SEPARATOR
from rapport.program.schemas.errors import SchemaError
from rapport.program.schemas.plain import Schema
from rapport.warehouse import Snapshot, Warehouse

PAGE = 50
SHOWN = ("interaction_id", "started_at", "channel", "team", "agent_id", "agent_name", "subject", "turn_count")


@dataclass(frozen=True)
class Behind:
    """A page of interactions of one scenario, newest first; `after` is the id that continues it."""

    rows: tuple[Mapping[str, Any], ...]
    total: int
    after: str | None


def interactions_behind(
    home: Home, actor: Actor, schema: Schema, cell: Mapping[str, str], *, after: str | None = None
) -> Behind:
    """The interactions whose spellings mean these values, as far as the person may see.

    Raises NotAllowedError, SchemaError for a value that is not in the schema or an axis that is not read
    from the data.
    """
    spelt = {axis: _spellings(schema, axis, name) for axis, name in cell.items()}
    sight = actor.sight(Permission.INTERACTIONS_READ)
    zone = home.settings.time_zone

    def question(snapshot: Snapshot) -> Behind:
        names = check_dimensions(snapshot, [name for axis in spelt for name in schema.sources[axis]])
        table = served(snapshot, names)
        table = _within(table.filter(table.eligible), actor, sight)
        for axis, values in spelt.items():
            parts = [dimension(table, name, zone) for name in schema.sources[axis]]
            whole = parts[0] if len(parts) == 1 else ibis.literal(SEPARATOR).join(parts)
            table = table.filter(whole.isin(values))
        # Ids are told apart by their start: a page continues behind the last row shown.
        ordered = table.order_by(table.started_at.desc(nulls_first=False), table.interaction_id)
        page = _behind(ordered, after, snapshot) if after else ordered
        rows = snapshot.ask(page.select(*SHOWN).limit(PAGE + 1)).to_pylist()
        total = snapshot.ask(table.count().name("n").as_table())["n"][0].as_py()
        more = rows[PAGE - 1]["interaction_id"] if len(rows) > PAGE else None
        return Behind(tuple(rows[:PAGE]), total, more)

    return Warehouse(home.warehouse_path).ask(question)


def _within(table: Any, actor: Actor, sight: Sight) -> Any:
    if sight is Sight.ALL:
        return table
    if sight is Sight.TEAMS:
        return table.filter(table.team.isin(sorted(actor.teams(Permission.INTERACTIONS_READ) or ())))
    if sight is Sight.OWN and actor.agent_id:
        return table.filter(table.agent_id == actor.agent_id)
    return table.filter(ibis.literal(False))


def _behind(table: Any, after: str, snapshot: Snapshot) -> Any:
    """The rows behind the one with this id, wherever it stands."""
    known = snapshot.table("interactions")
    found = snapshot.ask(known.filter(known.interaction_id == after).select("started_at")).to_pylist()
    if not found or found[0]["started_at"] is None:
        return table.filter(table.started_at.isnull(), table.interaction_id > after)
    at = found[0]["started_at"]
    return table.filter(
        (table.started_at < at)
        | table.started_at.isnull()
        | ((table.started_at == at) & (table.interaction_id > after))
    )


def _spellings(schema: Schema, axis: str, name: str) -> list[str]:
    if axis not in AXIS or not schema.sources.get(axis):
        raise SchemaError(f"The data do not tell {axis!r}", axis, "Read the axis from a dimension first.")
    value = next((one for one in schema.values(axis) if one.name == name), None)
    if value is None:
        raise SchemaError(f"There is no value {name!r}", axis, "Look at the list of scenarios.")
    return sorted(value.aliases)

"""Who can be coached: agents with scored interactions, as far as somebody leads them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from rapport.home import Home
from rapport.program.coaching.access import is_own, leads_all, led_teams, may_lead
from rapport.program.coaching.plain import Associate
from rapport.program.people.actor import Actor
from rapport.warehouse import Warehouse

KEPT: OrderedDict[tuple[str, int], dict[str, tuple[Associate, int]]] = OrderedDict()
HOMES = 4
QUERY = """
SELECT i.agent_id, arg_max(i.team, i.started_at) AS team, arg_max(i.agent_name, i.started_at) AS name,
       count(DISTINCT i.interaction_id) AS scored
FROM interactions i
SEMI JOIN (
    SELECT subject_id FROM measurements
    WHERE metric = 'qci' AND source = 'human' AND purpose = 'live' AND retracted_at IS NULL
) m ON m.subject_id = i.interaction_id
WHERE i.agent_id IS NOT NULL
GROUP BY i.agent_id
"""


@dataclass(frozen=True)
class Coachable:
    """An associate, and how many of their interactions have been scored."""

    associate: Associate
    scored: int


def coachables(home: Home, actor: Actor) -> tuple[Coachable, ...]:
    """Those whom this person leads, by team and name; never oneself."""
    if not (leads_all(actor) or led_teams(actor)):
        return ()
    found = [
        Coachable(one, scored)
        for one, scored in _known(home).values()
        if may_lead(actor, one.team) and one.agent_id != actor.agent_id
    ]
    return tuple(
        sorted(found, key=lambda one: (one.associate.team or "", one.associate.name, one.associate.agent_id))
    )


def associate_seen(home: Home, actor: Actor, agent_id: str) -> Associate | None:
    """One associate whom this person leads, or who they are; None for any other."""
    found = _known(home).get(agent_id)
    if is_own(actor, agent_id):
        return found[0] if found else Associate(agent_id, None, actor.name)
    if found is None or not may_lead(actor, found[0].team) or actor.agent_id == agent_id:
        return None
    return found[0]


def _known(home: Home) -> dict[str, tuple[Associate, int]]:
    """Every scored agent of the newest data version; read once for each."""
    warehouse = Warehouse(home.warehouse_path)
    key = (str(home.root), warehouse.data_version)
    if key not in KEPT:
        with warehouse.snapshot() as snapshot:
            rows = snapshot.sql(QUERY).to_pylist()
        KEPT[key] = {
            row["agent_id"]: (
                Associate(row["agent_id"], row["team"], row["name"] or row["agent_id"]),
                row["scored"],
            )
            for row in rows
        }
        while len(KEPT) > HOMES:
            KEPT.popitem(last=False)
    return KEPT[key]

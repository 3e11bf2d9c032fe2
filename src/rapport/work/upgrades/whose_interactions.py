"""Evaluations that were stored before they knew whose interaction they are about learn it."""

from __future__ import annotations

from rapport.home import Home
from rapport.warehouse import Warehouse

AT_ONCE = 5_000


def tell_whose(home: Home) -> int:
    """Gives evaluations without agent and team those of their interactions → how many were told.

    Team managers and associates see evaluations by them. Doing it again changes nothing.
    """
    from rapport.program.audits.selectors import interactions_nobodys
    from rapport.program.audits.services import evaluations_belong

    told, ids = 0, interactions_nobodys()
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        for start in range(0, len(ids), AT_ONCE):
            rows = snapshot.sql(
                "SELECT interaction_id, agent_id, team FROM interactions "
                "WHERE list_contains(?, interaction_id) AND coalesce(agent_id, team) IS NOT NULL",
                [ids[start : start + AT_ONCE]],
            ).to_pylist()
            whose = {row["interaction_id"]: (row["agent_id"], row["team"]) for row in rows}
            told += evaluations_belong(whose)
    return told

"""How satisfied a machine read customers to be in conversations."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse

MOST = 60
READ = """
SELECT interaction_id, reader, a.value AS value
FROM (
    SELECT interaction_id, reader, unnest(annotations) AS a FROM readings
    WHERE list_contains(?, interaction_id)
)
WHERE a.kind = 'satisfaction' AND a.turn IS NULL AND a.value IS NOT NULL
ORDER BY reader
"""


def read_satisfaction(home: Home, actor: Actor, interactions: Sequence[str]) -> dict[str, float]:
    """Interaction → 0 to 100, of the newest MOST of these that were read. Nothing for who scores: it would
    tell them before they have judged themselves."""
    if len(interactions) < 2 or actor.may(Permission.EVALUATIONS_SUBMIT):
        return {}
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(READ, [list(interactions[:MOST])]).to_pylist()
    return {row["interaction_id"]: float(row["value"]) for row in rows}

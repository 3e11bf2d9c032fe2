"""What is known of interactions when they are scored: the facts that weights depend on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.criteria import Criteria
from rapport.warehouse import Snapshot
from rapport.work.importance import stated_importance
from rapport.work.segment_importance import segment_importance

COLUMNS = ("channel", "team", "agent_id", "concern", "reason_code", "touchpoint", "language")
FACTS = f"""
SELECT interactions.interaction_id, interactions.customer_id, interactions.turn_count, customers.segment,
    {", ".join(f"interactions.{name}" for name in COLUMNS)},
    interactions.attributes AS own, customers.attributes AS theirs
FROM interactions LEFT JOIN customers USING (customer_id)
WHERE interactions.interaction_id IN (SELECT unnest(?))
"""


@dataclass(frozen=True)
class ScoringFacts:
    """Facts of one interaction; importances are the customer's own and their segment's mean."""

    attributes: Mapping[str, str]
    turns: int = 0
    importance: Mapping[str, float] | None = None
    segment_importance: Mapping[str, float] | None = None


@dataclass
class _Customers:
    stated: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    means: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def scoring_facts(snapshot: Snapshot, criteria: Criteria, ids: Iterable[str]) -> dict[str, ScoringFacts]:
    """Facts by interaction id; interactions that are not in the warehouse are left out.

    An interaction's own columns win over its attributes, these over its customer's.
    """
    rows = snapshot.sql(FACTS, [sorted(set(ids))]).to_pylist()
    stated = stated_importance(snapshot, {row["customer_id"] for row in rows} - {None})
    customers = _Customers(stated, segment_importance(snapshot, criteria))
    return {row["interaction_id"]: _facts(row, customers) for row in rows}


def _facts(row: Mapping[str, Any], customers: _Customers) -> ScoringFacts:
    attributes: dict[str, str] = {}
    for source in (row["theirs"], row["own"]):
        attributes.update({name: value for name, value in source or () if value is not None})
    for name in ("segment", *COLUMNS):
        if row[name] is not None:
            attributes[name] = str(row[name])
    attributes = {name: value for name, value in attributes.items() if not name.startswith("importance.")}
    customer, segment = row["customer_id"], row["segment"]
    return ScoringFacts(
        attributes,
        int(row["turn_count"] or 0),
        customers.stated.get(str(customer)) if customer is not None else None,
        customers.means.get(str(segment)) if segment is not None else None,
    )

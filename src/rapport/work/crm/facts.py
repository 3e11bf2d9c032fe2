"""What is written back of a customer: the newest answers and how their cases stand. No words of theirs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from rapport.home import Home
from rapport.warehouse import Warehouse

NEWEST = """
SELECT item_type, arg_max(number, answered_at) AS value, max(answered_at) AS answered
FROM answers
WHERE customer_id = $customer AND item_type IN ('nps', 'csat', 'ces', 'psat') AND number IS NOT NULL
GROUP BY item_type
"""


def facts_of(home: Home, customer: str) -> dict[str, Any]:
    """Names and plain values, as the CRM is told them; times in UTC. None: nothing is known."""
    from rapport.program.crm.selectors.cases import cases_told

    rows = Warehouse(home.warehouse_path).ask(
        lambda snapshot: snapshot.sql(NEWEST, {"customer": customer}).to_pylist()
    )
    newest = {row["item_type"]: row for row in rows}
    told: dict[str, Any] = {}
    for name in ("nps", "csat", "ces", "psat"):
        row = newest.get(name)
        told[f"last_{name}"] = row["value"] if row else None
        told[f"last_{name}_at"] = row["answered"].isoformat() if row and row["answered"] else None
    return told | cases_told(customer)


def digest_of(facts: Mapping[str, Any]) -> str:
    """The same for the same facts."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

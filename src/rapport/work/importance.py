"""How important customers say the parts of the criteria are to them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rapport.warehouse import Snapshot

PREFIX = "importance."

_ATTRIBUTES = """
SELECT customer_id, entry.key AS name, entry.value AS value
FROM (SELECT customer_id, unnest(map_entries(attributes)) AS entry FROM customers
      WHERE array_to_string(map_keys(attributes), ' ') LIKE '%importance.%')
WHERE entry.key LIKE 'importance.%'
"""
_ANSWERS = """
SELECT customer_id, item AS name, arg_max(number, coalesce(answered_at, TIMESTAMPTZ '1970-01-01')) AS value
FROM answers
WHERE item LIKE 'importance.%' AND number IS NOT NULL AND customer_id IS NOT NULL
GROUP BY ALL
"""
_SEGMENTS = """
SELECT customer_id, segment FROM customers
WHERE segment IS NOT NULL AND customer_id IN (SELECT unnest(?))
"""


def stated_importance(snapshot: Snapshot) -> tuple[dict[str, dict[str, float]], Mapping[str, str]]:
    """Importances by customer and name, and the segments of these customers.

    They come from customers' attributes `importance.<name>` and from answers to items of that name;
    an answer (the newest) overrules an attribute. Values that are no numbers ≥ 0 are left aside.
    """
    stated: dict[str, dict[str, float]] = {}
    for question in (_ATTRIBUTES, _ANSWERS):
        for row in snapshot.sql(question).to_pylist():
            value = _number(row["value"])
            if value is not None:
                stated.setdefault(row["customer_id"], {})[row["name"].removeprefix(PREFIX)] = value
    if not stated:
        return stated, {}
    rows = snapshot.sql(_SEGMENTS, [sorted(stated)]).to_pylist()
    return stated, {row["customer_id"]: row["segment"] for row in rows}


def _number(value: object) -> float | None:
    try:
        number = float(str(value).strip())
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None

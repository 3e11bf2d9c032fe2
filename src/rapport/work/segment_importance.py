"""What the segments of customers find important: computed where the data lie, once for each state of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from rapport.criteria import Criteria
from rapport.warehouse import Snapshot

Means = Mapping[str, Mapping[str, float]]
KEPT = 16
TABLES = ("customers", "answers")
STATED = """
WITH attribute AS (
    SELECT customer_id, unnest(map_keys(attributes)) AS name, unnest(map_values(attributes)) AS value
    FROM customers WHERE contains(array_to_string(map_keys(attributes), ' '), 'importance.')
), answer AS (
    SELECT customer_id, item AS name, arg_max(number, coalesce(answered_at, TIMESTAMPTZ 'epoch')) AS number
    FROM answers
    WHERE starts_with(item, 'importance.') AND number IS NOT NULL AND customer_id IS NOT NULL
    GROUP BY ALL
), given AS (
    SELECT customer_id, name, number, 1 AS rank FROM answer
    UNION ALL
    SELECT customer_id, name, try_cast(trim(value) AS DOUBLE), 0 FROM attribute
    WHERE starts_with(name, 'importance.')
), stated AS (
    SELECT customer_id, name[12:] AS name, arg_max(number, rank) AS number FROM given
    WHERE isfinite(number) AND number >= 0 AND list_contains(?, name[12:]) GROUP BY ALL
), relative AS (
    SELECT customer_id, name, number / avg(number) OVER (PARTITION BY customer_id) AS value,
        avg(number) OVER (PARTITION BY customer_id) AS mean
    FROM stated
)
SELECT customers.segment, relative.name, avg(relative.value) AS mean
FROM relative JOIN customers USING (customer_id)
WHERE relative.mean > 0 AND customers.segment IS NOT NULL GROUP BY ALL
"""
_known: OrderedDict[tuple[object, ...], Means] = OrderedDict()


def segment_importance(snapshot: Snapshot, criteria: Criteria) -> Means:
    """By segment, the mean of its customers' relative importances, as `criteria.mean_importance` defines it.

    It reads every customer and answer, so it is kept for as long as these tables stay as they are. Of the
    criteria it depends on their names alone: a draft that is being written keeps it.
    """
    versions = tuple(snapshot.manifest.tables[name].version for name in TABLES)
    names = tuple(sorted(criteria.titles))
    key = (snapshot.root, versions, names)
    if key not in _known:
        _known[key] = _computed(snapshot, names)
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return _known[key]


def _computed(snapshot: Snapshot, names: tuple[str, ...]) -> Means:
    found: dict[str, dict[str, float]] = {}
    for row in snapshot.sql(STATED, [list(names)]).to_pylist():
        found.setdefault(row["segment"], {})[row["name"]] = row["mean"]
    return found

"""What became of the customers whose interactions were scored."""

from __future__ import annotations

from typing import Any

import polars as pl

from rapport.findings.audit import Audit

RECOMMENDED = """
SELECT interaction_id, avg((number >= 9)::INT)::DOUBLE AS outcome FROM answers
WHERE item_type = 'nps' AND number IS NOT NULL AND interaction_id IN (SELECT unnest(?)) GROUP BY ALL
"""
HAPPENED = """
SELECT DISTINCT i.interaction_id FROM interactions i JOIN events e USING (customer_id)
WHERE i.interaction_id IN (SELECT unnest(?)) AND e.kind IN (SELECT unnest(?))
  AND e.at > i.started_at AND e.at <= i.started_at + INTERVAL 90 DAY
"""
SEEN_LONG_ENOUGH = """
SELECT i.interaction_id FROM interactions i WHERE i.interaction_id IN (SELECT unnest(?))
  AND i.customer_id IS NOT NULL
  AND i.started_at + INTERVAL 90 DAY <= (SELECT max(e.at) FROM events e WHERE e.kind IN (SELECT unnest(?)))
"""
LEAVING = ["cancellation", "cancelled", "churn", "closed"]
BUYING = ["purchase", "renewal", "order", "repurchase"]
LEAST = 200


def outcomes(audit: Audit) -> tuple[str, pl.DataFrame]:
    """The outcome that is known of most scored interactions, with its name: whether the customer
    recommends us, or stayed or bought again within 90 days (only where 90 days have passed)."""
    ids = audit.rows["interaction_id"].unique().sort().to_list()
    snapshot = audit.snapshot
    candidates = [
        ("recommends us", _frame(snapshot.sql(RECOMMENDED, [ids]))),
        ("stayed for 90 days", _within_90_days(snapshot, ids, LEAVING, happened=0.0)),
        ("bought again within 90 days", _within_90_days(snapshot, ids, BUYING, happened=1.0)),
    ]
    enough = [one for one in candidates if one[1].height >= LEAST]
    return enough[0] if enough else max(candidates, key=lambda one: one[1].height)


def _within_90_days(snapshot: Any, ids: list[str], kinds: list[str], happened: float) -> pl.DataFrame:
    seen = _frame(snapshot.sql(SEEN_LONG_ENOUGH, [ids, kinds]))
    did = _frame(snapshot.sql(HAPPENED, [ids, kinds]))
    outcome = pl.when(pl.col("interaction_id").is_in(did["interaction_id"].implode())).then(happened)
    return seen.with_columns(outcome.otherwise(1 - happened).alias("outcome"))


def _frame(table: Any) -> pl.DataFrame:
    found = pl.from_arrow(table)
    return found if isinstance(found, pl.DataFrame) else pl.DataFrame(found)

"""What became of the customers whose interactions were scored."""

from __future__ import annotations

from typing import Any

import polars as pl

from rapport.findings.audit import Audit
from rapport.findings.questions.outcomes import followed, recommended

LEAVING = ["cancellation", "cancelled", "churn", "closed"]
BUYING = ["purchase", "renewal", "order", "repurchase"]
DAYS, LEAST = 90, 200


def outcomes(audit: Audit) -> tuple[str, pl.DataFrame]:
    """The outcome that is known of most scored interactions, with its name: whether the customer
    recommends us, or stayed or bought again within 90 days (only where 90 days have passed)."""
    ids = audit.inside["interaction_id"].unique().sort().to_list()
    snapshot = audit.snapshot
    candidates = [
        ("recommends us", _frame(recommended(snapshot, ids))),
        ("stayed for 90 days", _within_90_days(snapshot, ids, LEAVING, happened=0.0)),
        ("bought again within 90 days", _within_90_days(snapshot, ids, BUYING, happened=1.0)),
    ]
    enough = [one for one in candidates if one[1].height >= LEAST]
    return enough[0] if enough else max(candidates, key=lambda one: one[1].height)


def _within_90_days(snapshot: Any, ids: list[str], kinds: list[str], happened: float) -> pl.DataFrame:
    seen = _frame(followed(snapshot, ids, kinds, DAYS))
    outcome = pl.when(pl.col("happened")).then(happened).otherwise(1 - happened)
    return seen.select("interaction_id", outcome.alias("outcome"))


def _frame(table: Any) -> pl.DataFrame:
    found = pl.from_arrow(table)
    return found if isinstance(found, pl.DataFrame) else pl.DataFrame(found)

"""What was known of customers at a moment, and whether they left after it: nothing that came later counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rapport.findings.outcomes import BUYING, DAYS, LEAVING
from rapport.warehouse.served import SERVED

AHEAD = BACK = timedelta(days=DAYS)
"""How far ahead a customer is watched for leaving, and how far back is looked for what tells it."""
MOST_MOMENTS, MOST_KINDS, COMMON = 4, 6, 20
"""Moments that are learned from; kinds of events that are looked at, each of at least so many customers."""
OURS = "starts_with(event_id, 'case:')"
MIDDLE = 0.5
"""Stands for the answer of who gave none; that none was given is told beside it."""

SPAN = f"""
SELECT (SELECT min(started_at) FROM interactions WHERE {SERVED}) AS first,
    (SELECT max(started_at) FROM interactions WHERE {SERVED} AND started_at <= $now) AS contact,
    (SELECT max("at") FROM events WHERE "at" <= $now AND NOT {OURS}) AS event
"""
LEFT = 'SELECT min("at") AS first, max("at") AS last FROM events WHERE list_contains($leaving, kind) '
LEFT += 'AND customer_id IS NOT NULL AND "at" <= $moment'
OFTEN = f"""
SELECT kind FROM events WHERE "at" <= $moment AND customer_id IS NOT NULL AND kind IS NOT NULL
    AND NOT list_contains($leaving, kind) AND NOT {OURS}
GROUP BY kind HAVING count(DISTINCT customer_id) >= {COMMON}
ORDER BY count(DISTINCT customer_id) DESC, kind LIMIT {MOST_KINDS}
"""
BEFORE = f'"at" <= moment AND "at" > moment - to_days({DAYS})'
KNOWN = f"""
WITH moments AS (SELECT unnest($moments) AS moment),
contact AS (
    SELECT moment, customer_id, count(*) AS contacts, max(started_at) AS newest
    FROM interactions JOIN moments ON started_at <= moment AND started_at > moment - to_days({DAYS})
    WHERE {SERVED} AND customer_id IS NOT NULL GROUP BY ALL
),
answer AS (
    SELECT moment, customer_id, avg(CASE WHEN higher_is_better IS FALSE THEN 1 - part ELSE part END) AS said
    FROM (
        SELECT *, (number - scale_min) / (scale_max - scale_min) AS part FROM answers
        WHERE number IS NOT NULL AND scale_max > scale_min AND customer_id IS NOT NULL
    ) JOIN moments ON answered_at <= moment AND answered_at > moment - to_days({DAYS}) GROUP BY ALL
),
happened AS (
    SELECT moment, customer_id,
        max("at") FILTER (list_contains($leaving, kind) AND "at" <= moment) AS gone,
        max("at") FILTER (list_contains($buying, kind) AND "at" <= moment) AS back,
        coalesce(bool_or(list_contains($leaving, kind) AND "at" > moment), FALSE) AS leaves
        {{counts}}
    FROM events JOIN moments ON "at" <= moment + to_days({DAYS})
    WHERE customer_id IS NOT NULL AND "at" <= $until GROUP BY ALL
)
SELECT contact.customer_id, contact.contacts, epoch(contact.moment - contact.newest) / 86400 AS days_since,
    coalesce(said, {MIDDLE}) AS said, (said IS NOT NULL)::DOUBLE AS answered,
    coalesce(leaves, FALSE)::DOUBLE AS leaves{{names}}
FROM contact LEFT JOIN answer USING (moment, customer_id) LEFT JOIN happened USING (moment, customer_id)
WHERE gone IS NULL OR coalesce(back > gone, FALSE)
ORDER BY hash(contact.customer_id), contact.customer_id, contact.moment {{most}}
"""
TOLD = ("contacts", "days_since", "said", "answered")


@dataclass(frozen=True, eq=False)
class Facts:
    """One row a customer and moment: what was known (`features`, by name), and whether they left within 90
    days (`leaves`; without meaning at a moment after which that is not known yet)."""

    customers: tuple[str, ...]
    features: dict[str, NDArray[np.float64]]
    leaves: NDArray[np.float64]


def newest_moment(snapshot: Any, now: datetime) -> datetime | None:
    """When the last contact or event was that the home knows of; None where there is no contact."""
    [row] = snapshot.sql(SPAN, {"now": now}).to_pylist()
    return None if row["contact"] is None else max(filter(None, (row["contact"], row["event"])))


def moments_to_learn_from(snapshot: Any, moment: datetime) -> list[datetime]:
    """Moments 90 days apart after which it was seen, by `moment`, who left within 90 days, and before which
    contacts of 90 days are known. None where no customer is known to have left, or history is too short."""
    [left] = snapshot.sql(LEFT, {"leaving": LEAVING, "moment": moment}).to_pylist()
    [span] = snapshot.sql(SPAN, {"now": moment}).to_pylist()
    if left["last"] is None or span["first"] is None:
        return []
    # Where leaving was first recorded later, those who left before would seem to have stayed.
    earliest = max(span["first"] + BACK, left["first"])
    tried = (left["last"] - AHEAD * number for number in range(1, MOST_MOMENTS + 1))
    return [one for one in tried if one >= earliest]


def common_kinds(snapshot: Any, moment: datetime) -> tuple[str, ...]:
    """Kinds of events that enough customers had by then, leaving aside."""
    found = snapshot.sql(OFTEN, {"leaving": LEAVING, "moment": moment})
    return tuple(found["kind"].to_pylist())


def facts_at(
    snapshot: Any,
    moments: Sequence[datetime],
    until: datetime,
    kinds: Sequence[str],
    most: int | None = None,
) -> Facts:
    """The customers who were in touch in the 90 days before each of the moments and had not left; `until`:
    nothing after it is looked at. `most`: so many rows, the same for the same customers."""
    counts = "".join(f", count(*) FILTER (kind = $kind{n} AND {BEFORE}) AS had{n}" for n in range(len(kinds)))
    names = "".join(f", coalesce(had{n}, 0) AS had{n}" for n in range(len(kinds)))
    limit = f"LIMIT {most:d}" if most is not None else ""
    values = {"leaving": LEAVING, "buying": BUYING, "moments": list(moments), "until": until}
    values |= {f"kind{n}": kind for n, kind in enumerate(kinds)}
    table = snapshot.sql(KNOWN.format(counts=counts, names=names, most=limit), values)
    columns = {
        **{name: name for name in TOLD},
        **{f"event {kind}": f"had{n}" for n, kind in enumerate(kinds)},
    }
    return Facts(
        tuple(table["customer_id"].to_pylist()),
        {name: _numbers(table, column) for name, column in columns.items()},
        _numbers(table, "leaves"),
    )


def _numbers(table: pa.Table, column: str) -> NDArray[np.float64]:
    return np.asarray(table[column].to_numpy(zero_copy_only=False), dtype=np.float64)

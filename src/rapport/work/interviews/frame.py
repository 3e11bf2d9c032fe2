"""The frame: customers who had contact with us and never answered a survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rapport.home import Home
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.warehouse.served import SERVED

COLUMNS = ("segment", "channel", "contacts", "value")
"""What is known of everybody: segment, the channel of the latest contact, how many contacts, the fifth of
the yearly value."""
UNKNOWN = "(unknown)"
OPTED_OUT = ("opt_out", "opted_out", "do_not_contact", "no_contact")
YES = ("yes", "true", "1", "y")

CUSTOMERS = f"""
contacts AS (
    SELECT customer_id, count(*) AS contacts, max_by(channel, started_at) AS channel,
        avg(handle_s) AS handle_s, avg(first_reply_s) AS first_reply_s, max(longest_wait_s) AS longest_wait_s
    FROM interactions
    WHERE customer_id IS NOT NULL AND eligible AND {SERVED}
        AND ($since IS NULL OR started_at >= $since) AND ($until IS NULL OR started_at < $until)
    GROUP BY customer_id
),
answered AS (
    SELECT DISTINCT coalesce(a.customer_id, i.customer_id) AS customer_id
    FROM answers a LEFT JOIN interactions i USING (interaction_id)
    WHERE (a.number IS NOT NULL OR a.text IS NOT NULL)
        AND coalesce(a.customer_id, i.customer_id) IS NOT NULL
),
silent AS (
    SELECT c.customer_id, c.contacts, c.channel, p.segment, p.value,
        p.email IS NOT NULL OR p.phone IS NOT NULL AS reachable,
        len(list_filter(map_entries(p.attributes),
            lambda one: list_contains($opted, lower(one.key))
                AND list_contains($yes, lower(one.value)))) > 0 AS opted_out
    FROM contacts c LEFT JOIN customers p USING (customer_id)
    WHERE NOT EXISTS (SELECT 1 FROM answered a WHERE a.customer_id = c.customer_id)
)
"""
FRAME = f"""
WITH {CUSTOMERS}
SELECT customer_id, coalesce(segment, $unknown) AS segment, coalesce(channel, $unknown) AS channel,
    CASE WHEN contacts >= 3 THEN '3 or more' ELSE contacts::VARCHAR END AS contacts,
    CASE WHEN value IS NULL THEN $unknown
        ELSE 'fifth ' || ntile(5) OVER (PARTITION BY value IS NULL ORDER BY value, customer_id) END AS value,
    coalesce(reachable, FALSE) AS reachable, coalesce(opted_out, FALSE) AS opted_out
FROM silent ORDER BY customer_id
"""


@dataclass(frozen=True)
class SilentFrame:
    """Customers who can be drawn, with the values of COLUMNS, and who was left out, by why."""

    ids: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    excluded: Mapping[str, int]
    data_version: int

    def strata(self, by: Sequence[str]) -> list[str]:
        """The label of each customer's stratum."""
        places = [COLUMNS.index(name) for name in by]
        return [" · ".join(row[place] for place in places) or "all" for row in self.rows]


def silent_frame(home: Home, since: date | None = None, until: date | None = None) -> SilentFrame:
    """Customers with a contact on these days (until: the last one) who never answered any survey.

    Left out and counted: who asked not to be contacted (an attribute such as opt_out), and who has
    neither an e-mail address nor a telephone number.
    """
    tables = read_manifest(home.warehouse_path).tables
    state = tuple(tables[name].version for name in ("interactions", "customers", "answers"))
    return _frame(home.warehouse_path, state, since, until, home.settings.time_zone)


def moments(since: date | None, until: date | None, zone: str) -> tuple[datetime | None, datetime | None]:
    """The first moment of the first day and the first after the last, in that zone."""
    home = ZoneInfo(zone)
    start = datetime.combine(since, time(), home).astimezone(UTC) if since else None
    end = datetime.combine(until + timedelta(days=1), time(), home).astimezone(UTC) if until else None
    return start, end


def about(start: datetime | None, end: datetime | None) -> dict[str, Any]:
    """The parameters of CUSTOMERS."""
    words = {"opted": list(OPTED_OUT), "yes": list(YES)}
    return {"since": start, "until": end, **words}


@lru_cache(maxsize=8)
def _frame(
    path: Path, state: tuple[int, ...], since: date | None, until: date | None, zone: str
) -> SilentFrame:
    start, end = moments(since, until, zone)

    def question(snapshot: Snapshot) -> SilentFrame:
        table = snapshot.sql(FRAME, {**about(start, end), "unknown": UNKNOWN})
        opted, reachable = table["opted_out"].to_pylist(), table["reachable"].to_pylist()
        kept = [not no and can for no, can in zip(opted, reachable, strict=True)]
        ids = table["customer_id"].to_pylist()
        values = zip(*(table[name].to_pylist() for name in COLUMNS), strict=True)
        chosen = [(one, row) for one, row, keep in zip(ids, values, kept, strict=True) if keep]
        reasons = {
            "asked not to be contacted": sum(opted),
            "no e-mail address or telephone number": sum(
                not can and not no for no, can in zip(opted, reachable, strict=True)
            ),
        }
        return SilentFrame(
            ids=tuple(one for one, _ in chosen),
            rows=tuple(row for _, row in chosen),
            excluded={why: count for why, count in reasons.items() if count},
            data_version=snapshot.data_version,
        )

    return Warehouse(path).ask(question)

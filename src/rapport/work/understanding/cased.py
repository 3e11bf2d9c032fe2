"""What cases tell of conversations: the root causes that people found when they closed them."""

from __future__ import annotations

import pyarrow as pa

from rapport.home import Home
from rapport.warehouse import Warehouse

CLOSED = """
    SELECT interaction_id, coalesce(list(DISTINCT cause) FILTER (cause IS NOT NULL), []) AS causes
    FROM (
        SELECT interaction_id, attributes['root_cause'] AS cause FROM events
        WHERE kind = 'case_closed' AND interaction_id IS NOT NULL
            AND coalesce(attributes['justified'], 'yes') <> 'no'
    ) GROUP BY interaction_id
"""


def case_causes(home: Home) -> pa.Table:
    """Conversations about which a case was closed that was no false alarm, with the root causes named."""
    return Warehouse(home.warehouse_path).ask(lambda snapshot: snapshot.sql(CLOSED))

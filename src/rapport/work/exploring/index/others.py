"""Rows of the small tables out of the index."""

from __future__ import annotations

import sqlite3
from typing import Any

from rapport.work.exploring.index.content import unpacked

COLUMNS = ("customer_id", "interaction_id", "key")
MOST = 500


def others_of(
    connection: sqlite3.Connection, source: str, column: str, value: str, most: int = MOST
) -> list[dict[str, Any]]:
    """The rows of a table (customers, answers, events) whose `column` (of COLUMNS) has this value."""
    if column not in COLUMNS:
        raise KeyError(column)
    # The plus keeps the engine from walking all rows of the table in the order of their keys.
    table = "source" if column == "key" else "+source"
    rows = connection.execute(
        f"SELECT packed FROM others WHERE {column} = ? AND {table} = ? LIMIT ?", (value, source, most)
    )
    return [unpacked(source, row[0]) for row in rows]

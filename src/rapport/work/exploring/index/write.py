"""Rows into the index and out of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from rapport.warehouse.schemas import KEYS
from rapport.work.exploring.index.content import SLOT, facts, moment, packed, said, slot, unpacked

LOOK = {
    "interactions": (
        "SELECT hash, part FROM items WHERE interaction_id = ?",
        "UPDATE items SET part = ? WHERE interaction_id = ?",
    ),
    **{
        source: (
            f"SELECT hash, part FROM others WHERE source = '{source}' AND key = ?",
            f"UPDATE others SET part = ? WHERE source = '{source}' AND key = ?",
        )
        for source in ("customers", "answers", "events")
    },
}
"""How a row that is known is found, and how it is said from which file it comes."""
ITEM = (
    "interaction_id", "channel", "started_at", "customer_id", "agent_id", "agent_name", "team", "concern",
    "touchpoint", "language", "subject", "turn_count", "abandoned", "handle_s",
)  # fmt: skip
PUT_ITEM = f"INSERT INTO items (place, part, hash, {', '.join(ITEM)}) VALUES (?, ?, ?{', ?' * len(ITEM)})"
PUT_OTHER = (
    "INSERT OR REPLACE INTO others (source, key, part, hash, customer_id, interaction_id, segment, packed) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def put(connection: sqlite3.Connection, source: str, part: int, batch: Sequence[tuple[bytes, str]]) -> None:
    """Adds rows (content hash, JSON), in place of those of the same key. Inside a transaction."""
    rows = [(content, text, orjson.loads(text)) for content, text in batch]
    if source == "interactions":
        _put_items(connection, part, rows)
        return
    key = KEYS[source]
    connection.executemany(
        PUT_OTHER,
        (
            (source, row[key], part, content, row["customer_id"], row.get("interaction_id"),
             row.get("segment"), packed(text))
            for content, text, row in rows
        ),
    )  # fmt: skip


def _put_items(
    connection: sqlite3.Connection, part: int, rows: Sequence[tuple[bytes, str, Mapping[str, Any]]]
) -> None:
    names = orjson.dumps([row["interaction_id"] for _, _, row in rows]).decode()
    drop_items(connection, "interaction_id IN (SELECT value FROM json_each(?))", (names,))
    places = _places(connection, [slot(moment(row["started_at"])) for _, _, row in rows])
    # In the order of places: words of a place below the one before would be written out one by one.
    placed = sorted(zip(places, rows, strict=True), key=lambda one: one[0])
    connection.executemany(
        PUT_ITEM,
        ((place, part, content, *(row[name] for name in ITEM)) for place, (content, _, row) in placed),
    )
    connection.executemany(
        "INSERT INTO whole (place, packed) VALUES (?, ?)",
        ((place, packed(text)) for place, (_, text, _) in placed),
    )
    connection.executemany(
        "INSERT INTO words (rowid, said, facts) VALUES (?, ?, ?)",
        ((place, said(row), facts(row)) for place, (_, _, row) in placed),
    )


def _places(connection: sqlite3.Connection, slots: Iterable[int]) -> list[int]:
    """The next free place of each slot; a slot that is full goes on in the one after."""
    taken: dict[int, int] = {}
    found = []
    for start in slots:
        if start not in taken:
            [last] = connection.execute(
                "SELECT max(place) FROM items WHERE place >= ? AND place < ?", (start, start + SLOT)
            ).fetchone()
            taken[start] = start - 1 if last is None else last
        taken[start] += 1
        while connection.execute("SELECT 1 FROM items WHERE place = ?", (taken[start],)).fetchone():
            taken[start] += 1
        found.append(taken[start])
    return found


def drop_items(connection: sqlite3.Connection, condition: str, parameters: Sequence[object]) -> int:
    """Takes out the interactions that fulfil a condition of ours; how many."""
    found = connection.execute(
        f"SELECT place, packed FROM items JOIN whole USING (place) WHERE {condition}", parameters
    ).fetchall()
    for place, content in found:
        row = unpacked("interactions", content)
        connection.execute(
            "INSERT INTO words (words, rowid, said, facts) VALUES ('delete', ?, ?, ?)",
            (place, said(row), facts(row)),
        )
        connection.execute("DELETE FROM whole WHERE place = ?", (place,))
        connection.execute("DELETE FROM items WHERE place = ?", (place,))
    return len(found)


def drop_others(connection: sqlite3.Connection, condition: str, parameters: Sequence[object]) -> int:
    """Takes out rows of the small tables; how many."""
    return connection.execute(f"DELETE FROM others WHERE {condition}", parameters).rowcount


def forget_words(connection: sqlite3.Connection) -> None:
    """Writes the words anew without those of rows that were taken out, and overwrites what was there."""
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

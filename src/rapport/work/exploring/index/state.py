"""Whether the index tells what the tables tell."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from rapport.home import Home
from rapport.warehouse.manifest import Manifest, read_manifest
from rapport.work.exploring.index.place import reading

SOURCES = ("customers", "answers", "events", "interactions")
"""The tables that are indexed, the large one last."""


@dataclass(frozen=True)
class State:
    """How many rows of the tables are in the index."""

    read: int
    rows: int
    current: bool


def wanted_parts(manifest: Manifest) -> dict[tuple[str, str], int]:
    """(table, file) → rows, of everything that belongs in the index."""
    return {(source, part.name): part.rows for source in SOURCES for part in manifest.tables[source].parts}


def state_of(home: Home) -> State:
    """How far the index is; for people who look after the home."""
    wanted = wanted_parts(read_manifest(home.warehouse_path))
    connection = reading(home)
    known = {} if connection is None else known_parts(connection)
    read = sum(min(known[one][1], rows) for one, rows in wanted.items() if one in known)
    return State(read, sum(wanted.values()), _is_current(wanted, known))


def current(home: Home, manifest: Manifest) -> sqlite3.Connection | None:
    """A connection to the index if it tells of exactly the rows that this data version has."""
    connection = reading(home)
    if connection is None:
        return None
    try:
        known = known_parts(connection)
    except sqlite3.Error:
        return None
    return connection if _is_current(wanted_parts(manifest), known) else None


def known_parts(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(table, file) → its number, the rows read of it, the rows it has."""
    found = connection.execute("SELECT source, name, number, read, rows FROM parts")
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in found}


def _is_current(
    wanted: dict[tuple[str, str], int], known: dict[tuple[str, str], tuple[int, int, int]]
) -> bool:
    return wanted.keys() == known.keys() and all(read >= rows for _, read, rows in known.values())


def is_behind(home: Home) -> bool:
    """Whether there is anything to do for the index."""
    wanted = wanted_parts(read_manifest(home.warehouse_path))
    connection = reading(home)
    if connection is None:
        return bool(wanted)
    return not _is_current(wanted, known_parts(connection))

"""Whether the index tells what the tables tell, or what they told a little while ago."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rapport.home import Home
from rapport.warehouse.manifest import Manifest, read_manifest
from rapport.work.exploring.index.place import condemn, is_damage, reading

SOURCES = ("customers", "answers", "events", "interactions")
"""The tables that are indexed, the large one last."""
Answer = TypeVar("Answer")
WHOLE = 1
"""The index's mark once it was whole for the first time: from then on it may be asked while it is behind."""
LARGE = 50_000
"""So many interactions and more are not read from the tables while people wait."""
Known = dict[tuple[str, str], tuple[int, int, int]]
"""(table, file) → its number, the rows read of it, the rows it has."""


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


@dataclass(frozen=True)
class Look:
    """A connection to look into the index, how many rows of the tables it does not have yet, and what
    tells this state of it from any other."""

    connection: sqlite3.Connection
    missing: int
    state: int


def look(home: Home, manifest: Manifest) -> Look | None:
    """The index, if it can be asked: it tells of exactly the rows of this data version, or of those of an
    earlier one while a worker brings it up. Not where that is so little that reading the tables takes no
    time, and not where no worker lives that brings it up."""
    connection = reading(home)
    if connection is None:
        return None
    try:
        known = known_parts(connection)
        was_whole = connection.execute("PRAGMA application_id").fetchone()[0] == WHOLE
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            condemn(home)
        return None
    wanted = wanted_parts(manifest)
    state = hash(frozenset(known.items()))
    if _is_current(wanted, known):
        return Look(connection, 0, state)
    from rapport.program.jobs.selectors import workers_alive

    large = manifest.tables["interactions"].rows >= LARGE
    if not (was_whole and large and workers_alive()):
        return None
    return Look(connection, _missing(wanted, known), state)


def ask(
    home: Home, manifest: Manifest, of_index: Callable[[Look], Answer], of_tables: Callable[[], Answer]
) -> Answer:
    """An answer from the index, or, where it cannot be asked or turns out to be damaged, from the tables."""
    found = look(home, manifest)
    if found is not None:
        try:
            return of_index(found)
        except (sqlite3.DatabaseError, zlib.error) as error:
            if isinstance(error, sqlite3.Error) and not is_damage(error):
                raise
            condemn(home)
    return of_tables()


def _missing(wanted: Mapping[tuple[str, str], int], known: Known) -> int:
    """Rows of new files that are not read, less those of files that are gone: a file that is written
    anew brings only what is more in it."""
    new = sum(rows - known[one][1] if one in known else rows for one, rows in wanted.items())
    gone = sum(read for one, (_, read, _) in known.items() if one not in wanted)
    return max(new - gone, 1)


def known_parts(connection: sqlite3.Connection) -> Known:
    """What the index knows of files."""
    found = connection.execute("SELECT source, name, number, read, rows FROM parts")
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in found}


def _is_current(wanted: Mapping[tuple[str, str], int], known: Known) -> bool:
    return wanted.keys() == known.keys() and all(read >= rows for _, read, rows in known.values())


def is_behind(home: Home) -> bool:
    """Whether there is anything to do for the index."""
    wanted = wanted_parts(read_manifest(home.warehouse_path))
    connection = reading(home)
    if connection is None:
        return bool(wanted)
    try:
        return not _is_current(wanted, known_parts(connection))
    except sqlite3.DatabaseError:
        return True  # whoever brings it up sees what is wrong with it

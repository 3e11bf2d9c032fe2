"""Brings the index up to what the tables say now: file by file of the newest data version.

Rows that are known with the same content cost a look; files that are no longer there take the rows along
that no other file brought. It can be interrupted at any time and goes on where it was.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from time import monotonic
from typing import Any

import duckdb
from filelock import FileLock, Timeout

from rapport.home import Home, open_home
from rapport.warehouse.manifest import read_manifest
from rapport.warehouse.schemas import KEYS, SCHEMAS
from rapport.warehouse.sqltext import file_list, quoted
from rapport.work.exploring.index.place import condemn, index_path, is_damage, writing
from rapport.work.exploring.index.state import SOURCES, WHOLE, is_behind, known_parts, wanted_parts
from rapport.work.exploring.index.write import LOOK, drop_items, drop_others, forget_words, put

BATCH = 4_000
SLICE_S = 5.0


def index_due() -> bool:
    """Whether the index of the home that `RAPPORT_HOME` names lacks anything."""
    return is_behind(_home(os.environ.get("RAPPORT_HOME")))


@lru_cache(maxsize=1)
def _home(root: str | None) -> Home:
    return open_home(root)


def index_slice(home: Home) -> None:
    """A little of the work, for the worker to come round to."""
    bring_up_to_date(home, at_most_s=SLICE_S)


def bring_up_to_date(
    home: Home, *, at_most_s: float | None = None, advance: Callable[[int], None] | None = None
) -> bool:
    """Indexes what is new and drops what is gone, for at most so long → whether it is done.

    One process at a time: False at once when another is at it and time is short.
    """
    end = None if at_most_s is None else monotonic() + at_most_s
    try:
        with index_lock(home, 0 if at_most_s is not None else 600), closing(writing(home)) as connection:
            return _bring(home, connection, end, advance or _nobody)
    except (Timeout, duckdb.IOException):
        # Somebody else is at it, or the files were cleaned up meanwhile: it comes round again.
        return False
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        condemn(home)  # and made anew when it comes round again
        return False


@contextmanager
def index_lock(home: Home, wait_s: float) -> Iterator[None]:
    """Keeps other writers of the index out."""
    index_path(home).parent.mkdir(mode=0o700, exist_ok=True)
    with FileLock(index_path(home).parent / "lock", timeout=wait_s):
        yield


def _bring(home: Home, connection: sqlite3.Connection, end: float | None, advance: Any) -> bool:
    wanted = wanted_parts(read_manifest(home.warehouse_path))
    known = known_parts(connection)
    if known and all(read >= rows for _, read, rows in known.values()):
        _note_whole(connection)
    for (source, name), rows in wanted.items():
        if (source, name) not in known:
            connection.execute(
                "INSERT INTO parts (source, name, rows) VALUES (?, ?, ?)", (source, name, rows)
            )
    known = known_parts(connection)
    with closing(duckdb.connect(config={"threads": 1})) as engine:
        engine.execute("SET TimeZone = 'UTC'; SET python_enable_replacements = false")
        for source, name in sorted(wanted, key=lambda one: SOURCES.index(one[0])):
            number, read, rows = known[source, name]
            if read < rows:
                reader = _Part(home, engine, connection, source, name, number)
                if not reader.read(end, advance):
                    return False
    if not _forget_gone(connection, known, wanted, end):
        return False
    _note_whole(connection)
    return True


def _note_whole(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != WHOLE:
        connection.execute(f"PRAGMA application_id = {WHOLE}")


class _Part:
    """One file that is being read into the index."""

    def __init__(
        self,
        home: Home,
        engine: duckdb.DuckDBPyConnection,
        connection: sqlite3.Connection,
        source: str,
        name: str,
        number: int,
    ) -> None:
        self.engine, self.connection, self.source, self.number = engine, connection, source, number
        self.file = f"read_parquet({file_list(home.warehouse_path / source, [name])}, file_row_number=true)"

    def read(self, end: float | None, advance: Callable[[int], None]) -> bool:
        """Reads what is new in it, until the time is up → whether all of it is in the index now."""
        todo, rows = self._todo()
        self._note(rows - len(todo))
        for batch in self._batches(todo, rows):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                put(self.connection, self.source, self.number, batch)
                self.connection.execute(
                    "UPDATE parts SET read = min(rows - 1, read + ?) WHERE number = ?",
                    (len(batch), self.number),
                )
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")
            advance(len(batch))
            if end is not None and monotonic() > end:
                return False
        self._note(rows)
        return True

    def _note(self, read: int) -> None:
        self.connection.execute("UPDATE parts SET read = ? WHERE number = ?", (read, self.number))

    def _todo(self) -> tuple[list[int], int]:
        """The rows whose content the index does not have, and how many rows there are. Rows it has come
        from this file from now on."""
        key = KEYS[self.source]
        found = self.engine.execute(f"SELECT {key}, content_hash FROM {self.file} ORDER BY file_row_number")
        rows = found.fetchall()
        todo: list[int] = []
        same: list[tuple[int, str]] = []
        look = self.connection.execute
        for number, (name, content) in enumerate(rows):
            known = look(LOOK[self.source][0], (name,)).fetchone()
            if known is None or known[0] != content:
                todo.append(number)
            elif known[1] != self.number:
                same.append((self.number, name))
        if same:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany(LOOK[self.source][1], same)
            self.connection.execute("COMMIT")
        return todo, len(rows)

    def _batches(self, todo: list[int], rows: int) -> Iterator[list[tuple[bytes, str]]]:
        if not todo:
            return
        some = len(todo) < rows
        where = "WHERE file_row_number IN (SELECT unnest(?))" if some else ""
        columns = (name for name in SCHEMAS[self.source].names if name != "content_hash")
        row = ", ".join(f"{quoted(name)}: {quoted(name)}" for name in columns)
        found = self.engine.execute(
            f"SELECT content_hash, to_json({{{row}}})::VARCHAR FROM {self.file} {where}",
            [todo] if some else [],
        )
        while batch := found.fetchmany(BATCH):
            yield batch


def _forget_gone(connection: sqlite3.Connection, known: Any, wanted: Any, end: float | None) -> bool:
    """Drops the rows of files that are no longer there, then the files."""
    gone = [known[one][0] for one in known.keys() - wanted.keys()]
    dropped = 0
    for number in gone:
        connection.execute("BEGIN IMMEDIATE")
        dropped += sum(drop(connection, "part = ?", (number,)) for drop in (drop_items, drop_others))
        connection.execute("DELETE FROM parts WHERE number = ?", (number,))
        connection.execute("COMMIT")
        if end is not None and monotonic() > end:
            return False
    if dropped:
        forget_words(connection)
    return True


def _nobody(_rows: int) -> None:
    """Nobody watches."""

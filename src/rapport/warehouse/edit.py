"""The changes of one table inside one write: nothing of them is visible until the manifest says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import time

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from rapport.warehouse import deltalog
from rapport.warehouse.errors import WarehouseError
from rapport.warehouse.manifest import Retired, TableState
from rapport.warehouse.parts import whole, without, write_part
from rapport.warehouse.schemas import KEYS, SCHEMAS
from rapport.warehouse.sqltext import file_list, quoted

SMALL_ROWS, SMALL_BYTES, MANY_SMALL = 50_000, 8 * 2**20, 24


@dataclass(frozen=True)
class Found:
    """Rows of the table that match what was looked for: position in the question, file (a number into
    `files`), row in that file, content hash."""

    files: tuple[str, ...]
    position: npt.NDArray[np.int64]
    file: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    content_hash: pa.Array

    def __len__(self) -> int:
        return len(self.row)

    def only(self, wanted: npt.NDArray[np.bool_]) -> Found:
        """Those of the rows that are wanted."""
        hashes = self.content_hash.filter(pa.array(wanted))
        return Found(self.files, self.position[wanted], self.file[wanted], self.row[wanted], hashes)


NO_ROWS = np.empty(0, np.int64)
NOTHING = Found((), NO_ROWS, NO_ROWS, NO_ROWS, pa.array([], pa.binary()))


class TableEdit:
    """Collects added files and dead rows, then commits them to the table's log."""

    def __init__(self, name: str, folder: Path, state: TableState, engine: duckdb.DuckDBPyConnection) -> None:
        self.name, self.folder, self.before, self.engine = name, folder, state, engine
        self.schema, self.key = SCHEMAS[name], KEYS[name]
        self.parts = {part.name: part for part in state.parts}
        self.dead: dict[str, npt.NDArray[np.bool_]] = {}
        self.made: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, table: pa.Table) -> None:
        """New rows, in a new file."""
        if len(table):
            self._write([table])

    def find(self, column: str, values: pa.Array) -> Found:
        """Where the living rows are whose `column` is among `values`."""
        if not self.parts or not len(values):
            return NOTHING
        wanted = pa.table({"value": values, "position": pa.array(range(len(values)), pa.int64())})
        self.engine.register("wanted", wanted)
        found = self.engine.sql(
            "SELECT w.position, t.filename, t.file_row_number, t.content_hash "
            f"FROM read_parquet({file_list(self.folder, self.parts)}, filename=true, file_row_number=true) t "
            f"JOIN wanted w ON t.{quoted(column)} = w.value"
        ).to_arrow_table()
        self.engine.unregister("wanted")
        return self._living(found)

    def _living(self, table: pa.Table) -> Found:
        table = table.combine_chunks()
        names = table["filename"].combine_chunks().dictionary_encode()
        found = Found(
            tuple(Path(name).name for name in names.dictionary.to_pylist()),
            table["position"].to_numpy(),
            names.indices.to_numpy(),
            table["file_row_number"].to_numpy(),
            table["content_hash"].combine_chunks(),
        )
        alive = np.ones(len(found), bool)
        for number, name in enumerate(found.files):
            if name in self.dead:
                here = found.file == number
                alive[here] = ~self.dead[name][found.row[here]]
        return found.only(alive)

    def kill(self, found: Found) -> None:
        """These rows are gone."""
        for number in np.unique(found.file):
            name = found.files[number]
            dead = self.dead.setdefault(name, np.zeros(self.parts[name].rows, bool))
            dead[found.row[found.file == number]] = True

    def commit(self) -> TableState:
        """Writes what is left of files with dead rows, joins small files, and commits to the log."""
        self._thin()
        self._join()
        for name in self.made - self.parts.keys():
            (self.folder / name).unlink()
        before = {part.name for part in self.before.parts}
        added = [part for name, part in self.parts.items() if name not in before]
        removed = sorted(before - self.parts.keys())
        if not added and not removed:
            return self.before
        if self.before.version < 0:
            deltalog.create(self.folder, self.schema)
        version = deltalog.commit(self.folder, self.schema, added, removed)
        retired = (*self.before.retired, *(Retired(name, time()) for name in removed))
        return TableState(version, tuple(self.parts.values()), retired)

    def _thin(self) -> None:
        for name, dead in self.dead.items():
            part = self.parts.pop(name)
            if not dead.all():
                self._write(without(self.folder, part, dead))
        self.dead.clear()

    def _join(self) -> None:
        small = [part for part in self.parts.values() if part.rows < SMALL_ROWS and part.size < SMALL_BYTES]
        if len(small) > MANY_SMALL:
            self._write(whole(self.folder, small))
            for part in small:
                del self.parts[part.name]

    def _write(self, tables: Iterable[pa.Table]) -> None:
        part = write_part(self.folder, self.schema, tables)
        self.parts[part.name] = part
        self.made.add(part.name)


def recover(name: str, folder: Path, state: TableState) -> TableState:
    """Undoes what a writer that died left in a table: the log says again what the manifest says, and
    files that no manifest ever named are gone."""
    head = deltalog.head(folder)
    if head < state.version:
        raise WarehouseError(
            f"The log of table {name} ends at version {head}, before the manifest's {state.version}",
            str(folder),
            "Restore a backup: rapport restore.",
        )
    version = head if head == state.version else deltalog.go_back(folder, SCHEMAS[name], state.parts)
    sweep(folder, state.files)
    return TableState(version, state.parts, state.retired)


def sweep(folder: Path, keep: Iterable[str]) -> list[str]:
    """Deletes every data file of the folder but those to keep; returns what it deleted."""
    kept = set(keep)
    gone = [path for path in folder.glob("*.parquet") if path.name not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return [path.name for path in gone]

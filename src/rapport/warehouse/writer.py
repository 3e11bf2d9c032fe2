"""Writing: everything of one write becomes visible at once, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from rapport.records.errors import InputError
from rapport.warehouse.batches import batches
from rapport.warehouse.edit import TableEdit, recover, sweep
from rapport.warehouse.manifest import Manifest, TableState
from rapport.warehouse.schemas import SCHEMAS
from rapport.warehouse.tombstones import Tombstones


@dataclass(frozen=True)
class Counts:
    """What an upsert did, a count a record given; `erased` ones belong to an erased customer."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    erased: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.erased + other.erased,
        )


class Writer:
    """The one writer of a warehouse, while its lock is held. Get it from `Warehouse.write`."""

    def __init__(self, root: Path, manifest: Manifest, advance: Callable[[int], None]) -> None:
        self.root, self.advance = root, advance
        self.tombstones = Tombstones(root)
        self.states = {name: recover(name, root / name, manifest.tables[name]) for name in SCHEMAS}
        self.edits: dict[str, TableEdit] = {}
        self.engine = duckdb.connect()

    def upsert(self, table: str, records: Iterable[Any]) -> Counts:
        """Stores records by the table's key: new ones are added, changed ones replace what was there,
        unchanged ones cost a look. The last record of a key wins. Streams: memory stays bounded."""
        self._edit(table)
        now, counts = datetime.now(UTC), Counts()
        for batch in batches(table, records, now, self.advance):
            counts += self._put(table, batch)
        return counts

    def upsert_rows(self, table: str, rows: pa.Table) -> Counts:
        """The same for rows that `as_rows` made of records: all at once, however many they are."""
        at = rows.schema.get_field_index("imported_at")
        now = pa.repeat(pa.scalar(datetime.now(UTC), rows.schema.field(at).type), len(rows))
        return self._put(table, rows.set_column(at, rows.schema.field(at), now).combine_chunks())

    def delete(self, table: str, column: str, values: Iterable[str]) -> int:
        """Deletes the rows whose `column` is one of `values`; returns how many there were."""
        edit = self._edit(table)
        found = edit.find(column, pa.array(sorted(set(values)), pa.string()))
        edit.kill(found)
        return len(found)

    def commit(self) -> dict[str, TableState]:
        """The tables' new states. Called by `Warehouse.write`."""
        return {
            name: self.edits[name].commit() if name in self.edits else state
            for name, state in self.states.items()
        }

    def close(self) -> None:
        """Lets go of what it held. Called by `Warehouse.write`."""
        self.engine.close()

    def discard(self) -> None:
        """Deletes the files written so far. Called by `Warehouse.write` when the block fails."""
        for edit in self.edits.values():
            sweep(edit.folder, edit.before.files)

    def _edit(self, table: str) -> TableEdit:
        if table not in SCHEMAS:
            raise KeyError(f"There is no table {table!r}")
        if table not in self.edits:
            self.edits[table] = TableEdit(table, self.root / table, self.states[table], self.engine)
        return self.edits[table]

    def _put(self, table: str, rows: pa.Table) -> Counts:
        edit, allowed = self._edit(table), self.tombstones.allowed(table, rows)
        stored = _store(edit, allowed.combine_chunks()) if len(allowed) else Counts()
        return stored + Counts(erased=len(rows) - len(allowed))


def _store(edit: TableEdit, batch: pa.Table) -> Counts:
    """Adds the batch's new and changed rows; rows they replace die."""
    if batch[edit.key].null_count:
        raise InputError(f"A record has no {edit.key}", None, "Give every record its own.")
    keys, hashes = batch[edit.key].to_pylist(), batch["content_hash"].to_pylist()
    last = {key: position for position, key in enumerate(keys)}
    final = np.fromiter(last.values(), np.int64, len(last))
    found = edit.find(edit.key, pa.array(list(last), pa.string()))
    same = np.fromiter(
        (
            known == hashes[final[i]]
            for i, known in zip(found.position, found.content_hash.to_pylist(), strict=True)
        ),
        bool,
        len(found),
    )
    edit.kill(found.only(~same))
    write = np.delete(final, found.position[same])
    edit.add(batch if len(write) == len(batch) else batch.take(pa.array(write)))
    unchanged = int(same.sum())
    stored = Counts(len(final) - len(found), len(found) - unchanged, unchanged)
    return stored + _repeated(keys, last, hashes)


def _repeated(keys: list[str], last: dict[str, int], hashes: list[bytes]) -> Counts:
    """A record whose key comes again counts as unchanged when it says the same as the last, else changed."""
    if len(keys) == len(last):
        return Counts()
    earlier = [hashes[i] == hashes[last[key]] for i, key in enumerate(keys) if last[key] != i]
    return Counts(changed=earlier.count(False), unchanged=earlier.count(True))

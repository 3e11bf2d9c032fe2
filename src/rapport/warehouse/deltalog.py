"""The Delta log of one table: which files belong to it, as any Delta reader sees it.

File entries carry the number of rows and no column statistics, so nothing a customer said or is
called stands in the log.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.transaction import AddAction, RemoveAction

from rapport.warehouse.disk import sync_file, sync_folder
from rapport.warehouse.manifest import Part

CONFIGURATION = {
    "delta.dataSkippingNumIndexedCols": "0",
    "delta.logRetentionDuration": "interval 1 days",
    "delta.checkpointInterval": "50",
}


def head(folder: Path) -> int:
    """The newest version in the log; -1 when there is no table yet."""
    log = folder / "_delta_log"
    if not log.is_dir():
        return -1
    return max((int(path.stem) for path in log.glob("*.json") if path.stem.isdigit()), default=-1)


def create(folder: Path, schema: pa.Schema) -> int:
    """Makes an empty table; its version is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    table = DeltaTable.create(str(folder), schema, configuration=CONFIGURATION)
    _last(folder, table.version())
    return int(table.version())


def commit(folder: Path, schema: pa.Schema, added: Sequence[Part], removed: Sequence[str]) -> int:
    """Adds and removes files in one step; the new version is returned."""
    now = int(time.time() * 1000)
    adds = [AddAction(part.name, part.size, {}, now, True, f'{{"numRecords":{part.rows}}}') for part in added]
    removes = [RemoveAction(name, True, now) for name in removed]
    table = DeltaTable(str(folder))
    table.create_write_transaction([*adds, *removes], "append", schema)
    version = head(folder)
    _last(folder, version)
    return version


def go_back(folder: Path, schema: pa.Schema, parts: Sequence[Part]) -> int:
    """Makes the table hold exactly `parts` again, whatever was committed since; the version after."""
    table = DeltaTable(str(folder))
    there = {Path(uri).name for uri in table.file_uris()}
    wanted = {part.name for part in parts}
    missing = [part for part in parts if part.name not in there]
    if there == wanted:
        return int(table.version())
    return commit(folder, schema, missing, sorted(there - wanted))


def _last(folder: Path, version: int) -> None:
    """The log up to `version`, and the names of the files it speaks of, are on the disk."""
    log = folder / "_delta_log"
    sync_file(log / f"{version:020d}.json")
    sync_folder(log)
    sync_folder(folder)

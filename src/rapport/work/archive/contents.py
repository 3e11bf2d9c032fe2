"""What of a home goes into its backup, all of one moment."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import orjson

from rapport.home import Home
from rapport.warehouse import SCHEMAS, Warehouse
from rapport.warehouse.manifest import MANIFEST_FORMAT, Manifest, read_manifest
from rapport.work.archive.write import Source

LEFT_OUT = ("warehouse", "backups")


@dataclass(frozen=True)
class Contents:
    """The members of a backup and what the index says of them."""

    members: tuple[tuple[str, Source], ...]
    data_version: int
    database: str


@contextmanager
def contents(home: Home) -> Iterator[Contents]:
    """The members of a backup of `home`.

    The database is copied and the warehouse's manifest and log are read under the writer's lock, so
    that a decision and its measurements agree; the data files follow afterwards: they never change,
    and a file that leaves its table stays a day.
    """
    warehouse = Warehouse(home.warehouse_path)
    with tempfile.TemporaryDirectory(dir=home.root, prefix=".backup-") as scratch:
        with warehouse.lock():
            database = _copy_database(home, Path(scratch) / "database")
            manifest = read_manifest(warehouse.root)
            small = [*_warehouse_small(warehouse.root, manifest), *_plain_files(home)]
        copied = [(home.database_path.name, Path(scratch) / "database")] if database == "sqlite" else []
        parts = [
            (f"warehouse/{name}/{part.name}", warehouse.root / name / part.name)
            for name in SCHEMAS
            for part in manifest.tables[name].parts
        ]
        yield Contents((*small, *copied, *parts), manifest.data_version, database)


def _copy_database(home: Home, target: Path) -> str:
    if home.settings.database_url:
        return "elsewhere"
    if not home.database_path.exists():
        return "absent"
    with (
        closing(sqlite3.connect(f"{home.database_path.as_uri()}?mode=ro", uri=True, timeout=60)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    return "sqlite"


def _warehouse_small(root: Path, manifest: Manifest) -> Iterator[tuple[str, Source]]:
    tables = {name: replace(state, retired=()) for name, state in manifest.tables.items()}
    whole = {"format": MANIFEST_FORMAT, **asdict(replace(manifest, tables=tables))}
    yield "warehouse/manifest.json", orjson.dumps(whole)
    for name in ("salt", "tombstones"):
        if (root / name).exists():
            yield f"warehouse/{name}", (root / name).read_bytes()
    for name, state in manifest.tables.items():
        for path in sorted((root / name / "_delta_log").glob("*")):
            if path.is_file() and _log_version(path) <= state.version:
                yield f"warehouse/{name}/_delta_log/{path.name}", path.read_bytes()


def _log_version(path: Path) -> int:
    """The version a file of the log speaks of."""
    if path.name == "_last_checkpoint":
        return int(orjson.loads(path.read_bytes())["version"])
    start = path.name.split(".")[0]
    return int(start) if start.isdigit() else 2**62


def _plain_files(home: Home) -> Iterator[tuple[str, Source]]:
    """Everything people put or find in a home that is neither table, database nor backup."""
    database = home.database_path.name
    for path in sorted(home.root.rglob("*")):
        inside = path.relative_to(home.root)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or inside.parts[0] in LEFT_OUT or inside.name.startswith(database) or not path.is_file():
            continue
        if path.is_symlink():
            continue
        yield inside.as_posix(), path.read_bytes() if path.stat().st_size < 2**16 else path

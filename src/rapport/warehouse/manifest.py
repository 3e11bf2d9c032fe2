"""The manifest: which files make up each table at a data version. Readers use nothing else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from rapport.warehouse.disk import sync_folder, write_whole
from rapport.warehouse.errors import SnapshotGoneError, WarehouseError
from rapport.warehouse.schemas import SCHEMAS

MANIFEST_FORMAT = 1
KEPT_VERSIONS = 50
READ = ("readings",)
"""Tables of what was read of conversations: no number that is kept was counted from them."""


@dataclass(frozen=True)
class Part:
    """One Parquet file of a table."""

    name: str
    rows: int
    size: int


@dataclass(frozen=True)
class Retired:
    """A file that no longer belongs to its table, since `at` (seconds since 1970)."""

    name: str
    at: float


@dataclass(frozen=True)
class TableState:
    """A table at a data version: the version of its Delta log (-1: none yet) and its files."""

    version: int = -1
    parts: tuple[Part, ...] = ()
    retired: tuple[Retired, ...] = ()

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files that must stay: living and lately retired."""
        return (*(part.name for part in self.parts), *(gone.name for gone in self.retired))


@dataclass(frozen=True)
class Manifest:
    """All tables at one data version. Version 0 is the empty warehouse. `counted_version` is the newest data
    version in which anything changed that numbers are counted from: what was read of conversations is not."""

    data_version: int = 0
    written_at: str = ""
    tables: Mapping[str, TableState] = field(default_factory=lambda: {name: TableState() for name in SCHEMAS})
    counted_version: int = 0

    def next(self, written_at: str, tables: Mapping[str, TableState]) -> Manifest:
        """The version after this one."""
        version = self.data_version + 1
        counted = any(tables[name] != self.tables[name] for name in SCHEMAS if name not in READ)
        return Manifest(version, written_at, tables, version if counted else self.counted_version)


def read_manifest(root: Path, data_version: int | None = None) -> Manifest:
    """The current manifest, or a kept older one. Raises WarehouseError for one that does not hold."""
    path = root / "manifest.json"
    current = _read(path) if path.exists() else Manifest()
    if data_version is None or data_version == current.data_version:
        return current
    older = _version_path(root, data_version)
    if data_version > current.data_version or not older.exists():
        raise SnapshotGoneError(
            f"Data version {data_version} is not kept",
            str(root),
            f"The newest is {current.data_version}; older ones are kept for a day.",
        )
    return _read(older)


def write_manifest(root: Path, manifest: Manifest) -> None:
    """Makes `manifest` the current one: atomically, last, and lasting."""
    data = orjson.dumps({"format": MANIFEST_FORMAT, **asdict(manifest)})
    kept = _version_path(root, manifest.data_version)
    kept.parent.mkdir(exist_ok=True)
    write_whole(kept, data)
    write_whole(root / "manifest.json", data)
    for path in sorted(kept.parent.glob("*.json"))[:-KEPT_VERSIONS]:
        path.unlink(missing_ok=True)


def forget_versions(root: Path, keep: int) -> None:
    """Drops every kept manifest but the one of data version `keep`."""
    folder = _version_path(root, keep).parent
    for path in folder.glob("*.json"):
        if path != _version_path(root, keep):
            path.unlink(missing_ok=True)
    if folder.exists():
        sync_folder(folder)


def _version_path(root: Path, data_version: int) -> Path:
    return root / "manifests" / f"{data_version:012d}.json"


def _read(path: Path) -> Manifest:
    try:
        raw = orjson.loads(path.read_bytes())
        if raw.pop("format") != MANIFEST_FORMAT:
            raise WarehouseError(
                "The warehouse was written by another version of Rapport", str(path), "Run: rapport upgrade."
            )
        version = raw["data_version"]
        counted = raw.get("counted_version", version)
        return Manifest(version, raw["written_at"], _tables(raw["tables"]), counted)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError, OSError) as error:
        raise WarehouseError(
            f"The warehouse's manifest cannot be read ({type(error).__name__})",
            os.fspath(path),
            "Restore a backup: rapport restore.",
        ) from error


def _tables(raw: Mapping[str, Any]) -> dict[str, TableState]:
    found = {
        name: TableState(
            state["version"],
            tuple(Part(**part) for part in state["parts"]),
            tuple(Retired(**gone) for gone in state["retired"]),
        )
        for name, state in raw.items()
    }
    return {name: found.get(name, TableState()) for name in SCHEMAS}

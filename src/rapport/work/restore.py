"""Restore: a verified backup becomes a home again."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from rapport.home import HOME_FORMAT, HomeError, home_root, open_home
from rapport.program.setup import disconnect
from rapport.warehouse import Warehouse
from rapport.warehouse.erase import forbidden_customers
from rapport.warehouse.tombstones import carry_tombstones
from rapport.work.archive.index import Index
from rapport.work.archive.read import Sink, read_archive
from rapport.work.erase import erase_customer
from rapport.work.progress import Progress, Silent


@dataclass(frozen=True)
class Restored:
    """`aside` is where the home that was there is kept now. `notes` says what is still to do."""

    root: Path
    files: int
    data_version: int
    aside: Path | None = None
    notes: tuple[str, ...] = ()


def restore(
    backup: str | os.PathLike[str],
    target: str | os.PathLike[str] | None,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Restored:
    """Brings a backup back as the home `target`.

    Everything is unpacked beside the target and every checksum compared before the target is
    touched. Raises HomeError for a damaged backup, one of a newer home, or a target that is not
    empty (`force` keeps what is there under another name).
    """
    watch = progress or Silent()
    source, root = Path(backup).resolve(), home_root(target)
    if root.exists() and (not root.is_dir() or any(root.iterdir())) and not force:
        raise HomeError(
            "There is something in the folder already", str(root), "Choose another, or pass --force."
        )
    root.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=root.parent, prefix=f".{root.name}-restoring-"))
    try:
        watch.stage("Verifying and unpacking")
        index = read_archive(source, _into(scratch), watch.advance)
        _known(index, source)
        disconnect()
        aside = _move_aside(root)
        scratch.replace(root)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    again = _erase_again(root, aside, watch)
    return Restored(root, len(index.files), index.data_version, aside, (*_notes(index), *again))


def _into(folder: Path) -> Sink:
    def sink(name: str) -> IO[bytes]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")

    return sink


def _known(index: Index, source: Path) -> None:
    if index.home_format > HOME_FORMAT:
        raise HomeError(
            f"The backup holds a home of format {index.home_format}; this version knows up to {HOME_FORMAT}",
            str(source),
            "Use a newer Rapport. Nothing was changed.",
        )


def _move_aside(root: Path) -> Path | None:
    if not root.exists():
        return None
    if not any(root.iterdir()):
        root.rmdir()
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = root.with_name(f"{root.name}.before-restore-{stamp}")
    root.replace(aside)
    return aside


def _erase_again(root: Path, aside: Path | None, watch: Progress) -> tuple[str, ...]:
    """Customers erased since the backup was made do not come back with it."""
    if aside is None or not carry_tombstones(aside / "warehouse", root / "warehouse"):
        return ()
    home = open_home(root, any_format=True)
    again = forbidden_customers(Warehouse(home.warehouse_path))
    for customer_id in again:
        erase_customer(home, customer_id, progress=watch)
    return (f"{len(again)} customers erased since the backup were erased again.",) if again else ()


def _notes(index: Index) -> tuple[str, ...]:
    notes = []
    if index.home_format < HOME_FORMAT:
        notes.append("The home is older than this version: run rapport upgrade.")
    if index.database == "elsewhere":
        notes.append("The application database was PostgreSQL's: restore it with pg_restore.")
    return tuple(notes)

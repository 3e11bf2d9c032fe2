"""Back up: the whole home in one checksummed file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import rapport
from rapport.home import Home, HomeError, read_format
from rapport.work.archive.contents import contents
from rapport.work.archive.index import Index
from rapport.work.archive.read import read_archive
from rapport.work.archive.write import Source, write_archive
from rapport.work.progress import Progress, Silent

SUFFIX = ".rapport.tar.zst"


@dataclass(frozen=True)
class Backup:
    """A backup that was written and read back. `notes` says what is not inside."""

    path: Path
    files: int
    bytes: int
    data_version: int
    notes: tuple[str, ...] = ()


def back_up(
    home: Home,
    path: str | os.PathLike[str] | None = None,
    *,
    name: str | None = None,
    progress: Progress | None = None,
) -> Backup:
    """Writes a consistent copy of the home to `path` (default: a new file in its backups folder,
    its name begun by `name`), then reads it back and compares every checksum.

    Other processes may go on reading and writing. Raises HomeError when `path` exists.
    """
    watch = progress or Silent()
    target = _target(home, path, name)
    with contents(home) as inside:
        watch.stage("Backing up", len(inside.members))
        index = write_archive(
            target,
            Index(
                home_format=read_format(home.root),
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                rapport_version=rapport.__version__,
                data_version=inside.data_version,
                database=inside.database,
                files={},
            ),
            _watched(inside.members, watch),
        )
    watch.stage("Verifying", len(index.files))
    read_archive(target, lambda _name: None, watch.advance)
    return Backup(target, len(index.files), target.stat().st_size, index.data_version, _notes(index))


def _target(home: Home, path: str | os.PathLike[str] | None, name: str | None) -> Path:
    if path is None:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        return home.folder("backups") / f"{name or 'backup'}-{stamp}{SUFFIX}"
    target = Path(path).resolve()
    if target.exists():
        raise HomeError("There is a file of that name", str(target), "Choose another name.")
    if not target.parent.is_dir():
        raise HomeError("The folder to write to does not exist", str(target.parent), "Make it first.")
    return target


def _watched(members: tuple[tuple[str, Source], ...], watch: Progress) -> Iterator[tuple[str, Source]]:
    for member in members:
        yield member
        watch.advance()


def _notes(index: Index) -> tuple[str, ...]:
    if index.database != "elsewhere":
        return ()
    return ("The application database is PostgreSQL's and not inside: back it up with pg_dump.",)

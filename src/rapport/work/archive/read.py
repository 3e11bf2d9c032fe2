"""Reading a backup's file, trusting nothing in it."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyarrow as pa

from rapport.home import HomeError
from rapport.work.archive.index import INDEX_NAME, Entry, Index, read_index

BLOCK = 2**20
Sink = Callable[[str], IO[bytes] | None]


def read_archive(path: Path, sink: Sink, advance: Callable[[], None]) -> Index:
    """Reads a backup through and checks it against its own index.

    `sink` gets the name of every member and returns a file to write it to, or None to only check
    it. Raises HomeError when anything is missing, too much or different from its checksum.
    """
    found: dict[str, Entry] = {}
    index = None
    try:
        for name, file in _members(path):
            if name == INDEX_NAME:
                index = read_index(file.read(), str(path))
            else:
                found[name] = _copy(file, sink(name))
                advance()
    except (tarfile.TarError, OSError, EOFError, pa.ArrowException) as error:
        raise damaged(path, f"it cannot be read to its end ({error})") from error
    if index is None:
        raise damaged(path, "its index is missing")
    for name in sorted(found.keys() | index.files.keys()):
        if found.get(name) != index.files.get(name):
            raise damaged(path, f"{name} is not what was backed up")
    return index


def damaged(path: Path, why: str) -> HomeError:
    """The error for a backup that does not hold."""
    return HomeError(f"The backup is damaged: {why}", str(path), "Use another backup. Nothing was changed.")


def _members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with (
        path.open("rb") as raw,
        pa.CompressedInputStream(raw, "zstd") as stream,
        tarfile.open(mode="r|", fileobj=stream) as tar,
    ):
        for member in tar:
            inside = PurePosixPath(member.name)
            if not member.isfile() or inside.is_absolute() or ".." in inside.parts:
                raise damaged(path, f"{member.name!r} is not a plain file inside the home")
            file = tar.extractfile(member)
            if file is None:
                raise damaged(path, f"{member.name!r} has no content")
            yield member.name, file


def _copy(file: Any, out: IO[bytes] | None) -> Entry:
    digest, size = hashlib.sha256(), 0
    try:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
            if out is not None:
                out.write(block)
    finally:
        if out is not None:
            out.close()
    return Entry(size, digest.hexdigest())

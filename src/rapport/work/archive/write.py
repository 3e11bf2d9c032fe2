"""Writing a backup's file."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

import pyarrow as pa

from rapport.work.archive.index import INDEX_NAME, Entry, Index

Source = Path | bytes


def write_archive(path: Path, index: Index, members: Iterable[tuple[str, Source]]) -> Index:
    """Writes the members and then the index to `path`, which appears whole or not at all.

    Returns the index with every member's size and checksum, taken from the bytes as they went in.
    """
    new = path.with_name(f".{path.name}.new")
    entries: dict[str, Entry] = {}
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as raw,
            pa.CompressedOutputStream(raw, "zstd") as stream,
            tarfile.open(mode="w|", fileobj=stream, format=tarfile.PAX_FORMAT) as tar,
        ):
            for name, source in members:
                entries[name] = _add(tar, name, source)
            index = replace(index, files=entries)
            _add(tar, INDEX_NAME, index.as_bytes())
        with new.open("rb") as done:
            os.fsync(done.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return index


def _add(tar: tarfile.TarFile, name: str, source: Source) -> Entry:
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        member = tarfile.TarInfo(name)
        member.size = file.seek(0, io.SEEK_END)
        member.mode = 0o600
        file.seek(0)
        counted = _Counted(file)
        tar.addfile(member, counted)
    return Entry(member.size, counted.digest.hexdigest())


class _Counted:
    """A file that keeps the checksum of what was read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data

"""A file to import, opened safely: packed or not, streamed or as a path."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rapport.sources.errors import SourceError
from rapport.sources.limits import DEFAULT_LIMITS, Limits
from rapport.sources.unpack import MAGIC, Counted, Unpacked

HEAD_BYTES = 64 * 1024
BUFFER_BYTES = 1 << 20


class SourceFile:
    """One file, as often as it is opened.

    Parameters: `path`; `limits`; `advance`, told how many further bytes of the file on disk were read
    (each byte once, however often the file is opened). Raises SourceError when it cannot be a source.
    """

    def __init__(
        self,
        path: str | Path,
        limits: Limits = DEFAULT_LIMITS,
        advance: Callable[[int], None] | None = None,
    ) -> None:
        self.path, self.limits = Path(path), limits
        self.name = self.path.name
        self._advance, self._furthest = advance, 0
        if not self.path.exists():
            raise SourceError("There is no such file", str(path), "Check the path.")
        if not self.path.is_file():
            raise SourceError("This is not a file", str(path), "Name the files in it, e.g. with *.")
        self.size = self.path.stat().st_size
        if self.size == 0:
            raise SourceError("The file is empty", self.name, "Export it again.")
        with self.path.open("rb") as raw:
            self.packed = raw.read(2) == MAGIC

    @property
    def extension(self) -> str:
        """The last part of the name in small letters with its dot, without `.gz`."""
        plain = self.path.with_suffix("") if self.path.suffix.lower() == ".gz" else self.path
        return plain.suffix.lower()

    def open(self) -> BinaryIO:
        """The unpacked bytes from the start. Close it, or use it in a `with`."""
        raw = Counted(self.path.open("rb", buffering=0), self._told)
        stream = Unpacked(raw, self.name, self.limits) if self.packed else raw
        return io.BufferedReader(stream, BUFFER_BYTES)

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """The first unpacked bytes."""
        with self.open() as stream:
            return stream.read(size)

    @contextmanager
    def local(self) -> Iterator[Path]:
        """The path of an unpacked copy for formats that jump about: the file itself, or a copy that
        is gone afterwards."""
        if not self.packed:
            yield self.path
            return
        with tempfile.TemporaryDirectory(prefix="rapport-") as folder:
            copy = Path(folder) / "unpacked"
            with self.open() as stream, copy.open("wb") as out:
                shutil.copyfileobj(stream, out, BUFFER_BYTES)
            yield copy

    def tell_all(self) -> None:
        """Says that the whole file was read, for readers that jump about in it."""
        self._told(self.size)

    def _told(self, place: int) -> None:
        if self._advance is not None and place > self._furthest:
            self._advance(place - self._furthest)
            self._furthest = place

"""Gzip read as a stream that stops at a bomb and names a half file."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from typing import BinaryIO

from rapport.sources.errors import SourceError
from rapport.sources.limits import Limits

MAGIC = b"\x1f\x8b"


class Counted(io.RawIOBase):
    """A file opened for reading that tells how far it was read, and where it is."""

    def __init__(self, raw: BinaryIO, tell: Callable[[int], None]) -> None:
        self._raw, self._tell, self.place = raw, tell, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = self._raw.readinto(buffer)  # type: ignore[attr-defined]
        self.place += count
        self._tell(self.place)
        return int(count)

    def close(self) -> None:
        self._raw.close()
        super().close()


class Unpacked(io.RawIOBase):
    """The content of a gzip file. Reading past a limit or a broken end raises SourceError."""

    def __init__(self, packed: Counted, name: str, limits: Limits) -> None:
        self._packed, self._name, self._limits = packed, name, limits
        self._gzip = gzip.GzipFile(fileobj=io.BufferedReader(packed, 1 << 17))
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            count = self._gzip.readinto(buffer)
        except EOFError:
            raise SourceError(
                f"The compressed file ends in the middle, after {self._size:,} unpacked bytes",
                self._name,
                "It was cut short on its way here: fetch it again.",
            ) from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise SourceError(
                f"The compressed file is damaged: {error}", self._name, "Fetch it again."
            ) from None
        self._size += count
        self._guard()
        return count

    def _guard(self) -> None:
        limits = self._limits
        if self._size > limits.unpacked_bytes:
            raise SourceError(
                f"The file unpacks to more than {limits.unpacked_bytes:,} bytes",
                self._name,
                "Split it, or unpack it yourself when you trust it.",
            )
        if self._size > limits.ratio_free_bytes and self._size > limits.ratio * max(self._packed.place, 1):
            raise SourceError(
                f"The file unpacks to more than {limits.ratio} times its size, as a zip bomb does",
                self._name,
                "Unpack it yourself when you trust it.",
            )

    def close(self) -> None:
        self._gzip.close()
        self._packed.close()
        super().close()

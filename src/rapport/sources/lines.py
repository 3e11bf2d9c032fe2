"""The lines of a file, one at a time, none larger than a limit."""

from __future__ import annotations

import codecs
import io
from collections import deque
from typing import BinaryIO

from rapport.sources.errors import RowError, SourceError
from rapport.sources.file import SourceFile
from rapport.sources.limits import Limits

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class ByteLines:
    """Iterates the lines of a stream as bytes, keeping their ends; `number` is the last one given.

    A line longer than the limit raises RowError after it was passed over, so that iteration can go on.
    """

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream, self._limit, self.number = stream, limits.line_bytes, 0

    def __iter__(self) -> ByteLines:
        return self

    def __next__(self) -> bytes:
        line = self._stream.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self._limit:
            self._pass_over(line)
            raise RowError(
                f"Line {self.number:,} is longer than {self._limit:,} bytes",
                todo="Split it, or leave it out with --skip-bad.",
            )
        return line

    def _pass_over(self, part: bytes) -> None:
        while part and not part.endswith(b"\n"):
            part = self._stream.readline(self._limit)


class TextLines:
    """Iterates the lines of a file as text; `number` is the last one given, `back` returns lines,
    `taken` collects those given since it was last cleared.

    A line that does not fit the encoding raises RowError naming the byte; iteration can go on.
    Raises SourceError for an encoding nobody knows.
    """

    def __init__(self, stream: BinaryIO, file: SourceFile, encoding: str | None) -> None:
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0
        self._encoding = _known(encoding, file) or "utf-8"
        head = stream.peek(4096) if isinstance(stream, io.BufferedReader) else b""
        if encoding is None and head.startswith(UTF16):
            self._encoding = "utf-16"
        if self._encoding.startswith(("utf-16", "utf-32")) or (b"\r" in head and b"\n" not in head):
            stream = _as_utf8(stream, self._encoding, file)
            self._encoding = "utf-8"
        self._lines = ByteLines(stream, file.limits)

    def __iter__(self) -> TextLines:
        return self

    def __next__(self) -> str:
        self.number += 1
        if self._waiting:
            self.taken.append(self._waiting[0])
            return self._waiting.popleft()
        try:
            line = next(self._lines)
        except StopIteration:
            self.number -= 1
            raise
        if self._lines.number == 1 and line.startswith(codecs.BOM_UTF8):
            line = line[len(codecs.BOM_UTF8) :]
        try:
            text = line.decode(self._encoding)
        except UnicodeDecodeError as error:
            raise not_decoded(error, self.number) from None
        self.taken.append(text)
        return text

    def back(self, lines: list[str]) -> None:
        """Gives lines back to be read again, in their order."""
        self._waiting.extendleft(reversed(lines))
        self.number -= len(lines)


def not_decoded(error: UnicodeDecodeError, line: int) -> RowError:
    """What to say about bytes that do not fit the encoding."""
    byte = error.object[error.start]
    return RowError(
        f"Byte {error.start + 1} of line {line:,} (0x{byte:02X}) is not {error.encoding.upper()}",
        todo="Name the file's encoding with --encoding, e.g. windows-1252.",
    )


def _known(encoding: str | None, file: SourceFile) -> str | None:
    if encoding is None:
        return None
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise SourceError(
            f"Unknown encoding {encoding!r}", file.name, "Use a name like utf-8, windows-1252 or utf-16."
        ) from None


class _Recoded(io.RawIOBase):
    """A stream of another encoding, or with old line ends, as UTF-8 with new ones."""

    def __init__(self, stream: BinaryIO, encoding: str, file: SourceFile) -> None:
        self._text = io.TextIOWrapper(stream, encoding, newline=None)
        self._file, self._rest = file, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            try:
                self._rest = self._text.read(65536).encode("utf-8", "replace")
            except UnicodeError as error:
                raise SourceError(
                    f"The file is not valid {self._text.encoding.upper()}: {error}",
                    self._file.name,
                    "Name the file's encoding with --encoding.",
                ) from None
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _as_utf8(stream: BinaryIO, encoding: str, file: SourceFile) -> BinaryIO:
    return io.BufferedReader(_Recoded(stream, encoding, file))

"""JSON: one object a line, or one array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO, Protocol

import orjson

from rapport.sources.errors import RowError
from rapport.sources.file import SourceFile
from rapport.sources.item import Rejected
from rapport.sources.lines import ByteLines, TextLines, not_decoded
from rapport.sources.native import is_native
from rapport.sources.tables.table import Row, rejected, tidy_header
from rapport.sources.whole_json import whole_json

LOOK_ROWS = 500


def objects(file: SourceFile, encoding: str | None = None) -> Iterator[tuple[int, dict[str, Any]] | Rejected]:
    """The objects of a file with their lines (or places in the array)."""
    with file.open() as stream:
        if stream.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):  # type: ignore[attr-defined]
            yield from _array(file)
            return
        lines = _lines(stream, file, encoding)
        while True:
            raw: bytes | str = b""
            try:
                raw = next(lines)
                if raw.isspace():
                    continue
                yield lines.number, _object(raw, lines.number, file)
            except StopIteration:
                return
            except RowError as error:
                yield rejected(error, file, lines.number, _shown(raw), file.limits)


class _Lines(Protocol):
    number: int

    def __next__(self) -> bytes | str: ...


def _lines(stream: BinaryIO, file: SourceFile, encoding: str | None) -> _Lines:
    if encoding is None:
        return ByteLines(stream, file.limits)
    return TextLines(stream, file, encoding)


class JsonTable:
    """JSON objects as rows: the keys are the columns.

    `native` says that the objects are conversations with their turns. A key that first shows up later
    becomes a further column at the end of `header`.
    """

    def __init__(self, file: SourceFile, encoding: str | None = None) -> None:
        self.file, self._encoding = file, encoding
        first = [item for item in islice(self.objects(), LOOK_ROWS) if not isinstance(item, Rejected)]
        self.native = any(is_native(given) for _, given in first)
        keys = dict.fromkeys(key for _, given in first for key in given)
        self.header = tidy_header(list(keys), file) if keys else []
        self._places = {key: place for place, key in enumerate(keys)}

    def objects(self) -> Iterator[tuple[int, dict[str, Any]] | Rejected]:
        """The objects themselves."""
        return objects(self.file, self._encoding)

    def rows(self) -> Iterator[Row | Rejected]:
        """Each object as cells in the header's order."""
        places = self._places
        for item in self.objects():
            if isinstance(item, Rejected):
                yield item
                continue
            number, given = item
            for key in given.keys() - places.keys():
                places[key] = len(self.header)
                self.header.append(key)
            yield number, [given.get(key) for key in places]


def _object(raw: bytes | str, line: int, file: SourceFile) -> dict[str, Any]:
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        found = _second_try(raw, line, error, file)
    if not isinstance(found, dict):
        raise RowError(f"Line {line:,} is not a JSON object", todo="Write one {…} on each line.")
    if len(raw) > file.limits.field_bytes and _largest(found) > file.limits.field_bytes:
        raise RowError(
            f"A text is longer than {file.limits.field_bytes:,} characters",
            todo="Shorten it, or leave it out with --skip-bad.",
        )
    return found


def _second_try(raw: bytes | str, line: int, error: orjson.JSONDecodeError, file: SourceFile) -> Any:
    if isinstance(raw, bytes):
        try:
            raw = raw.decode("utf-8-sig")
        except UnicodeDecodeError as not_utf8:
            raise not_decoded(not_utf8, line) from None
    try:
        found = json.loads(raw, parse_constant=lambda _: None)
        json.dumps(found, ensure_ascii=False).encode()
        return found
    except UnicodeEncodeError:
        raise RowError(f"Line {line:,} holds half of a character", todo="Mend the line.") from None
    except (ValueError, RecursionError):
        cut = not raw.endswith("\n")
        raise RowError(
            f"Line {line:,} is not valid JSON: {error.msg}, character {error.colno}",
            todo="Fetch the file again: it seems to end in the middle." if cut else "Mend the line.",
        ) from None


def _array(file: SourceFile) -> Iterator[tuple[int, dict[str, Any]] | Rejected]:
    for number, given in enumerate(whole_json(file, "array"), 1):
        if isinstance(given, dict):
            yield number, given
        else:
            error_ = RowError("This is not a JSON object", todo="Write one {…} for each row.")
            yield rejected(error_, file, number, _shown(orjson.dumps(given)), file.limits)


def _largest(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max(map(_largest, inner), default=0)


def _shown(raw: bytes | str) -> str:
    return raw[:20_000].decode("utf-8", "replace") if isinstance(raw, bytes) else raw

"""JSON as systems export it: an object, one a line, an array, or pages that wrap a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from rapport.records import UnsupportedError
from rapport.sources.context import Context
from rapport.sources.errors import RowError
from rapport.sources.file import SourceFile
from rapport.sources.item import Item, Parsed, Record, Rejected
from rapport.sources.native import shown
from rapport.sources.tables.json_lines import objects
from rapport.sources.tables.table import rejected
from rapport.sources.whole_json import whole_json

Document = dict[str, Any]
Page = dict[str, Any]
Build = Callable[[Document, Page, int], Iterable[Record]]


def read_documents(
    file: SourceFile, context: Context, lists: tuple[str, ...], build: Build
) -> Iterator[Item]:
    """Streams the records that `build` makes of each document.

    Parameters: `lists` are keys under which a page holds its documents; `build` gets the document, the
    page around it (itself when there is none) and its row. A RowError becomes a Rejected. Raises
    UnsupportedError when the only document is one we do not read.
    """
    for found in _documents(file, context, lists):
        if isinstance(found, Rejected):
            yield found
            continue
        row, document, page, alone = found
        try:
            for record in build(document, page, row):
                yield Parsed(record, row, f"{file.name}, row {row:,}")
        except RowError as error:
            yield rejected(error, file, row, shown(document), context.limits)
        except UnsupportedError as error:
            if alone:
                raise UnsupportedError(error.what, file.name, error.todo) from None
            unsupported = RowError(error.what, error.where, error.todo or "")
            yield rejected(unsupported, file, row, shown(document), context.limits)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            odd = RowError(f"The object has not the expected shape ({type(error).__name__}: {error})")
            yield rejected(odd, file, row, shown(document), context.limits)


def _documents(
    file: SourceFile, context: Context, lists: tuple[str, ...]
) -> Iterator[tuple[int, Document, Page, bool] | Rejected]:
    whole = _whole(file)
    items: Iterable[tuple[int, Document] | Rejected] = (
        objects(file, context.encoding) if whole is None else [(1, whole)]
    )
    row = 0
    for item in items:
        if isinstance(item, Rejected):
            yield item
            continue
        line, given = item
        wrapped = next((key for key in lists if _is_list(given.get(key))), None)
        if wrapped is None:
            row = max(row + 1, line)
            yield row, given, given, whole is not None
            continue
        for document in given[wrapped]:
            row += 1
            yield row, document, given, False


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value[:5])


def _whole(file: SourceFile) -> Document | None:
    """The object that the whole file is, or None when it holds many."""
    with file.open() as stream:
        first = stream.readline(file.limits.line_bytes + 1)
        while first and not first.removeprefix(b"\xef\xbb\xbf").strip():
            first = stream.readline(file.limits.line_bytes + 1)
        second = stream.readline(1024)
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"[") or (second.strip() and _is_json(start)):
        return None
    found = whole_json(file, "object")
    return found if isinstance(found, dict) else None


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return line.strip() not in (b"{", b"") and line.rstrip().endswith(b"}")
    return True

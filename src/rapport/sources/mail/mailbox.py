"""Where each mail of a file lies, so that a mailbox larger than memory can be read by thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path

from rapport.sources.errors import SourceError
from rapport.sources.file import SourceFile
from rapport.sources.mail.message import message_id, parents

_START = re.compile(rb"From \S.*\d{4}\s*$")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADERS_AT_MOST = 256 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """A mail's number in its file, where its bytes are, its id and those of the mails before it."""

    file: int
    number: int
    start: int
    length: int
    message_id: str
    parents: tuple[str, ...]


def places(path: Path, source: SourceFile, file: int, mbox: bool) -> Iterator[Place]:
    """Every mail of a file. Raises SourceError when a mailbox does not begin with a mail."""
    spans = _spans(path, source) if mbox else iter([(0, path.stat().st_size)])
    parser = BytesHeaderParser(policy=compat32)
    with path.open("rb") as stream:
        for number, (start, length) in enumerate(spans, 1):
            if length > source.limits.document_bytes:
                raise SourceError(
                    f"Mail {number:,} is larger than {source.limits.document_bytes:,} bytes",
                    source.name,
                    "Take it out of the mailbox.",
                )
            stream.seek(start)
            head = stream.read(min(length, _HEADERS_AT_MOST))
            message = parser.parsebytes(head)
            raw = (
                head
                if length <= _HEADERS_AT_MOST or message.get("message-id")
                else read_mail(path, start, length, mbox)
            )
            yield Place(file, number, start, length, message_id(message, raw), parents(message))


def read_mail(path: Path, start: int, length: int, mbox: bool) -> bytes:
    """The bytes of one mail, without the mailbox's escapes."""
    with path.open("rb") as stream:
        stream.seek(start)
        raw = stream.read(length)
    return _ESCAPED.sub(rb"\1", raw) if mbox else raw


def _spans(path: Path, source: SourceFile) -> Iterator[tuple[int, int]]:
    start: int | None = None
    at, blank = 0, True
    limit = source.limits.line_bytes
    with path.open("rb") as stream:
        while line := stream.readline(limit):
            if blank and line.startswith(b"From ") and _START.match(line):
                if start is not None:
                    yield start, at - start
                start = at + len(line)
            elif start is None and line.strip():
                raise SourceError(
                    "The mailbox does not begin with a line 'From …'", source.name, "Export it as mbox again."
                )
            at += len(line)
            blank = not line.strip()
    if start is not None:
        yield start, at - start

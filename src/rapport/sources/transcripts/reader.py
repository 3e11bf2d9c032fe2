"""A transcript file as one interaction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rapport.records import Interaction
from rapport.sources.context import Context
from rapport.sources.dates import Dates
from rapport.sources.errors import RowError
from rapport.sources.file import SourceFile
from rapport.sources.finish import finish
from rapport.sources.item import Item, Parsed
from rapport.sources.lines import TextLines
from rapport.sources.tables.table import rejected
from rapport.sources.transcripts.cues import read_cues
from rapport.sources.transcripts.turns import Spoken, to_turns

KINDS = frozenset({"calls", "chats"})
_DATE_IN_NAME = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?:[T _.-]?(\d\d)[-_.:h]?(\d\d)(?:[-_.:m]?(\d\d))?)?(?!\d)"
)

_FIRST_CUE = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d+\s*\r?\n\s*\d+:\d\d:\d\d[,.]\d+\s*-->")


@dataclass(frozen=True)
class TranscriptReader:
    """Reads a file of timed cues. One file is one interaction; its name is its id."""

    name: str
    extensions: tuple[str, ...]
    kinds: frozenset[str] = KINDS

    def sniff(self, head: bytes, path: Path) -> float:
        """How sure it is, from the signature, the extension or the first timing."""
        if self.name == "vtt":
            return 0.95 if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") else 0.0
        timed = _FIRST_CUE.match(head)
        return 0.9 if timed else 0.5 if path.suffix.lower() == ".srt" else 0.0

    def read(self, file: SourceFile, kind: str, context: Context) -> Iterator[Item]:
        """The file's one interaction, or the reason why there is none."""
        try:
            yield Parsed(_interaction(file, context), 1, file.name)
        except RowError as error:
            yield rejected(error, file, 1, file.head(2000).decode("utf-8", "replace"), context.limits)


def _interaction(file: SourceFile, context: Context) -> Interaction:
    name = file.path.name.removesuffix(".gz").removesuffix(".GZ")
    stem = Path(name).stem
    started = _started(stem, context)
    with file.open() as stream:
        lines = TextLines(stream, file, context.encoding)
        cues = read_cues(_each(lines))
        spoken = to_turns(cues, context.speakers, started, context.filling.get("speaker"))
    record = Interaction(
        interaction_id=context.filling.get("interaction_id") or stem,
        channel=context.channel,
        started_at=started,
        ended_at=started + timedelta(seconds=spoken.end_s) if started else None,
        customer_name=spoken.names.get("customer"),
        agent_name=spoken.names.get("agent"),
        turns=spoken.turns,
        attributes=_attributes(spoken),
    )
    return finish(record, context)


def _each(lines: TextLines) -> Iterator[str]:
    for line in lines:
        lines.taken.clear()
        yield line


def _attributes(spoken: Spoken) -> dict[str, str]:
    return {"recording_s": f"{spoken.end_s:g}"} if spoken.turns else {}


def _started(stem: str, context: Context) -> datetime | None:
    """When the recording began: the default given for the import, else the date in the file's name."""
    given = context.filling.get("started_at")
    if given:
        return Dates("started_at", context.zone).read(given, 1)
    found = _DATE_IN_NAME.search(stem)
    if not found:
        return None
    try:
        parts = [int(part or 0) for part in found.groups()]
        return datetime(*parts, tzinfo=context.zone).astimezone(UTC)  # type: ignore[misc, arg-type]
    except ValueError:
        return None


VTT = TranscriptReader("vtt", (".vtt",))
SRT = TranscriptReader("srt", (".srt",))

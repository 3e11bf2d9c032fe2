"""The readers there are: ours by name, others by the entry point group `rapport.sources`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, runtime_checkable

from rapport.sources.context import Context
from rapport.sources.errors import SourceError
from rapport.sources.file import SourceFile
from rapport.sources.item import Item

BUILT_IN: dict[str, str] = {
    "csv": "rapport.sources.tables.readers:CSV",
    "tsv": "rapport.sources.tables.readers:TSV",
    "xlsx": "rapport.sources.tables.readers:XLSX",
    "parquet": "rapport.sources.tables.readers:PARQUET",
    "jsonl": "rapport.sources.tables.readers:JSONL",
    "vcon": "rapport.sources.vcon:VCON",
    "vtt": "rapport.sources.transcripts:VTT",
    "srt": "rapport.sources.transcripts:SRT",
    "eml": "rapport.sources.mail:EML",
    "mbox": "rapport.sources.mail:MBOX",
    "zendesk": "rapport.sources.zendesk:ZENDESK",
    "intercom": "rapport.sources.intercom:INTERCOM",
    "formbricks": "rapport.sources.formbricks:FORMBRICKS",
    "qualtrics": "rapport.sources.qualtrics:QUALTRICS",
    "surveymonkey": "rapport.sources.surveymonkey:SURVEYMONKEY",
    "limesurvey": "rapport.sources.limesurvey:LIMESURVEY",
}
"""Name → `module:object`; a reader is loaded when it is first asked for."""


class Reader(Protocol):
    """Reads one format. `kinds` are those it can hold, `extensions` with their dot."""

    @property
    def name(self) -> str:
        """What --format calls it."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds it can be read as."""

    @property
    def extensions(self) -> tuple[str, ...]:
        """The file names it usually has."""

    def sniff(self, head: bytes, path: Path) -> float:
        """How sure it is, 0 to 1, from the first unpacked bytes and the name, that it can read this.
        A general format says at most 0.6, a system that sees its own keys 0.9."""

    def read(self, file: SourceFile, kind: str, context: Context) -> Iterator[Item]:
        """Streams the file's records; a bad row is a `Rejected`, a bad file raises SourceError."""


@runtime_checkable
class JoiningReader(Protocol):
    """A reader for which several files are one: mails of one thread, pages of one export."""

    def read_many(self, files: Sequence[SourceFile], kind: str, context: Context) -> Iterator[Item]:
        """As `read`, over all files of this format in one import."""


@cache
def readers() -> dict[str, Reader]:
    """Every reader by name; another package's beats ours of the same name."""
    found = {name: _load(target) for name, target in BUILT_IN.items()}
    found.update({point.name: point.load() for point in entry_points(group="rapport.sources")})
    return found


def reader(name: str) -> Reader:
    """The reader of that name. Raises SourceError when there is none."""
    points = [point for point in entry_points(group="rapport.sources") if point.name == name]
    if points:
        found: Reader = points[0].load()
        return found
    if name not in BUILT_IN:
        raise SourceError(f"Unknown format {name!r}", None, f"Known are: {', '.join(sorted(readers()))}.")
    return _load(BUILT_IN[name])


def _load(target: str) -> Reader:
    module, _, name = target.partition(":")
    found: Reader = getattr(import_module(module), name)
    return found

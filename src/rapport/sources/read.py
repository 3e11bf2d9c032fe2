"""Files in, records out, as a stream."""

from __future__ import annotations

from collections import abc
from collections.abc import Callable, Iterator, Sequence
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from rapport.sources.context import Context
from rapport.sources.errors import SourceError
from rapport.sources.file import SourceFile
from rapport.sources.item import Item
from rapport.sources.kinds import KINDS
from rapport.sources.limits import DEFAULT_LIMITS, Limits
from rapport.sources.mapping import Mapping
from rapport.sources.registry import JoiningReader, Reader, reader, readers

SURE_ENOUGH = 0.2


def read_file(
    path: str | Path,
    kind: str,
    *,
    mapping: Mapping | None = None,
    format: str | None = None,  # noqa: A002
    defaults: abc.Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
    zone: tzinfo | None = None,
    advance: Callable[[int], None] | None = None,
) -> Iterator[Item]:
    """Streams the records of one file.

    Parameters: `kind` of KINDS; `mapping` for files with columns (proposed from the header when
    None); `format` when detection should not decide; `defaults` for fields the file leaves empty;
    `zone` of times without one (UTC when None); `advance` is told the bytes read.
    Returns an iterator of Parsed and Rejected. Raises SourceError for a file that cannot be read.
    """
    return read_files(
        [path],
        kind,
        mapping=mapping,
        format=format,
        defaults=defaults,
        limits=limits,
        encoding=encoding,
        zone=zone,
        advance=advance,
    )


def read_files(
    paths: Sequence[str | Path],
    kind: str,
    *,
    mapping: Mapping | Callable[[SourceFile], Mapping | None] | None = None,
    format: str | None = None,  # noqa: A002
    defaults: abc.Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
    zone: tzinfo | None = None,
    advance: Callable[[int], None] | None = None,
) -> Iterator[Item]:
    """As `read_file` for several files, which a format may join (the mails of a thread).

    `mapping` may be a function that finds each file's own.
    """
    check_kind(kind)
    files = [SourceFile(path, limits, advance) for path in paths]
    for found, group in _by_reader(files, kind, format):
        first = mapping(group[0]) if callable(mapping) else mapping
        context = Context(kind, first, defaults or {}, limits, encoding, zone or ZoneInfo("UTC"))
        if isinstance(found, JoiningReader):
            yield from found.read_many(group, kind, context)
            continue
        for file in group:
            own = mapping(file) if callable(mapping) else mapping
            yield from found.read(
                file, kind, Context(kind, own, context.defaults, limits, encoding, context.zone)
            )


def detect_format(path: str | Path, kind: str | None = None) -> str:
    """The name of the format of a file, from its content and name.

    Raises SourceError when no reader knows it.
    """
    return detect(SourceFile(path), kind).name


def detect(file: SourceFile, kind: str | None = None) -> Reader:
    """The reader surest of a file, of those that can hold `kind`."""
    head = file.head()
    plain = file.path.with_suffix("") if file.path.suffix.lower() == ".gz" else file.path
    sure = {name: found.sniff(head, plain) for name, found in readers().items()}
    best = max(sure, key=lambda name: (sure[name], name))
    if sure[best] < SURE_ENOUGH:
        raise SourceError(
            "The format of the file is not known",
            file.name,
            f"Name it with --format; known are: {', '.join(sorted(sure))}.",
        )
    fitting = [name for name in sure if kind is None or kind in readers()[name].kinds]
    second = max(fitting, key=lambda name: (sure[name], name), default=best)
    if kind is not None and (second not in fitting or sure[second] < SURE_ENOUGH):
        held = ", ".join(sorted(readers()[best].kinds))
        raise SourceError(f"A {best} file does not hold {kind}", file.name, f"It holds: {held}.")
    return readers()[second]


def check_kind(kind: str) -> None:
    """Raises SourceError for a kind that is not one of KINDS."""
    if kind not in KINDS:
        raise SourceError(f"Unknown kind {kind!r}", None, f"Use one of {', '.join(KINDS)}.")


def _by_reader(
    files: list[SourceFile], kind: str, name: str | None
) -> Iterator[tuple[Reader, list[SourceFile]]]:
    groups: dict[str, list[SourceFile]] = {}
    for file in files:
        found = reader(name) if name else detect(file, kind)
        groups.setdefault(found.name, []).append(file)
    for each, group in groups.items():
        yield reader(each), group

"""Rejects, sheets, reports and whatever else lies in a home: rewritten or removed where they
mention a customer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from rapport.home import Home
from rapport.warehouse.disk import write_whole
from rapport.work.erasing.concerns import clean_concerns
from rapport.work.erasing.reading import read_text
from rapport.work.erasing.traces import Traces

KEPT = ("warehouse", "backups", "criteria", "recordings", "models", ".index", ".limits", ".read")
"""Folders whose files are no text to be searched; who keeps them erases there."""
SETTINGS = ("rapport.toml", "format")


@dataclass(frozen=True)
class Cleaned:
    """`rewritten` and `removed` files, as paths inside the home."""

    rewritten: tuple[str, ...]
    removed: tuple[str, ...]


def clean_files(home: Home, traces: Traces, suspect: bool) -> Cleaned:
    """Tables of text lose the rows that mention the customer, the tree of concerns such words; any other file
    that mentions them is removed.

    A file whose words cannot be told (a PDF) goes with a file of the same report that went, and
    when no other file of that report speaks for it and the customer is `suspect`: known to the home.
    """
    rewritten = list(clean_concerns(home, traces))
    removed: list[Path] = []
    for path in sorted(_files(home), key=_unreadable):
        try:
            text = read_text(path)
        except FileNotFoundError:
            continue  # whoever wrote it took it away meanwhile
        if text is None and not _goes_too(path, removed, suspect):
            continue
        if text is not None and not traces.mentions(text):
            continue
        if path.suffix == ".csv" and text is not None:
            _drop_rows(path, text, traces)
            rewritten.append(path)
        else:
            removed.append(path)
    for path in removed:
        path.unlink(missing_ok=True)
    return Cleaned(_inside(home, rewritten), _inside(home, removed))


def mark_reports(home: Home, because: str) -> int:
    """Notes in every stored report's record that it cannot be computed again from the data as they
    are now; how many."""
    marked = 0
    for path in home.folder("reports").rglob("*.json"):
        try:
            record = orjson.loads(path.read_bytes())
        except orjson.JSONDecodeError:
            continue
        if isinstance(record, dict) and "not_recomputable" not in record:
            record["not_recomputable"] = because
            write_whole(path, orjson.dumps(record, option=orjson.OPT_INDENT_2))
            marked += 1
    return marked


def _files(home: Home) -> Iterator[Path]:
    database = home.database_path.name
    for top in home.root.iterdir():
        if top.name in KEPT or top.name in SETTINGS or top.name.startswith(database):
            continue
        yield from (path for path in (top, *top.rglob("*")) if path.is_file())


def _unreadable(path: Path) -> tuple[bool, str]:
    """Files that can be read come first: the others are judged by them."""
    return path.suffix.lower() == ".pdf", str(path)


def _goes_too(path: Path, removed: list[Path], suspect: bool) -> bool:
    siblings = [other for other in path.parent.iterdir() if other.stem == path.stem and other != path]
    speaks = any(other.suffix in (".html", ".xlsx") for other in siblings)
    return any(other in removed for other in siblings) or (suspect and not speaks)


def _drop_rows(path: Path, text: str, traces: Traces) -> None:
    csv.field_size_limit(2**31 - 1)
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if not traces.mentions("\n".join(row))]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    write_whole(path, out.getvalue().encode())


def _inside(home: Home, paths: list[Path]) -> tuple[str, ...]:
    return tuple(path.relative_to(home.root).as_posix() for path in paths)

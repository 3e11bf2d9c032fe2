"""The mapping file: what a person decided about the columns, speakers and dates of a file."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from rapport.records.interaction import SPEAKERS
from rapport.sources.errors import SourceError
from rapport.sources.kinds import KINDS

ROWS = ("message", "conversation", "answer", "submission", "record")


@dataclass(frozen=True)
class Mapping:
    """Which column holds which field, and how its values are read.

    `columns`: field → column. `rows`: what one row is (one of ROWS). `speakers`: this file's word →
    role. `dates`: column → format (`iso`, `epoch`, `day-first`, `month-first`, `year-first`, `named`,
    `excel` or a strptime pattern; several as a list). `items`: column of a wide answers file → its
    item. `agents`: mail addresses or domains of those who serve. `ignore`: columns not kept at all
    (every other unknown column becomes an attribute). `header`: the columns it was made for.
    """

    kind: str
    columns: dict[str, str] = field(default_factory=dict)
    rows: str | None = None
    speakers: dict[str, str] = field(default_factory=dict)
    dates: dict[str, Any] = field(default_factory=dict)
    zone: str | None = None
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    agents: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    header: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: str | Path) -> Mapping:
        """Reads a mapping file. Raises SourceError when it is no mapping."""
        path = Path(path)
        try:
            given = yaml.safe_load(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise SourceError("There is no such mapping file", str(path), "Check the path.") from None
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise SourceError(f"The mapping is not valid YAML: {error}", str(path), "Mend it.") from None
        return parse_mapping(given, str(path))

    def save(self, path: str | Path) -> None:
        """Writes the mapping as a small YAML, leaving out what is empty."""
        kept = {item.name: getattr(self, item.name) for item in fields(self)}
        plain = {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items()}
        text = yaml.safe_dump(
            {key: value for key, value in plain.items() if value}, sort_keys=False, allow_unicode=True
        )
        Path(path).write_text(text, encoding="utf-8")


def parse_mapping(given: Any, where: str) -> Mapping:
    """A Mapping from what a YAML held. Raises SourceError naming the key that cannot hold."""
    known = {item.name: item for item in fields(Mapping)}
    if not isinstance(given, dict):
        raise SourceError("The mapping is not a list of keys and values", where, "See docs/how-to/import.md.")
    for key, value in given.items():
        if key not in known:
            raise SourceError(f"Unknown key {key!r}", where, f"Known are: {', '.join(known)}.")
        _check(key, value, where)
    if given.get("kind") not in KINDS:
        raise SourceError(f"kind is {given.get('kind')!r}", where, f"Use one of {', '.join(KINDS)}.")
    if given.get("rows") not in (None, *ROWS):
        raise SourceError(f"rows is {given['rows']!r}", where, f"Use one of {', '.join(ROWS)}.")
    for word, role in (given.get("speakers") or {}).items():
        if role not in SPEAKERS:
            raise SourceError(
                f"{role!r} is no speaker", f"{where}, speakers: {word}", f"Use one of {', '.join(SPEAKERS)}."
            )
    tidy: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in given.items()
        if value is not None
    }
    return Mapping(**tidy)


def _check(key: str, value: Any, where: str) -> None:
    wanted: type = str
    if key in {"columns", "speakers", "dates", "items", "defaults"}:
        wanted = dict
    elif key in {"agents", "ignore", "header"}:
        wanted = list
    if value is not None and not isinstance(value, wanted):
        shape = {"dict": "keys and values", "list": "a list", "str": "a word"}[wanted.__name__]
        raise SourceError(f"{key} is not {shape}", where, "See docs/how-to/import.md.")

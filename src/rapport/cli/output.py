"""What the terminal shows: words and tables for people, one JSON document for machines."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rapport.measures.estimate import Estimate

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
WIDE = 200  # columns where no terminal says how wide it is: a file or a pipe
OUT = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else WIDE)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """One line for people, on standard output; nothing in it is read as markup."""
    OUT.print(_harmless(text), markup=False)


def say_error(text: str) -> None:
    """One line on standard error."""
    ERR.print(_harmless(text), markup=False, style="bold")


def emit_json(value: Any) -> None:
    """The one document that standard output holds when --json is given."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: Any) -> Any:
    """Dataclasses, paths and times as JSON values; a number that JSON cannot write is null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _key(key: Any) -> str:
    return ".".join(map(str, key)) if isinstance(key, tuple) else str(key)


def show_table(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table for people; columns whose name starts with ">" are set to the right."""
    heading = Text(_harmless(title)) if title else None
    table = Table(title=heading, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(
            column.removeprefix(">"), justify="right" if column.startswith(">") else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    OUT.print(table)


def _cell(value: Any) -> Text:
    text = "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
    return Text(_harmless(text))


def _harmless(text: str) -> str:
    """Text without what would command the terminal: imported data may hold anything."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def in_words(estimate: Estimate) -> str:
    """`81.4 (79.2–83.6)`; a share in per cent; an undefined estimate as its reason."""
    if estimate.value is None:
        return estimate.undefined_because or "undefined"
    factor, mark = (100.0, " %") if estimate.unit == "share" else (1.0, "")
    value = f"{estimate.value * factor:.1f}{mark}"
    if estimate.low is None or estimate.high is None:
        return value
    return f"{value} ({estimate.low * factor:.1f}–{estimate.high * factor:.1f})"

"""Pieces of SQL that hold names and paths safely."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path


def quoted(name: str) -> str:
    """A column's or table's name."""
    return '"' + name.replace('"', '""') + '"'


def file_list(folder: Path, names: Iterable[str]) -> str:
    """A list of files, with the signs that would make a pattern of a path taken literally."""
    base = re.sub(r"([\[*?])", r"[\1]", str(folder)).replace("'", "''")
    return "[" + ", ".join(f"'{base}/{name}'" for name in names) + "]"

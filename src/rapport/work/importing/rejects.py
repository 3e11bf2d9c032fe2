"""Rows that could not be used, written beside with their reasons."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from rapport.home import Home
from rapport.sources import Rejected, SourceError
from rapport.work.spreadsheet_text import guarded

COLUMNS = ("file", "row", "reason", "what to do", "raw text")


class Rejects:
    """Collects bad rows in `rejects/` of the home, or stops at the first.

    Parameters: `home`; `name` of the file it writes; `skip`: collect rather than stop. The file is
    kept by `keep`, and gone when the block ends without it.
    """

    def __init__(self, home: Home, name: str, skip: bool) -> None:
        self._home, self._name, self._skip = home, name, skip
        self._path: Path | None = None
        self._out: TextIO | None = None
        self._writer: Any = None
        self._kept = False
        self.count = 0

    def add(self, item: Rejected) -> None:
        """Takes a bad row. Raises SourceError for it unless bad rows are skipped."""
        if not self._skip:
            todo = f"{item.todo} To take all other rows and list the bad ones, add --skip-bad."
            raise SourceError(item.what, item.where, todo.strip())
        if self._writer is None:
            self._open()
        file, _, _ = item.where.partition(", row ")
        self._writer.writerow([guarded(file), item.row, *map(guarded, (_reason(item), item.todo, item.raw))])
        self.count += 1

    def keep(self) -> Path | None:
        """Finishes the file and gives it its name; its path, None when no row was bad."""
        if self._path is None or self._out is None:
            return None
        self._out.close()
        self._kept = True
        return self._path.rename(self._path.with_suffix(""))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._out is not None:
            self._out.close()
        if self._path is not None and not self._kept:
            self._path.unlink()

    def _open(self) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        self._path = self._home.folder("rejects") / f"{self._name}-{stamp}.csv.part"
        self._out = self._path.open("w", encoding="utf-8", newline="")
        self._path.chmod(0o600)
        self._writer = csv.writer(self._out)
        self._writer.writerow(COLUMNS)


def _reason(item: Rejected) -> str:
    _, _, rest = item.where.partition(", row ")
    _, _, place = rest.partition(", ")
    return f"{item.what} ({place})" if place else item.what

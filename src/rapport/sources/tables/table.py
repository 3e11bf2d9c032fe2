"""What every file of rows looks like from the outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeAlias

from rapport.sources.errors import RowError, SourceError
from rapport.sources.file import SourceFile
from rapport.sources.item import Rejected
from rapport.sources.limits import Limits

Row: TypeAlias = tuple[int, Sequence[Any]]
"""A row's number as a person counts (the header is row 1) and its cells, as many as the header has."""


class Table(Protocol):
    """A header and rows, read as often as asked."""

    @property
    def file(self) -> SourceFile:
        """The file the rows are in."""

    @property
    def header(self) -> list[str]:
        """The names of the columns."""

    def rows(self) -> Iterator[Row | Rejected]:
        """The rows from the start; one that cannot be taken apart is a `Rejected`."""


def tidy_header(cells: Sequence[Any], file: SourceFile) -> list[str]:
    """Names for all columns: without spaces around, numbered where empty or given twice.

    Raises SourceError when there are none, or too many.
    """
    if len(cells) > file.limits.columns:
        raise SourceError(
            f"The table has {len(cells):,} columns", f"{file.name}, row 1", "Export fewer columns."
        )
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = "" if cell is None else str(cell).strip()
        name = name or f"column {number}"
        names.append(name if name not in names else f"{name} ({number})")
    if not any(cell not in (None, "") for cell in cells):
        raise SourceError("The first row names no columns", f"{file.name}, row 1", "Export it with a header.")
    return names


def rejected(error: RowError, file: SourceFile, row: int, raw: str, limits: Limits) -> Rejected:
    """The row that `error` is about, as it is handed on."""
    where = f"{file.name}, row {row:,}" + (f", {error.where}" if error.where else "")
    return Rejected(error.what, where, error.todo or "", row, raw[: limits.raw_characters])


def raw_cells(cells: Sequence[Any]) -> str:
    """Cells as one line for a person to recognise the row by."""
    return " | ".join("" if cell is None else str(cell)[:1000] for cell in cells)

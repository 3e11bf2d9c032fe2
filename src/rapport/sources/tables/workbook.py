"""XLSX: the rows of a workbook's first sheet that has any."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl

from rapport.records.errors import UnsupportedError
from rapport.sources.errors import RowError, SourceError
from rapport.sources.file import SourceFile
from rapport.sources.item import Rejected
from rapport.sources.tables.table import Row, raw_cells, rejected, tidy_header

OLD = b"\xd0\xcf\x11\xe0"


class WorkbookTable:
    """The first sheet with cells; its first row with cells is the header.

    Raises SourceError for a workbook that is damaged, cut short or a zip bomb, UnsupportedError for
    an old or encrypted one.
    """

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        first = next(self._records(), None)
        if first is None:
            raise SourceError("The workbook has no rows", file.name, "Save it again from its program.")
        self._start = first[0]
        cells = list(first[1])
        while cells and cells[-1] is None:
            cells.pop()
        self.header = tidy_header(cells, file)

    def rows(self) -> Iterator[Row | Rejected]:
        """The rows below the header, as many cells each as the header has."""
        width, limits = len(self.header), self.file.limits
        for number, cells in self._records():
            if number <= self._start:
                continue
            beyond = [cell for cell in cells[width:] if cell is not None]
            if beyond or any(isinstance(cell, str) and len(cell) > limits.field_bytes for cell in cells):
                error = RowError(
                    "There are cells right of the last named column" if beyond else "A cell is too large",
                    todo="Name the column in the first row, or empty the cells.",
                )
                yield rejected(error, self.file, number, raw_cells(cells), limits)
            else:
                yield number, [*cells[:width], *[None] * (width - len(cells))]

    def _records(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        with self.file.local() as path:
            check_zip(path, self.file)
            try:
                with path.open("rb") as raw:
                    yield from _cells(raw)
            except (SourceError, GeneratorExit):
                raise
            except Exception as error:  # noqa: BLE001 - a damaged workbook breaks in many ways
                raise SourceError(
                    f"The workbook is damaged: {error}", self.file.name, "Save it again from its program."
                ) from None


def _cells(raw: BinaryIO) -> Iterator[tuple[int, tuple[Any, ...]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(raw, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            found = False
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if any(cell is not None for cell in cells):
                    found = True
                    yield number, cells
            if found:
                return
    finally:
        book.close()


def check_zip(path: Path, file: SourceFile) -> None:
    """Raises for a file that is no zip, is cut short, or would unpack to more than the limits."""
    with path.open("rb") as raw:
        if raw.read(4) == OLD:
            raise UnsupportedError(
                "This is an old or encrypted workbook", file.name, "Save it as .xlsx without a password."
            )
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        raise SourceError(
            "This is not a whole XLSX file", file.name, "Fetch it again: it may have been cut short."
        ) from None
    unpacked, packed = sum(part.file_size for part in parts), max(path.stat().st_size, 1)
    limits = file.limits
    if unpacked > 4 * limits.document_bytes or (
        unpacked > limits.ratio_free_bytes and unpacked > limits.ratio * packed
    ):
        raise SourceError(
            f"The workbook unpacks to {unpacked:,} bytes, as a zip bomb does", file.name, "Save it as CSV."
        )

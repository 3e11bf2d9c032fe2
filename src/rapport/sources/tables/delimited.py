"""CSV and TSV: rows of a text file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from rapport.sources.errors import RowError, SourceError
from rapport.sources.file import SourceFile
from rapport.sources.item import Rejected
from rapport.sources.lines import TextLines
from rapport.sources.tables.table import Row, raw_cells, rejected, tidy_header

MARKS = (",", ";", "\t", "|")


class DelimitedTable:
    """A text file whose cells are parted by a mark, quoted as RFC 4180 says.

    Parameters: `file`; `encoding` (UTF-8, or UTF-16 with its mark, when None); `mark`, found in the
    first lines when None. Raises SourceError when there is no header.
    """

    def __init__(self, file: SourceFile, encoding: str | None = None, mark: str | None = None) -> None:
        self.file, self._encoding = file, encoding
        self._mark = mark or find_mark(self._start())
        first = next(self._records(), None)
        if first is None or isinstance(first, Rejected):
            raise SourceError(
                first.what if first else "The file has no rows",
                f"{file.name}, row 1",
                first.todo if first else "Export it again.",
            )
        self.header = tidy_header(first[1], file)

    def rows(self) -> Iterator[Row | Rejected]:
        """The rows after the header; one with more or fewer cells is rejected."""
        width = len(self.header)
        records = self._records()
        next(records)
        for record in records:
            if isinstance(record, Rejected) or len(record[1]) == width:
                yield record
            elif len(record[1]) > width and not any(record[1][width:]):
                yield record[0], record[1][:width]
            elif record[1]:
                yield self._ragged(*record)

    def _start(self) -> str:
        with self.file.open() as stream:
            lines = TextLines(stream, self.file, self._encoding)
            try:
                return "".join(line[:20_000] for _, line in zip(range(30), lines, strict=False))
            except RowError:
                return ""

    def _records(self) -> Iterator[tuple[int, list[str]] | Rejected]:
        limits = self.file.limits
        csv.field_size_limit(limits.field_bytes)
        with self.file.open() as stream:
            lines = TextLines(stream, self.file, self._encoding)
            reader = csv.reader(lines, delimiter=self._mark, strict=True)
            row = 0
            while True:
                lines.taken.clear()
                row += 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    taken = list(lines.taken)
                    lines.back(taken[1:])
                    yield rejected(_mended(error, lines.number), self.file, row, taken[0], limits)
                except RowError as error:
                    yield rejected(error, self.file, row, "".join(lines.taken), limits)
                else:
                    yield row, cells

    def _ragged(self, row: int, cells: list[str]) -> Rejected:
        error = RowError(
            f"The row has {len(cells)} cells, the header {len(self.header)}",
            todo="Put quotes around cells that hold the separator; a last row may be cut short.",
        )
        return rejected(error, self.file, row, raw_cells(cells), self.file.limits)


def find_mark(start: str) -> str:
    """The mark that parts the first rows into the most columns, alike in every row."""
    best, width = ",", 1
    for mark in MARKS:
        try:
            rows = [row for row in csv.reader(io.StringIO(start, newline=""), delimiter=mark) if row]
        except csv.Error:
            continue
        columns = len(rows[0]) if rows else 0
        alike = sum(len(row) == columns for row in rows)
        if columns > width and alike >= 0.6 * len(rows):
            best, width = mark, columns
    return best


def _mended(error: csv.Error, line: int) -> RowError:
    text = str(error)
    if "field larger" in text:
        return RowError(
            "A cell is larger than the limit", todo="Shorten it, or leave it out with --skip-bad."
        )
    if "unexpected end" in text:
        return RowError(
            f"A quote opened in line {line:,} is never closed",
            todo="Close it, or fetch the file again when it was cut short.",
        )
    return RowError(
        f"Line {line:,} is not valid CSV: {text}", todo='Double the quotes within a quoted cell ("").'
    )

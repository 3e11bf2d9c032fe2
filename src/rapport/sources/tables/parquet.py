"""Parquet: typed columns, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from rapport.sources.errors import SourceError
from rapport.sources.file import SourceFile
from rapport.sources.item import Rejected
from rapport.sources.native import TURNS
from rapport.sources.tables.table import Row, tidy_header

BATCH_ROWS = 2_000


class ParquetTable:
    """The columns of a Parquet file. `native`: one of them holds lists of turns.

    Raises SourceError for a file that is damaged or cut short.
    """

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        with file.local() as path:
            try:
                schema = pq.read_schema(path)
            except (pa.ArrowException, OSError) as error:
                raise _damaged(file, error) from None
        self.header = tidy_header(schema.names, file)
        self.native = any(
            name in TURNS and pa.types.is_nested(schema.field(name).type) for name in schema.names
        )

    def rows(self) -> Iterator[Row | Rejected]:
        """The rows; the first has number 1, as there is no header row."""
        number = 0
        with self.file.local() as path:
            try:
                parquet = pq.ParquetFile(path)
                _check_groups(parquet.metadata, self.file)
                for batch in parquet.iter_batches(BATCH_ROWS):
                    columns = [_plain(column) for column in batch.columns]
                    for cells in zip(*columns, strict=True):
                        number += 1
                        yield number, cells
            except (pa.ArrowException, OSError) as error:
                raise _damaged(self.file, error) from None

    def objects(self) -> Iterator[tuple[int, dict[str, Any]] | Rejected]:
        """The rows as objects, without their empty columns."""
        for row in self.rows():
            if isinstance(row, Rejected):
                yield row
            else:
                yield row[0], dict(zip(self.header, row[1], strict=True))


def _plain(column: pa.Array) -> list[Any]:
    kind = column.type
    if pa.types.is_map(kind):
        return [None if value is None else dict(value) for value in column.to_pylist()]
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("us", tz=kind.tz), safe=False)
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
    values: list[Any] = column.to_pylist()
    if pa.types.is_decimal(kind):
        return [float(value) if isinstance(value, Decimal) else value for value in values]
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return [value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in values]
    return values


def _check_groups(metadata: Any, file: SourceFile) -> None:
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    largest = max((group.total_byte_size for group in groups), default=0)
    if largest > 4 * file.limits.document_bytes:
        raise SourceError(
            f"A row group of the Parquet file unpacks to {largest:,} bytes",
            file.name,
            "Write it with smaller row groups.",
        )


def _damaged(file: SourceFile, error: Exception) -> SourceError:
    return SourceError(
        f"The Parquet file is damaged or cut short: {str(error)[:200]}", file.name, "Fetch it again."
    )

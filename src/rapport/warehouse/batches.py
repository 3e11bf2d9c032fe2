"""A stream of records → Arrow tables of bounded size, whatever the records' size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from rapport.warehouse.columns import digest as digest_of
from rapport.warehouse.columns import serialised, to_arrow
from rapport.warehouse.schemas import SCHEMAS

CHUNK_ROWS, CHUNK_BYTES = 4_096, 8 * 2**20
BATCH_ROWS, BATCH_BYTES = 100_000, 96 * 2**20
NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)


def batches(
    table: str, records: Iterable[Any], imported_at: datetime, advance: Callable[[int], None]
) -> Iterator[pa.Table]:
    """Tables of at most BATCH_ROWS rows and about BATCH_BYTES of content, converted chunk by chunk
    so that few records are held as Python objects at a time."""
    done: list[pa.Table] = []
    rows, size = 0, 0
    for chunk, hashes, weight in _chunks(records):
        done.append(to_arrow(table, chunk, hashes, imported_at))
        rows, size = rows + len(chunk), size + weight
        advance(len(chunk))
        if rows + CHUNK_ROWS > BATCH_ROWS or size + CHUNK_BYTES > BATCH_BYTES:
            yield pa.concat_tables(done).combine_chunks()
            done, rows, size = [], 0, 0
    if done:
        yield pa.concat_tables(done).combine_chunks()


def as_rows(table: str, records: Iterable[Any]) -> pa.Table:
    """Records as rows for `Writer.upsert_rows`: the slow part of storing them, for another process than the
    one that writes. When they are stored the writer says."""
    found = list(batches(table, records, NOT_YET, lambda _: None))
    return pa.concat_tables(found) if found else SCHEMAS[table].empty_table()


def _chunks(records: Iterable[Any]) -> Iterator[tuple[list[Any], list[bytes], int]]:
    chunk: list[Any] = []
    hashes: list[bytes] = []
    size = 0
    for record in records:
        content = serialised(record)
        chunk.append(record)
        hashes.append(digest_of(content))
        size += len(content)
        if len(chunk) == CHUNK_ROWS or size >= CHUNK_BYTES:
            yield chunk, hashes, size
            chunk, hashes, size = [], [], 0
    if chunk:
        yield chunk, hashes, size

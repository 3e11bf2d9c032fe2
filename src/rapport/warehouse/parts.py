"""Parquet files of a table: writing, thinning out, joining."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from rapport.warehouse.disk import sync_file
from rapport.warehouse.manifest import Part

ROW_GROUP_BYTES = 64 * 2**20
ROW_GROUP_ROWS = 122_880


def write_part(folder: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> Part:
    """Writes the tables' rows, streamed, into a new lasting file."""
    path = folder / f"{uuid.uuid4().hex}.parquet"
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd", version="2.6") as writer:
        for table in _row_groups(tables):
            writer.write_table(table, row_group_size=max(1, len(table)))
            rows += len(table)
    sync_file(path)
    return Part(path.name, rows, path.stat().st_size)


def without(folder: Path, part: Part, dead: npt.NDArray[np.bool_]) -> Iterator[pa.Table]:
    """The rows of a file that are not `dead`, in order, a row group at a time."""
    with pq.ParquetFile(folder / part.name) as file:
        start = 0
        for group in range(file.num_row_groups):
            table = file.read_row_group(group)
            keep = ~dead[start : start + len(table)]
            start += len(table)
            yield table.filter(pa.array(keep))


def whole(folder: Path, parts: Iterable[Part]) -> Iterator[pa.Table]:
    """The rows of several files, a row group at a time."""
    for part in parts:
        with pq.ParquetFile(folder / part.name) as file:
            for group in range(file.num_row_groups):
                yield file.read_row_group(group)


def _row_groups(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Joins small tables into big row groups."""
    held: list[pa.Table] = []
    for table in tables:
        if not len(table):
            continue
        rows, size = sum(map(len, held)) + len(table), sum(one.nbytes for one in held) + table.nbytes
        if held and (rows > ROW_GROUP_ROWS or size > ROW_GROUP_BYTES):
            yield pa.concat_tables(held)
            held = []
        held.append(table)
    if held:
        yield pa.concat_tables(held)

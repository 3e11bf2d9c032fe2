"""The rows of a frame to draw from, and those drawn as the same kind of table."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.columns import rows_of
from rapport.measures.inputs import Codes
from rapport.measures.sampling.columns import column_of, names_of
from rapport.records.errors import InputError

ID_COLUMNS = ("interaction_id", "id")


def frame_table(frame: Any, wanted: list[str]) -> Any:
    """The frame as a table (or columns by name) that has the columns wanted."""
    if isinstance(frame, Mapping):
        table: Any = {
            name: column if _taken_by_place(column) else rows_of(column) for name, column in frame.items()
        }
        if len({len(column) for column in table.values()}) > 1:
            raise InputError("the columns differ in length", "frame", "give one value for each row")
    else:
        table = nw.from_native(frame, eager_only=True, pass_through=True)
        if not isinstance(table, nw.DataFrame):
            todo = "give a pandas, Polars or Arrow table, or {column: values}"
            raise InputError("a data frame was expected", "frame", todo)
    unknown = [name for name in wanted if name not in names_of(table)]
    if unknown:
        raise InputError(f"there is no column {unknown[0]!r}", "by, id_column", "name a column of the frame")
    return table


def ids_of(table: Any, id_column: str | None) -> Any:
    """The id column, or each row's content with a counter for identical rows."""
    name = id_column or next((known for known in ID_COLUMNS if known in names_of(table)), None)
    if name is not None:
        return column_of(table, name)
    seen: dict[str, int] = {}
    ids: list[Hashable] = []
    rows = (
        zip(*map(rows_of, table.values()), strict=True) if isinstance(table, Mapping) else table.iter_rows()
    )
    for row in rows:
        text = repr(row)
        seen[text] = seen.get(text, 0) + 1
        ids.append(f"{text}\x01{seen[text]}")
    return ids


def drawn_table(table: Any, rows: Codes, columns: Mapping[str, Any]) -> Any:
    """The rows drawn, with more columns, as the kind of table that was given."""
    if isinstance(table, Mapping):
        kept = {
            name: column[rows] if _taken_by_place(column) else [column[row] for row in rows.tolist()]
            for name, column in table.items()
        }
        return kept | dict(columns)
    taken = table[np.asarray(rows, dtype=np.int64).tolist()]
    added = [nw.new_series(name, values, backend=table.implementation) for name, values in columns.items()]
    return nw.to_native(taken.with_columns(*added))


def _taken_by_place(column: Any) -> bool:
    return isinstance(column, np.ndarray) and column.ndim == 1


def names_in(by: str | list[str] | None) -> list[str]:
    """One column, several, or none."""
    return [by] if isinstance(by, str) else list(by or [])


def text_of(stratum: Any) -> str:
    """A stratum's label in a table."""
    return " / ".join(map(str, stratum)) if isinstance(stratum, tuple) else str(stratum)

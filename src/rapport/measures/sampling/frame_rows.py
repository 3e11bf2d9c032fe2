"""The rows of a frame to draw from, and those drawn as the same kind of table."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.inputs import Codes
from rapport.records.errors import InputError

ID_COLUMNS = ("interaction_id", "id")


def frame_table(frame: Any, wanted: list[str]) -> Any:
    """The frame as a table that has the columns wanted."""
    try:
        table = nw.from_native(frame, eager_only=True)
    except TypeError:
        raise InputError(
            "a data frame was expected", "frame", "give a pandas, Polars or Arrow table"
        ) from None
    try:
        columns = table.columns
    except nw.exceptions.DuplicateError:
        raise InputError("two columns have one name", "frame", "give each column its own") from None
    unknown = [name for name in wanted if name not in columns]
    if unknown:
        raise InputError(f"there is no column {unknown[0]!r}", "by, id_column", "name a column of the frame")
    return table


def ids_of(table: Any, id_column: str | None) -> Any:
    """The id column, or each row's content with a counter for identical rows."""
    name = id_column or next((known for known in ID_COLUMNS if known in table.columns), None)
    if name is not None:
        return table.get_column(name)
    seen: dict[str, int] = {}
    ids: list[Hashable] = []
    for row in table.iter_rows():
        text = repr(row)
        seen[text] = seen.get(text, 0) + 1
        ids.append(f"{text}\x01{seen[text]}")
    return ids


def drawn_table(table: Any, rows: Codes, columns: Mapping[str, Any]) -> Any:
    """The rows drawn, with more columns, as the kind of table that was given."""
    taken = table[np.asarray(rows, dtype=np.int64).tolist()]
    added = [nw.new_series(name, values, backend=table.implementation) for name, values in columns.items()]
    return nw.to_native(taken.with_columns(*added))


def names_in(by: str | list[str] | None) -> list[str]:
    """One column, several, or none."""
    return [by] if isinstance(by, str) else list(by or [])


def text_of(stratum: Any) -> str:
    """A stratum's label in a table."""
    return " / ".join(map(str, stratum)) if isinstance(stratum, tuple) else str(stratum)

"""Columns by name, whatever they come in, and the outcome among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.inputs import Floats, check_size
from rapport.records.errors import InputError

WANTED = "give a data frame, columns or rows × drivers"
BLOCK = 4096


def named_columns(drivers: Any) -> dict[str, Any]:
    """Columns by name, of a frame, a mapping, one column or a matrix (x1, x2, …). Raises InputError."""
    if isinstance(drivers, Mapping):
        return {str(name): column for name, column in drivers.items()}
    frame = nw.from_native(drivers, eager_only=True, allow_series=True, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return {str(name): frame.get_column(name) for name in frame.columns}
    if isinstance(frame, nw.Series):
        return {str(frame.name or "x1"): frame}
    if isinstance(drivers, str | bytes) or drivers is None:
        raise InputError("columns were expected", "drivers", WANTED)
    matrix = drivers if isinstance(drivers, np.ndarray) else np.array(drivers, dtype=object)
    if matrix.ndim == 1:
        return {"x1": drivers}
    if matrix.ndim != 2:
        raise InputError("drivers must have rows and columns", "drivers", WANTED)
    lines = _lines(matrix) if matrix.dtype == np.float64 else matrix.T
    return {f"x{place + 1}": line for place, line in enumerate(lines)}


def outcome_and_drivers(outcome: Any, drivers: Any) -> tuple[Any, dict[str, Any]]:
    """The outcome, which may be named among the drivers, and the columns that are left."""
    columns = named_columns(drivers)
    if isinstance(outcome, str):
        if outcome not in columns:
            raise InputError(f"there is no column {outcome!r}", "outcome", "name a column of the drivers")
        outcome = columns.pop(outcome)
    if not columns:
        raise InputError("there is no driver", "drivers", "give at least one column")
    return outcome, columns


def _lines(matrix: Floats) -> Floats:
    """Columns as lines, block by block: each block is read once while it is in the cache."""
    check_size(matrix, "drivers")
    found = np.empty(matrix.shape[::-1])
    for start in range(0, len(matrix), BLOCK):
        found[:, start : start + BLOCK] = matrix[start : start + BLOCK].T
    return found

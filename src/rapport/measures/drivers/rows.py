"""An outcome beside its possible drivers, as the complete rows of one array."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.inputs import Codes, Floats, check_size, labels, numbers, table, weights_of
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Rows:
    """Complete rows: `values` has one line a driver and the outcome's last, one column a row.

    `weights` are survey weights (all 1 without), `weighted` whether they differ, `units` the cluster
    of each row (None: each row is a unit of its own), `excluded` the rows left out, by reason.
    """

    names: tuple[str, ...]
    values: Floats
    weights: Floats
    weighted: bool
    units: Codes | None
    excluded: dict[str, int]

    @property
    def base(self) -> int:
        """The number of complete rows."""
        return int(self.values.shape[1])

    @cached_property
    def unit_count(self) -> int:
        """The number of independent units: clusters, or rows."""
        return self.base if self.units is None else int((np.bincount(self.units) > 0).sum())

    @cached_property
    def weighted_base(self) -> float:
        """The sum of the weights."""
        return float(self.weights.sum())

    @cached_property
    def effective_base(self) -> float:
        """What the weighted rows are worth."""
        square = float((self.weights**2).sum())
        return self.weighted_base**2 / square if square > 0 else 0.0


def rows_of(outcome: Any, drivers: Any, weights: Any = None, clusters: Any = None) -> Rows:
    """Arranges whatever was given; rows with anything missing are left out and counted.

    `drivers` a data frame, a mapping of columns, one column, or rows × drivers (named x1, x2, …);
    `outcome` a column, or the name of one of them.
    """
    columns = _columns(drivers)
    if isinstance(outcome, str):
        if outcome not in columns:
            raise InputError(f"there is no column {outcome!r}", "outcome", "name a column of the drivers")
        outcome = columns.pop(outcome)
    if not columns:
        raise InputError("there is no driver", "drivers", "give at least one column")
    y = numbers(outcome, "outcome")
    values = np.empty((len(columns) + 1, len(y)))
    values[-1] = y
    for line, (name, column) in enumerate(columns.items()):
        values[line] = numbers(column, name, length=len(y))
    rows = weights_of(weights, len(y))
    units = None if clusters is None else labels(clusters, "clusters", length=len(y))[0]
    lost = [
        ("no outcome", np.isnan(y)),
        ("a driver is missing", np.isnan(values[:-1].sum(axis=0))),
        ("no cluster", np.zeros(len(y), dtype=bool) if units is None else units < 0),
    ]
    here = np.ones(len(y), dtype=bool)
    excluded: dict[str, int] = {}
    for reason, gone in lost:
        if count := int((gone & here).sum()):
            excluded[reason] = count
            here &= ~gone
    if excluded:
        values, rows = values[:, here], rows[here]
        units = None if units is None else units[here]
    weighted = weights is not None and len(rows) > 0 and bool(rows.min() < rows.max())
    return Rows(tuple(columns), values, rows, weighted, units, excluded)


def _columns(drivers: Any) -> dict[str, Any]:
    if isinstance(drivers, Mapping):
        return {str(name): column for name, column in drivers.items()}
    frame = nw.from_native(drivers, eager_only=True, allow_series=True, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return {name: frame[name] for name in frame.columns}
    if isinstance(frame, nw.Series):
        return {frame.name or "x1": frame}
    if isinstance(drivers, str | bytes) or drivers is None:
        raise InputError("columns were expected", "drivers", "give a data frame, columns or rows × drivers")
    matrix = drivers if isinstance(drivers, np.ndarray) else np.array(drivers, dtype=object)
    if matrix.ndim == 1:
        return {"x1": drivers}
    lines = _lines(matrix if matrix.dtype == np.float64 else table(drivers, "drivers"))
    return {f"x{place + 1}": line for place, line in enumerate(lines)}


def _lines(matrix: Floats) -> Floats:
    """Columns as lines, block by block: each block is read once while it is in the cache."""
    if matrix.ndim != 2:
        raise InputError("drivers must have rows and columns", "drivers", "give one column a driver")
    check_size(matrix, "drivers")
    found = np.empty(matrix.shape[::-1])
    for start in range(0, len(matrix), 4096):
        found[:, start : start + 4096] = matrix[start : start + 4096].T
    return found

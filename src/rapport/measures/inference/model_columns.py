"""Drivers of a regression as a matrix with names: numbers as they are, labels as 0 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.inputs import Floats, labels, numbers
from rapport.records.errors import InputError


def model_columns(drivers: Any, length: int) -> tuple[Floats, list[str]]:
    """The intercept and all drivers, rows × coefficients; a missing value is NaN.

    A column that is not of numbers gives one column for each label but the first in order, named
    "column: label".
    """
    names, columns = ["intercept"], [np.ones(length)]
    for name, given in _named(drivers).items():
        if _is_numbers(given):
            names.append(name)
            columns.append(numbers(given, name, length=length))
            continue
        codes, found = labels(given, name, length=length)
        ranked = sorted(range(len(found)), key=lambda k: (str(type(found[k])), str(found[k])))
        for code in ranked[1:]:
            names.append(f"{name}: {found[code]}")
            columns.append(np.where(codes < 0, np.nan, (codes == code).astype(np.float64)))
    return np.column_stack(columns), names


def _named(drivers: Any) -> dict[str, Any]:
    if isinstance(drivers, Mapping):
        return {str(name): column for name, column in drivers.items()}
    frame = nw.from_native(drivers, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return {name: frame[name] for name in frame.columns}
    if isinstance(frame, nw.Series):
        return {str(frame.name or "x1"): frame}
    array = np.asarray(drivers)
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim != 2:
        raise InputError("drivers must have rows and columns", "drivers", "give a frame or a matrix")
    return {f"x{place + 1}": array[:, place] for place in range(array.shape[1])}


def _is_numbers(column: Any) -> bool:
    series = nw.from_native(column, series_only=True, pass_through=True)
    if isinstance(series, nw.Series):
        if series.dtype.is_numeric() or series.dtype == nw.Boolean:
            return True
        column = series.to_list()
    if isinstance(column, np.ndarray) and column.dtype.kind in "fiub":
        return True
    return not any(isinstance(one, str | bytes) for one in column)

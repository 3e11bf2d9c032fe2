"""A column of any data frame, list or array as one numpy array of numbers, copied only where it must be."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from rapport.records.errors import InputError

NUMERIC = "fiub"
PLAIN = {int, float, bool, type(None)}


def plain_numbers(values: Any, name: str) -> NDArray[Any]:
    """One number a row in the column's own kind (boolean, integer, float); missing is NaN.

    A column of a hundred million small integers is read here without eight bytes for each.
    """
    series = series_of(values)
    if series is None:
        array = values if isinstance(values, np.ndarray) else None
        return _of_list(rows_of(values), name) if array is None else _of_array(array.ravel(), name)
    if series.dtype.is_integer() and not series.null_count():
        return np.asarray(series.to_numpy())
    if series.dtype.is_numeric() or series.dtype == nw.Boolean:
        return np.asarray(series.cast(nw.Float64).to_numpy())
    return _of_list(series.to_list(), name)


def series_of(values: Any) -> nw.Series[Any] | None:
    """A data frame's column of whatever kind as one narwhals series; None for lists and numpy arrays."""
    if isinstance(values, np.ndarray | list | tuple | str | bytes) or values is None:
        return None
    if hasattr(values, "to_native"):
        values = values.to_native()
    arrow = sys.modules.get("pyarrow")
    if arrow is not None and isinstance(values, arrow.Array):
        values = arrow.chunked_array([values])
    series = nw.from_native(values, series_only=True, pass_through=True)
    return series if isinstance(series, nw.Series) else None


def rows_of(values: Any) -> list[Any]:
    """All rows as a list of Python objects."""
    if isinstance(values, str | bytes) or values is None or not isinstance(values, Iterable):
        raise InputError("a column was expected", None, "give a list, an array or a data frame's column")
    if isinstance(values, np.ndarray):
        return list(values.ravel().tolist())
    if (series := series_of(values)) is not None:
        return list(series.to_list())
    return list(values)


def by_label(values: Any) -> Any:
    """A column with labels of its rows (pandas) as {label: value}; anything else as it is."""
    labelled = hasattr(values, "to_dict") and hasattr(values, "keys") and np.ndim(values) == 1
    return dict(values.items()) if labelled and not isinstance(values, Mapping) else values


def is_missing(value: Any) -> bool:
    """None, NaN, NaT and the data frames' own NA."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    if isinstance(value, np.datetime64 | np.timedelta64):
        return bool(np.isnat(value))
    return isinstance(value, float | np.floating) and bool(np.isnan(value))


def _of_array(array: NDArray[Any], name: str) -> NDArray[Any]:
    if array.dtype.kind in NUMERIC:
        return array
    # Dates and spans of the finest units would turn into plain integers.
    rows = _dates(array) if array.dtype.kind in "mM" else array.tolist()
    return _of_list(rows, name)


def _dates(array: NDArray[Any]) -> list[Any]:
    return [None if gone else "a date" for gone in np.isnat(array)]


def _of_list(rows: list[Any], name: str) -> NDArray[Any]:
    """Python objects as numbers; the first that is none is named by its row."""
    kinds = set(map(type, rows))
    if not kinds <= PLAIN:
        if any(issubclass(kind, str | bytes | complex) for kind in kinds):
            _refuse(rows, name)
        rows = [np.nan if is_missing(row) else row for row in rows]
    try:
        return np.array(rows, dtype=np.float64).ravel()
    except (TypeError, ValueError):
        _refuse(rows, name)
        raise InputError(f"{name} holds lists of differing length", name, "give one number a row") from None


def _refuse(rows: list[Any], name: str) -> None:
    for place, row in enumerate(rows):
        try:
            if isinstance(row, str | bytes | complex):
                raise TypeError
            np.array(np.nan if is_missing(row) else row, dtype=np.float64)
        except (TypeError, ValueError):
            raise InputError(
                f"{name} holds something that is not a number", f"{name}, row {place + 1}", "give numbers"
            ) from None

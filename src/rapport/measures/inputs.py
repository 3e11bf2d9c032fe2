"""Columns of any data frame, lists and arrays become the same few numpy arrays here."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from rapport.records.errors import InputError

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Bools = NDArray[np.bool_]
LARGEST = 1e100


def numbers(values: Any, name: str, *, length: int | None = None) -> Floats:
    """One number a row as float64; missing is NaN. Text and infinite numbers are refused."""
    plain = _plain(values)
    try:
        array = np.array(plain, dtype=np.float64).ravel()
    except (TypeError, ValueError):
        raise InputError(f"{name} holds something that is not a number", name, "give numbers") from None
    check_size(array, name)
    _check_length(len(array), length, name)
    return array


def weights_of(values: Any, length: int) -> Floats:
    """Survey weights: one a row, finite, not negative, not all zero. None means one for everybody."""
    if values is None:
        return np.ones(length)
    array = numbers(values, "weights", length=length)
    if np.isnan(array).any() or (array < 0).any():
        raise InputError("a survey weight is missing or negative", "weights", "give a weight ≥ 0 to each row")
    if length and not array.any():
        raise InputError("all survey weights are zero", "weights", "give at least one row a weight")
    return array


def labels(values: Any, name: str, *, length: int | None = None) -> tuple[Codes, list[Hashable]]:
    """One label a row → (code of each row, the labels); a missing label has code −1."""
    rows = _as_list(values)
    _check_length(len(rows), length, name)
    index: dict[Hashable, int] = {}
    codes = np.empty(len(rows), dtype=np.intp)
    for place, row in enumerate(rows):
        codes[place] = -1 if is_missing(row) else index.setdefault(row, len(index))
    return codes, list(index)


def mask(values: Any, name: str, *, length: int) -> Bools:
    """Yes or no a row; missing is refused, because "unknown" is neither."""
    array = numbers(values, name, length=length)
    if not np.isin(array, (0.0, 1.0)).all():
        raise InputError(f"{name} must say yes or no for each row", name, "give True or False")
    answer: Bools = array == 1.0
    return answer


def table(values: Any, name: str) -> Floats:
    """A frame or nested list of numbers as a two-dimensional array, NaN where missing."""
    frame = nw.from_native(values, eager_only=True, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        columns = [numbers(frame[column], f"{name}.{column}") for column in frame.columns]
        return np.column_stack(columns) if columns else np.empty((0, 0))
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise InputError(
            f"{name} holds something that is not a number", name, "give numbers, NaN where missing"
        ) from None
    if array.ndim != 2:
        raise InputError(
            f"{name} must have rows and columns", name, "give one row a unit, one column a rater"
        )
    check_size(array, name)
    return array


def sums(codes: Codes, values: Floats | None, count: int) -> Floats:
    """The sum of the values (None: the number of rows) of each code 0…count − 1."""
    return np.asarray(np.bincount(codes, values, count), dtype=np.float64)


def confidence_of(confidence: float) -> float:
    """A confidence between 0 and 1, exclusive."""
    if not 0 < confidence < 1:
        raise InputError(f"confidence {confidence} is not between 0 and 1", "confidence", "give e.g. 0.95")
    return float(confidence)


def check_size(array: Floats, name: str) -> None:
    """Refuses infinite numbers and those so large that their sums of squares would be infinite."""
    if array.size and np.nanmax(np.abs(array), initial=0.0) > LARGEST:
        place = np.argwhere(np.abs(array) > LARGEST)[0]
        what = "an infinite number" if np.isinf(array[tuple(place)]) else f"a number beyond ±{LARGEST:g}"
        todo = "give finite numbers or leave it empty"
        raise InputError(f"{name} holds {what}", f"{name}, row {place[0] + 1}", todo)


def is_missing(value: Any) -> bool:
    """None, NaN, NaT and the data frames' own NA."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float | np.floating) and bool(np.isnan(value))


def _plain(values: Any) -> Any:
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiub":
        return values
    return [np.nan if is_missing(value) else value for value in _as_list(values)]


def _as_list(values: Any) -> list[Any]:
    if isinstance(values, str | bytes) or values is None:
        raise InputError("a column was expected", None, "give a list, an array or a data frame's column")
    if isinstance(values, np.ndarray):
        return list(values.ravel().tolist())
    series = nw.from_native(values, series_only=True, pass_through=True)
    if isinstance(series, nw.Series):
        return list(series.to_list())
    if hasattr(values, "to_pylist"):
        return list(values.to_pylist())
    if isinstance(values, Iterable):
        return list(values)
    raise InputError("a column was expected", None, "give a list, an array or a data frame's column")


def _check_length(found: int, wanted: int | None, name: str) -> None:
    if wanted is not None and found != wanted:
        raise InputError(
            f"{name} has {found} rows where {wanted} are expected", name, "give one value for each row"
        )

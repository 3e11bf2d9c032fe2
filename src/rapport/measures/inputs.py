"""Columns of any data frame, lists and arrays become the same few numpy arrays here."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from rapport.measures.columns import is_missing, plain_numbers
from rapport.measures.labelling import coded
from rapport.records.errors import InputError

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Bools = NDArray[np.bool_]
LARGEST = 1e100
BLOCK = 1 << 20

__all__ = [
    "LARGEST",
    "Bools",
    "Codes",
    "Floats",
    "blocks",
    "check_size",
    "chosen",
    "confidence_of",
    "is_missing",
    "labels",
    "mask",
    "numbers",
    "require",
    "sums",
    "table",
    "weights_of",
]


def numbers(values: Any, name: str, *, length: int | None = None) -> Floats:
    """One number a row as float64; missing is NaN. Text and infinite numbers are refused.

    A column that is float64 already comes back without a copy, and then cannot be written to.
    """
    plain = plain_numbers(values, name)
    _check_length(len(plain), length, name)
    array = np.asarray(plain, dtype=np.float64)
    if plain.dtype.kind == "f":
        check_size(array, name)
    if array is plain:
        array = array.view()
        array.flags.writeable = False
    return array


def weights_of(values: Any, length: int) -> Floats:
    """Survey weights: one a row, finite, not negative, not all zero. None means one for everybody."""
    if values is None:
        return np.ones(length)
    array = numbers(values, "weights", length=length)
    if np.isnan(array).any() or (array < 0).any():
        raise InputError("a survey weight is missing or negative", "weights", "give a weight ≥ 0 to each row")
    if length and not array.max() > 1e-100:
        raise InputError("all survey weights are zero", "weights", "give at least one row a weight")
    return array


def labels(values: Any, name: str, *, length: int | None = None) -> tuple[Codes, list[Hashable]]:
    """One label a row → (code of each row, the labels); a missing label has code −1."""
    codes, names = coded(values, name)
    _check_length(len(codes), length, name)
    return codes, names


def mask(values: Any, name: str, *, length: int) -> Bools:
    """Yes or no a row; missing is refused, because "unknown" is neither."""
    array = numbers(values, name, length=length)
    if not np.isin(array, (0.0, 1.0)).all():
        raise InputError(f"{name} must say yes or no for each row", name, "give True or False")
    answer: Bools = array == 1.0
    return answer


def table(values: Any, name: str) -> Floats:
    """A frame, dict of columns or nested list of numbers as a two-dimensional array, NaN where missing."""
    frame = nw.from_native(values, eager_only=True, pass_through=True)
    if isinstance(frame, nw.DataFrame | Mapping):
        names = frame.columns if isinstance(frame, nw.DataFrame) else list(frame)
        # get_column also takes names that are numbers, as in a frame made of a matrix.
        column_of = frame.get_column if isinstance(frame, nw.DataFrame) else frame.__getitem__
        columns = [numbers(column_of(one), f"{name}.{one}") for one in names]
        if len({len(column) for column in columns}) > 1:
            raise InputError(f"the columns of {name} differ in length", name, "give one value for each row")
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


def blocks(rows: int, step: int = BLOCK) -> Iterator[slice]:
    """All rows, some at a time: what is computed of them then needs no further column in memory."""
    return (slice(start, start + step) for start in range(0, rows, step))


def confidence_of(confidence: float) -> float:
    """A confidence between 0 and 1, exclusive."""
    # Nearer to 0 or 1 the ends of the normal distribution are no numbers any more.
    if not 1e-9 <= confidence <= 1 - 1e-12:
        raise InputError(f"confidence {confidence} is not between 0 and 1", "confidence", "give e.g. 0.95")
    return float(confidence)


def chosen(value: Any, among: Iterable[str], name: str) -> None:
    """Refuses a word that is none of those to choose from."""
    if value not in (words := tuple(among)):
        raise InputError(f"{name} {value!r} is unknown", name, f"use one of {', '.join(words)}")


def require(
    rules: Iterable[tuple[Any, str, str]], what: str = "is out of range", todo: str = "give {}"
) -> None:
    """Refuses the first parameter whose rule (does it hold, its name, what is wanted) does not hold."""
    for fine, name, wanted in rules:
        if not fine:
            raise InputError(f"{name} {what}", name, todo.format(wanted))


def check_size(array: Floats, name: str) -> None:
    """Refuses infinite numbers and those so large that their sums of squares would be infinite."""
    # Without a copy of the column: NaN is passed over by fmax and fmin.
    top = np.fmax.reduce(array, axis=None, initial=0.0)
    if max(float(top), -float(np.fmin.reduce(array, axis=None, initial=0.0))) > LARGEST:
        place = np.argwhere(np.abs(array) > LARGEST)[0]
        what = "an infinite number" if np.isinf(array[tuple(place)]) else f"a number beyond ±{LARGEST:g}"
        todo = "give finite numbers or leave it empty"
        raise InputError(f"{name} holds {what}", f"{name}, row {place[0] + 1}", todo)


def _check_length(found: int, wanted: int | None, name: str) -> None:
    if wanted is not None and found != wanted:
        raise InputError(
            f"{name} has {found} rows where {wanted} are expected", name, "give one value for each row"
        )

"""Drivers of a regression as a matrix with names: numbers as they are, labels as 0 and 1."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.columns import rows_of
from rapport.measures.inference.named_columns import named_columns
from rapport.measures.inputs import Codes, Floats, labels, numbers
from rapport.records.errors import InputError

Levels = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, eq=False)
class Term:
    """One driver: its name, the names of its coefficients, and a line (over all rows) for each."""

    name: str
    coefficients: tuple[str, ...]
    lines: Floats


def model_columns(drivers: Any, length: int) -> tuple[Floats, list[str]]:
    """The intercept and all drivers, rows × coefficients; a missing value is NaN.

    A column that is not of numbers gives one column for each label but the first in order, named
    "column: label".
    """
    columns = named_columns(drivers)
    terms = [
        term
        for term in model_terms(columns, length)
        if term.coefficients != (term.name,) or is_numbers(columns[term.name])
    ]
    names = ["intercept", *(name for term in terms for name in term.coefficients)]
    lines = [np.ones(length), *(line for term in terms for line in term.lines)]
    return np.column_stack(lines), names


def model_terms(columns: Mapping[str, Any], length: int, levels: Levels | None = None) -> list[Term]:
    """The drivers one by one; a column of one label has a line of 0, named like it.

    `levels` tells the order of labels, the first is what others are held
    against; without, a frame's own order where it has one, else that of their names."""
    for name in levels or {}:
        if name not in columns:
            raise InputError(f"there is no column {name!r}", "levels", f"columns are {', '.join(columns)}")
    found = []
    for name, given in columns.items():
        if is_numbers(given) and name not in (levels or {}):
            found.append(Term(name, (name,), numbers(given, name, length=length)[None]))
            continue
        codes, ranked = ordered_labels(given, name, length, (levels or {}).get(name))
        some = [np.where(codes < 0, np.nan, codes == code) for code in range(1, len(ranked))]
        lines = np.array(some, dtype=np.float64).reshape(len(some), length)
        if not some:
            # Who gave no label must still be left out, even where all others gave the same.
            lines = np.where(codes < 0, np.nan, 0.0)[None]
        told = tuple(f"{name}: {label}" for label in ranked[1:]) or (name,)
        found.append(Term(name, told, lines))
    return found


def ordered_labels(
    given: Any, name: str, length: int | None, order: Sequence[Any] | None
) -> tuple[Codes, list[Hashable]]:
    """One label a row as its place in the order (−1: missing), and the labels that occur."""
    codes, found = labels(given, name, length=length)
    if order is None:
        order = stated_order(given)
    if order is None:
        places = sorted(range(len(found)), key=lambda k: (str(type(found[k])), str(found[k])))
    else:
        if not isinstance(order, Iterable) or isinstance(order, str | bytes):
            raise InputError("the order of labels is no list", name, "name all labels, from first to last")
        rank = {label: place for place, label in enumerate(order)}
        for label in found:
            if label not in rank:
                todo = "name all labels, from the first to the last"
                raise InputError(f"{name} holds {label!r}, which has no place in the order", name, todo)
        places = sorted(range(len(found)), key=lambda k: rank[found[k]])
    place = np.full(len(found) + 1, -1, dtype=np.intp)
    place[places] = np.arange(len(found))
    return place[codes], [found[k] for k in places]


def stated_order(given: Any) -> list[Any] | None:
    """The order that a frame's column of ordered categories brings with it."""
    series = nw.from_native(given, series_only=True, pass_through=True)
    if isinstance(series, nw.Series) and series.dtype == nw.Enum:
        return list(series.cat.get_categories().to_list())
    return None


def is_numbers(column: Any) -> bool:
    """Whether a column is of numbers (or yes and no), not of labels."""
    series = nw.from_native(column, series_only=True, pass_through=True)
    if isinstance(series, nw.Series):
        if series.dtype.is_numeric() or series.dtype == nw.Boolean:
            return True
        return not any(isinstance(one, str | bytes) for one in series.to_list())
    if isinstance(column, np.ndarray) and column.dtype.kind in "fiub":
        return True
    return not any(isinstance(one, str | bytes) for one in rows_of(column))

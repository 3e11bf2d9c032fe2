"""Ratings of units by raters: which categories, who rated what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from rapport.measures.inputs import Codes, Floats, check_size, is_missing, labels, numbers
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Ratings:
    """`codes` units × raters, −1 where missing, into the sorted `categories`."""

    codes: NDArray[np.intp]
    categories: tuple[Any, ...]

    @property
    def counts(self) -> Floats:
        """Units × categories: how many raters gave it."""
        units, _ = self.codes.shape
        table = np.zeros((units, len(self.categories)))
        for column in self.codes.T:
            given = np.flatnonzero(column >= 0)
            np.add.at(table, (given, column[given]), 1)
        return table

    def values(self) -> Floats:
        """The categories as numbers. Raises InputError where they are not."""
        try:
            return np.array([float(category) for category in self.categories])
        except (TypeError, ValueError):
            raise InputError(
                "the ratings are not numbers", "ratings", "give numbers, or use a nominal coefficient"
            ) from None


def ratings_from(ratings: Any, categories: Sequence[Any] | None = None) -> Ratings:
    """Units × raters (frame, array or nested list; None or NaN missing) with its categories.

    `categories` names all that were possible, in order; by default those that occur, sorted.
    """
    columns = _columns(ratings)
    codes, found = labels([value for column in columns for value in column], "ratings")
    sizes = [label for label in found if isinstance(label, int | float)]
    check_size(np.array(sizes, dtype=np.float64), "ratings")
    order = list(categories) if categories is not None else sorted(found, key=_sort_key)
    place = {category: code for code, category in enumerate(order)}
    unknown = [label for label in found if label not in place]
    if unknown:
        raise InputError(f"rating {unknown[0]!r} is not among the categories", "ratings", "name all of them")
    move = np.array([place[label] for label in found] + [-1], dtype=np.intp)
    shape = (len(columns), len(columns[0]) if columns else 0)
    return Ratings(move[codes].reshape(shape).T, tuple(order))


def ratings_of(scores: Any, units: Any, evaluators: Any) -> Floats:
    """Long rows (score, unit, evaluator) as a matrix: a row for each unit that two or more scored.

    Columns are first, second… evaluator of the unit in the order of their names, NaN where there is
    none, for coefficients that do not ask who rated. Missing scores are left out.

    Example:
        >>> ratings_of([1, 2, 3], ["a", "b", "a"], ["x", "x", "y"]).tolist()
        [[1.0, 3.0]]
    """
    values = numbers(scores, "scores")
    unit, unit_names = labels(units, "units", length=len(values))
    person, names = labels(evaluators, "evaluators", length=len(values))
    rank = {code: place for place, code in enumerate(sorted(range(len(names)), key=lambda c: str(names[c])))}
    by_unit: dict[int, list[tuple[int, float]]] = {}
    for row in np.flatnonzero(~np.isnan(values)).tolist():
        by_unit.setdefault(int(unit[row]), []).append((rank[int(person[row])], float(values[row])))
    doubled = [code for code in range(len(unit_names)) if len(by_unit.get(code, ())) > 1]
    width = max((len(by_unit[code]) for code in doubled), default=0)
    table = np.full((len(doubled), width), np.nan)
    for row, code in enumerate(doubled):
        own = [score for _, score in sorted(by_unit[code])]
        table[row, : len(own)] = own
    return table


def _columns(ratings: Any) -> list[list[Any]]:
    frame = nw.from_native(ratings, eager_only=True, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return [frame[name].to_list() for name in frame.columns]
    if isinstance(ratings, np.ndarray):
        if ratings.ndim != 2:
            raise InputError(
                "ratings must have rows and columns", "ratings", "one row a unit, one column a rater"
            )
        return [list(column) for column in ratings.T.tolist()]
    rows = [list(row) for row in ratings]
    if len({len(row) for row in rows}) > 1:
        raise InputError("rows of ratings differ in length", "ratings", "fill up with None")
    return [list(column) for column in zip(*rows, strict=True)]


def _sort_key(category: Any) -> tuple[int, Any]:
    return (1, category) if isinstance(category, str) else (0, category)


def rated_rows(codes: NDArray[np.intp]) -> Codes:
    """Units that somebody rated."""
    return np.flatnonzero((codes >= 0).any(axis=1))


__all__ = ["Ratings", "is_missing", "rated_rows", "ratings_from", "ratings_of"]

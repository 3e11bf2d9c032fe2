"""Ratings of units by raters: which categories, who rated what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from rapport.measures.checked import checked
from rapport.measures.columns import rows_of, series_of
from rapport.measures.inputs import Floats, check_size, labels, numbers
from rapport.measures.quality.patterns import Patterns, patterns_of, unordered
from rapport.records.errors import InputError

SPAN = 4096


@dataclass(frozen=True)
class Ratings:
    """`codes` units × raters, −1 where missing, into the sorted `categories`."""

    codes: NDArray[np.intp]
    categories: tuple[Any, ...]

    @property
    def patterns(self) -> Patterns:
        """Units rated by somebody, each kind of them once; raters keep their places."""
        found = patterns_of(self.codes, len(self.categories))
        return found.only(np.flatnonzero((found.codes >= 0).any(axis=1)))

    @property
    def kinds(self) -> Patterns:
        """The same where it does not matter which rater gave which rating."""
        return unordered(self.patterns, len(self.categories))

    def values(self) -> Floats:
        """The categories as numbers. Raises InputError where they are not."""
        try:
            return np.array([float(category) for category in self.categories])
        except (TypeError, ValueError):
            raise InputError(
                "the ratings are not numbers", "ratings", "give numbers, or use a nominal coefficient"
            ) from None

    def measured(self, weights: Any) -> Floats:
        """The categories as numbers where the weights need them, else their places."""
        if isinstance(weights, str) and weights not in ("identity", "unweighted"):
            return self.values()
        return np.arange(len(self.categories), dtype=np.float64)


def ratings_from(ratings: Any, categories: Sequence[Any] | None = None) -> Ratings:
    """Units × raters (frame, {rater: column}, array or nested list; None or NaN missing), categorised.

    `categories` names all that were possible, in order; by default those that occur, sorted.
    """
    matrix = _as_numbers(ratings)
    if matrix is None:
        columns = _columns(ratings)
        flat, found = labels([value for column in columns for value in column], "ratings")
        sizes = [label for label in found if isinstance(label, int | float)]
        check_size(np.array(sizes, dtype=np.float64), "ratings")
        codes = flat.reshape((len(columns), len(columns[0]) if columns else 0)).T
        order = sorted(found, key=_sort_key)
    else:
        check_size(matrix, "ratings")
        codes, found = _coded(matrix)
        order = found
    if categories is not None:
        order = list(categories)
    place = {category: code for code, category in enumerate(order)}
    unknown = [label for label in found if label not in place]
    if unknown:
        raise InputError(f"rating {unknown[0]!r} is not among the categories", "ratings", "name all of them")
    if order != found:
        move = np.array([place[label] for label in found] + [-1], dtype=np.intp)
        codes = move[codes]
    return Ratings(codes, tuple(order))


@checked
def ratings_of(scores: Any, units: Any, evaluators: Any) -> Floats:
    """Long rows (score, unit, evaluator) as a matrix: a row for each unit that two or more scored.

    Columns are first, second… evaluator of the unit in the order of their names, NaN where there is
    none, for coefficients that do not ask who rated. Missing scores are left out.

    Validated against: by hand; `icc` and `krippendorff_alpha` of the same ratings given as a matrix.

    Example:
        >>> ratings_of([1, 2, 3], ["a", "b", "a"], ["x", "x", "y"]).tolist()
        [[1.0, 3.0]]
    """
    values = numbers(scores, "scores")
    unit, unit_names = labels(units, "units", length=len(values))
    person, names = labels(evaluators, "evaluators", length=len(values))
    rank = np.empty(len(names) + 1, dtype=np.intp)
    rank[sorted(range(len(names)), key=lambda code: str(names[code]))] = np.arange(len(names))
    rank[-1] = len(names)
    here = np.flatnonzero(~np.isnan(values) & (unit >= 0))
    here = here[np.lexsort((values[here], rank[person[here]], unit[here]))]
    seen = np.bincount(unit[here], minlength=len(unit_names))
    start = np.cumsum(seen) - seen
    column = np.arange(len(here)) - start[unit[here]]
    twice = seen > 1
    table = np.full((int(twice.sum()), int(seen[twice].max(initial=0))), np.nan)
    chosen = twice[unit[here]]
    table[(np.cumsum(twice) - 1)[unit[here][chosen]], column[chosen]] = values[here][chosen]
    return table


def _as_numbers(ratings: Any) -> Floats | None:
    """All ratings as one matrix of numbers; None where there are words or mixed things."""
    if isinstance(ratings, np.ndarray):
        matrix = ratings
        if matrix.ndim != 2:
            raise InputError(
                "ratings must have rows and columns", "ratings", "one row a unit, one column a rater"
            )
        return matrix.astype(np.float64, copy=False) if matrix.dtype.kind in "fiub" else None
    if isinstance(ratings, list | tuple):
        try:
            matrix = np.asarray(ratings)
        except ValueError:
            return None
        return matrix.astype(np.float64) if matrix.dtype.kind in "fiu" and matrix.ndim == 2 else None
    named = _named(ratings)
    if named is None:
        return None
    columns = []
    for name, column in named.items():
        series = series_of(column)
        numeric = np.asarray(column).dtype.kind in "fiu" if series is None else series.dtype.is_numeric()
        if not numeric:
            return None
        columns.append(numbers(column, f"ratings.{name}"))
    if len({len(one) for one in columns}) > 1:
        raise InputError("columns of ratings differ in length", "ratings", "give all for the same units")
    return np.column_stack(columns) if columns else np.empty((0, 0))


def _named(ratings: Any) -> dict[str, Any] | None:
    """Columns of a frame or a mapping; None for rows."""
    if isinstance(ratings, Mapping):
        return dict(ratings)
    frame = nw.from_native(ratings, eager_only=True, pass_through=True)
    if not isinstance(frame, nw.DataFrame):
        return None
    return {name: frame.get_column(name) for name in frame.columns}


def _coded(matrix: Floats) -> tuple[NDArray[np.intp], list[Any]]:
    """Code of each number (−1: NaN) in the sorted numbers that occur; small whole numbers by counting."""
    there = ~np.isnan(matrix)
    whole = bool(there.all())
    given = matrix.ravel() if whole else matrix[there]
    codes = np.full(matrix.shape, -1, dtype=np.intp)
    if not given.size:
        return codes, []
    low, high = float(given.min()), float(given.max())
    if high - low < SPAN and low == np.floor(low):
        place = (given - low).astype(np.intp)
        if (place + low == given).all():
            used = np.bincount(place) > 0
            codes[there] = (np.cumsum(used) - 1)[place]
            return codes, [float(one + low) for one in np.flatnonzero(used)]
    found, inverse = np.unique(given, return_inverse=True)
    codes[there] = inverse
    return codes, found.tolist()


def _columns(ratings: Any) -> list[list[Any]]:
    named = _named(ratings)
    if named is not None:
        lists = [rows_of(one) for one in named.values()]
        if len({len(one) for one in lists}) > 1:
            raise InputError("columns of ratings differ in length", "ratings", "give all for the same units")
        return lists
    if isinstance(ratings, np.ndarray):
        return [list(column) for column in ratings.T.tolist()]
    if isinstance(ratings, str | bytes) or ratings is None:
        raise InputError(
            "ratings must have rows and columns", "ratings", "one row a unit, one column a rater"
        )
    try:
        rows = [list(row) for row in ratings]
    except TypeError:
        raise InputError(
            "ratings must have rows and columns", "ratings", "one row a unit, one column a rater"
        ) from None
    if len({len(row) for row in rows}) > 1:
        raise InputError("rows of ratings differ in length", "ratings", "fill up with None")
    return [list(column) for column in zip(*rows, strict=True)]


def _sort_key(category: Any) -> tuple[int, Any]:
    return (1, category) if isinstance(category, str) else (0, category)

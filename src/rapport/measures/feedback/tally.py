"""How often each answer was given, in all or in each group: what every survey metric is computed from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.measures.columns import plain_numbers
from rapport.measures.inputs import Codes, Floats, blocks, check_size, numbers
from rapport.records.errors import InputError

STEP = 1 << 17
CELLS = 1 << 22
FEW = 256

Label = tuple[Hashable, ...]
Coder = Callable[[slice], Codes]


@dataclass(frozen=True)
class Key:
    """One grouping column: keys in whatever integers they come, what to take off to count from 0, and
    what each then stands for."""

    codes: NDArray[Any]
    low: int
    labels: list[Label]


@dataclass(frozen=True)
class Tally:
    """`values` that answers take; by group and value the number of rows, the sum of their weights and of
    the weights' squares; `missing` rows of each group; `groups`, the labels of each."""

    values: Floats
    count: Floats
    weight: Floats
    square: Floats
    missing: Floats
    groups: list[Label]
    weighted: bool


def tally(
    answers: Any,
    check: Callable[[Floats], Any],
    keys: Sequence[Key] = (),
    weights: Floats | None = None,
) -> Tally | None:
    """Counts answers by group, without a float for each row where they are small integers.

    `check` refuses what is no answer; it is asked about the values that occur and, when it refuses one,
    about the whole column, so that it names the row. None when answers take more values than a scale has.
    """
    plain = plain_numbers(answers, "answers")
    if any(len(key.codes) != len(plain) for key in keys):
        raise InputError("the columns differ in length", "frame", "give one value for each row")
    found = _of_integers(plain) if plain.dtype.kind in "iub" else _of_floats(plain)
    if found is None:
        return None
    values, code = found
    try:
        check(values)
    except ValueError:
        check(numbers(plain, "answers"))
        raise
    groups = _fewer(list(keys), len(values) + 1)
    shape = tuple(len(key.labels) for key in groups)
    parts = [
        part.reshape(-1, len(values) + 1)
        for part in _counts(groups, shape, code, len(values) + 1, len(plain), weights)
    ]
    there = np.flatnonzero(parts[0].any(axis=1)) if groups else np.arange(1)
    names = _names(groups, shape, there)
    order = sorted(range(len(names)), key=lambda place: _rank(names[place]))
    count, weight, square = (part[there[order]] for part in parts)
    return Tally(
        values=values,
        count=count[:, :-1],
        weight=weight[:, :-1],
        square=square[:, :-1],
        missing=count[:, -1],
        groups=[names[place] for place in order],
        weighted=weights is not None,
    )


def _of_integers(plain: NDArray[Any]) -> tuple[Floats, Coder] | None:
    if not len(plain):
        return np.empty(0), lambda some: np.empty(0, dtype=np.intp)
    whole = plain.view(np.uint8) if plain.dtype.kind == "b" else plain
    low, high = int(whole.min()), int(whole.max())
    if high - low >= FEW or max(abs(low), abs(high)) > 2**31:
        return _of_floats(plain.astype(np.float64))
    return np.arange(low, high + 1.0), lambda some: np.subtract(whole[some], low, dtype=np.intp)


def _of_floats(plain: NDArray[Any]) -> tuple[Floats, Coder] | None:
    check_size(plain, "answers")
    if np.isnan(top := np.fmax.reduce(plain, initial=np.nan)):
        return np.empty(0), lambda some: np.zeros(len(plain[some]), dtype=np.intp)
    low, high = float(np.fmin.reduce(plain)), float(top)
    if high - low < FEW and all(_whole(plain[some]) for some in blocks(len(plain), STEP)):
        values = np.arange(low, high + 1)

        def code(some: slice) -> Codes:
            part = plain[some]
            return np.where(np.isnan(part), len(values), part - low).astype(np.intp)

        return values, code
    there = ~np.isnan(plain)
    distinct, places = np.unique(plain[there], return_inverse=True)
    if len(distinct) > FEW:
        return None
    codes = np.full(len(plain), len(distinct), dtype=np.intp)
    codes[there] = places
    return distinct.astype(np.float64), lambda some: codes[some]


def _whole(part: NDArray[Any]) -> bool:
    return bool(((part == np.floor(part)) | np.isnan(part)).all())


def _counts(
    keys: list[Key], shape: tuple[int, ...], code: Coder, width: int, rows: int, weights: Floats | None
) -> list[Floats]:
    """Rows, weights and squared weights of each cell, a slice of rows at a time."""
    cells = prod(shape) * width
    total = np.zeros((1 if weights is None else 3, cells))
    for some in blocks(rows, max(STEP, cells)):
        place = code(some)
        if keys:
            group = np.subtract(keys[0].codes[some], keys[0].low, dtype=np.intp)
            for key in keys[1:]:
                group *= len(key.labels)
                group += np.subtract(key.codes[some], key.low, dtype=np.intp)
            group *= width
            place = np.add(group, place, out=group)
        total[0] += np.bincount(place, minlength=cells)
        if weights is not None:
            total[1] += np.bincount(place, weights[some], minlength=cells)
            total[2] += np.bincount(place, weights[some] ** 2, minlength=cells)
    return [total[0], total[-2], total[-1]] if weights is not None else [total[0]] * 3


def _fewer(keys: list[Key], width: int) -> list[Key]:
    """Joins neighbouring columns whose labels multiply to too many cells into one of the pairs that occur."""
    while len(keys) > 1 and prod(len(key.labels) for key in keys) * width > CELLS:
        first, second, *rest = keys
        pairs = np.subtract(first.codes, first.low, dtype=np.intp)
        pairs = pairs * len(second.labels) + np.subtract(second.codes, second.low, dtype=np.intp)
        there, codes = np.unique(pairs, return_inverse=True)
        labels = _names([first, second], (len(first.labels), len(second.labels)), there)
        keys = [Key(codes, 0, labels), *rest]
    return keys


def _names(keys: list[Key], shape: tuple[int, ...], there: Codes) -> list[Label]:
    if not keys:
        return [()]
    places = [part.tolist() for part in np.unravel_index(there, shape)]
    parts = [[key.labels[place] for place in part] for key, part in zip(keys, places, strict=True)]
    return [sum(labels, ()) for labels in zip(*parts, strict=True)]


def _rank(label: Label) -> tuple[tuple[bool, str, Any], ...]:
    """Numbers by size, words by letter, what is missing last."""
    return tuple(
        (
            one is None,
            "" if isinstance(one, int | float) else type(one).__name__,
            one if one is not None else 0,
        )
        for one in label
    )

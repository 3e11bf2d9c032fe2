"""Weights without the extreme ones, their sum kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Bools, Codes, Floats, labels, numbers, sums, weights_of
from rapport.records.errors import InputError


@checked
def trim_weights(
    weights: Any,
    *,
    low: float | None = None,
    high: float | None = None,
    cells: Any = None,
    spread: str = "proportional",
) -> Floats:
    """Cut weights at bounds and give what was cut to the others, so that each cell's sum stays.

    Question it answers: one answer counts as forty: how do I tame it without losing the totals?

    Definition: weights beyond a bound are set to it; the difference is spread over the others of the
    cell, in proportion to their weight or in equal amounts, again until none is beyond. "all": once, and
    over all in proportion, those that were cut too, which then end a little beyond.

    Scale, unit, range: as the weights, within the bounds (but for "all").

    Base: rows with a weight above 0; 0 (not answered) stays 0.

    Parameters: `weights` one a row; `low`, `high` in the weights' own unit (a common choice for `high` is
    three to five times the median); `cells` label of each row whose sums are kept apart (a margin that
    was raked, a class), else one for all; `spread` "proportional", "equal" or "all".

    Returns: an array, one weight a row.

    Raises: InputError for bounds that no weights of a cell's sum can meet, naming the cell.

    Do not: trim until the interval looks narrow; every cut moves the estimate toward the unweighted one.

    Validated against: sums and bounds by definition; "equal" is the strict rule of R survey's
    trimWeights, followed by hand; "all" is that of the PyPI package balance.

    Example:
        >>> trim_weights([1, 1, 2, 8], high=5).round(6).tolist()
        [1.75, 1.75, 3.5, 5.0]

    References: Potter (1990), A study of procedures to identify and trim extreme sampling weights,
    Proceedings of the Section on Survey Research Methods, ASA, 225–230.

    See also: weighting_loss, calibrate (which can bound while it fits).
    """
    given = numbers(weights, "weights")
    rows = weights_of(given, len(given)) if len(given) else given
    bottom, top = 0.0 if low is None else float(low), np.inf if high is None else float(high)
    if not 0 <= bottom < top:
        raise InputError(f"the bounds {bottom:g} to {top:g} hold nothing", "low, high", "give 0 ≤ low < high")
    code, names = np.zeros(len(rows), dtype=np.intp), ["all"]
    if cells is not None:
        code, found = labels(cells, "cells", length=len(rows))
        names = [str(name) for name in found]
        if (code < 0).any():
            raise InputError("a row has no cell", "cells", "give each row a label")
    if spread not in WAYS:
        raise InputError(f"there is no spread {spread!r}", "spread", f"choose one of {', '.join(WAYS)}")
    there = rows > 0
    _check_reachable(rows, there, code, names, bottom, top)
    return WAYS[spread](rows, there, code, len(names), bottom, top)


def _check_reachable(
    rows: Floats, there: Bools, code: Codes, names: list[str], low: float, high: float
) -> None:
    total, count = sums(code, rows, len(names)), sums(code, there.astype(float), len(names))
    broken = np.flatnonzero((total < low * count * (1 - 1e-12)) | (total > high * count * (1 + 1e-12)))
    if len(broken):
        cell = int(broken[0])
        mean = total[cell] / count[cell]
        raise InputError(
            f"cell {names[cell]!r} has a mean weight of {mean:g}, outside {low:g} to {high:g}",
            "low, high",
            "widen the bounds or join the cell with another",
        )


def _in_proportion(rows: Floats, there: Bools, code: Codes, cells: int, low: float, high: float) -> Floats:
    total = sums(code, rows, cells)
    # The factor of a cell at which its cut weights keep their sum, by bisection in all cells at once.
    left = np.zeros(cells)
    right = np.ones(cells)
    while (short := _sums_at(rows, there, code, right, low, high) < total * (1 - 1e-13)).any():
        if right.max() > 1e15:
            break
        right = np.where(short, right * 2, right)
    for _ in range(100):
        middle = (left + right) / 2
        less = _sums_at(rows, there, code, middle, low, high) < total
        left, right = np.where(less, middle, left), np.where(less, right, middle)
    return np.where(there, np.clip(rows * right[code], low, high), 0.0)


def _sums_at(rows: Floats, there: Bools, code: Codes, factor: Floats, low: float, high: float) -> Floats:
    cut = np.where(there, np.clip(rows * factor[code], low, high), 0.0)
    return sums(code, cut, len(factor))


def _in_equal_amounts(rows: Floats, there: Bools, code: Codes, cells: int, low: float, high: float) -> Floats:
    found = rows.copy()
    for _ in range(1000):
        outside = there & ((found < low * (1 - 1e-12)) | (found > high * (1 + 1e-12)))
        if not outside.any():
            break
        cut = np.where(there, np.clip(found, low, high), 0.0)
        left = sums(code, found - cut, cells)
        inside = there & ~outside
        share = left / np.maximum(sums(code, inside.astype(float), cells), 1.0)
        found = cut + np.where(inside, share[code], 0.0)
    return found


def _over_all(rows: Floats, there: Bools, code: Codes, cells: int, low: float, high: float) -> Floats:
    cut = np.where(there, np.clip(rows, low, high), 0.0)
    left = sums(code, cut, cells)
    scaled: Floats = cut * (sums(code, rows, cells) / np.where(left > 0, left, 1.0))[code]
    return scaled


WAYS = {"proportional": _in_proportion, "equal": _in_equal_amounts, "all": _over_all}

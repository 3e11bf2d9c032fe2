"""Weights that make a sample's cells as large as they are in the population."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.inputs import Codes, Floats, labels, sums, weights_of
from rapport.records.errors import InputError


def post_stratify(frame: Any, totals: Mapping[Any, Mapping[Any, float]], *, weights: Any = None) -> Floats:
    """Survey weights that meet the population's size in every cell.

    Question it answers: how much must each answer count, when some groups answered less than others?

    Definition: w · N_c / Σ_c w in each cell c.

    Parameters: `frame` a data frame or {column: labels}; `totals` {column: {label: size}}, or
    {(column, column): {(label, label): size}} for cells of several; `weights` to start from.

    Returns: an array, one weight a row; their sum is the population's size.

    Raises: InputError for an unknown column or label, or a cell of the population without a row: merge
    it with a neighbour.

    Do not: use cells of a handful of rows; the weights grow and the effective base shrinks.

    Validated against: R survey's postStratify on the California schools.

    Example:
        >>> post_stratify({"kind": ["new", "new", "old"]}, {"kind": {"new": 10, "old": 30}}).tolist()
        [5.0, 5.0, 30.0]

    References: Holt & Smith (1979), doi:10.2307/2344652.

    See also: rake, mean.
    """
    if len(totals) != 1:
        raise InputError("several margins were given", "totals", "give one, or use rake")
    (column, sizes) = next(iter(totals.items()))
    code, wanted = cells(frame, column, sizes)
    start = weights_of(weights, len(code))
    return fitted(start, code, wanted, column)


def cells(frame: Any, column: Any, sizes: Mapping[Any, float]) -> tuple[Codes, list[tuple[Hashable, float]]]:
    """The cell of each row, and each cell's name and size in the population."""
    names = column if isinstance(column, tuple) else (column,)
    lists = [_column(frame, name) for name in names]
    rows = lists[0] if len(names) == 1 else list(zip(*lists, strict=True))
    code, found = labels(rows, f"column {column!r}")
    if (code < 0).any():
        raise InputError("a row has no label", f"column {column!r}", "fill it, or give it a label of its own")
    unknown = [label for label in found if label not in sizes]
    if unknown:
        raise InputError(f"{unknown[0]!r} has no size", f"column {column!r}", "give its size")
    order = {label: place for place, label in enumerate(sizes)}
    move = np.array([order[label] for label in found], dtype=np.intp)
    return move[code] if len(code) else code, [(label, float(size)) for label, size in sizes.items()]


def fitted(weights: Floats, code: Codes, wanted: list[tuple[Hashable, float]], column: Any) -> Floats:
    """The weights scaled in each cell to its size."""
    total = sums(code, weights, len(wanted))
    size = np.array([size for _, size in wanted])
    empty = np.flatnonzero((total <= 0) & (size > 0))
    if len(empty):
        raise InputError(
            f"nobody answered among {wanted[int(empty[0])][0]!r}",
            f"column {column!r}",
            "merge it with a neighbouring group",
        )
    scaled: Floats = weights * (size / np.where(total > 0, total, 1))[code]
    return scaled


def _column(frame: Any, name: Any) -> Any:
    if isinstance(frame, Mapping):
        if name in frame:
            return list(frame[name])
    else:
        table = nw.from_native(frame, eager_only=True)
        if name in table.columns:
            return table[name].to_list()
    raise InputError(f"there is no column {name!r}", "frame", "name a column of the frame")

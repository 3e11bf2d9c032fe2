"""Columns of a frame, and the cells that several of them make."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.inputs import Codes, labels
from rapport.measures.labelling import present
from rapport.records.errors import InputError


def names_of(frame: Any) -> list[Any]:
    """The columns of a data frame or of a dict of columns."""
    return list(frame) if isinstance(frame, Mapping) else list(_table(frame).columns)


def column_of(frame: Any, name: Any) -> Any:
    """One column of a data frame or of a dict of columns, as it is."""
    if name not in names_of(frame):
        raise InputError(f"there is no column {name!r}", "frame", "name a column of the frame")
    return frame[name] if isinstance(frame, Mapping) else _table(frame).get_column(name)


def rows_of(frame: Any) -> int:
    """How many rows a frame has."""
    if not isinstance(frame, Mapping):
        return len(_table(frame))
    lengths = {name: _length(column) for name, column in frame.items()}
    if len(set(lengths.values())) > 1:
        raise InputError(f"the columns differ in length: {lengths}", "frame", "give one value for each row")
    return next(iter(lengths.values()), 0)


def labels_of(frame: Any, names: Any, *, missing: str | None = None) -> tuple[Codes, list[Hashable]]:
    """The cell of each row and the cells' labels: of one column its own, of several the tuples found.

    A row without a label is refused, or with `missing` belongs to the cell of that name.
    """
    if not isinstance(names, tuple):
        return _labels(frame, names, missing)
    parts = [_labels(frame, name, missing) for name in names]
    kept, cell = present(combined([code for code, _ in parts], [len(found) for _, found in parts]))
    places = np.unravel_index(kept, [max(len(found), 1) for _, found in parts])
    texts = [[one[place] for place in own] for own, (_, one) in zip(places, parts, strict=True)]
    return cell, list(zip(*texts, strict=True))


def combined(codes: list[Codes], counts: list[int]) -> Codes:
    """One code for each combination of codes."""
    size = 1
    for count in counts:
        size *= max(count, 1)
    if size >= 2**62:
        raise InputError("the columns make too many cells", "columns", "use fewer columns or labels")
    code = np.ravel_multi_index(tuple(codes), tuple(max(count, 1) for count in counts))
    return np.asarray(code, dtype=np.intp)


def _labels(frame: Any, name: Any, missing: str | None) -> tuple[Codes, list[Hashable]]:
    code, found = labels(column_of(frame, name), f"column {name!r}")
    if not (code < 0).any():
        return code, found
    if missing is None:
        raise InputError("a row has no label", f"column {name!r}", "fill it, or give it a label of its own")
    if missing in found:
        return np.where(code < 0, found.index(missing), code), found
    return np.where(code < 0, len(found), code), [*found, missing]


def _table(frame: Any) -> Any:
    try:
        return nw.from_native(frame, eager_only=True)
    except TypeError:
        raise InputError(
            "a data frame was expected", "frame", "give a data frame or {column: values}"
        ) from None


def _length(column: Any) -> int:
    if isinstance(column, str | bytes) or not hasattr(column, "__len__") or getattr(column, "ndim", 1) > 1:
        raise InputError("a column was expected", "frame", "give {column: values, one for each row}")
    return len(column)

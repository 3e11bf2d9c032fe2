"""One label a row as codes: what groups, strata, clusters and customers are inside."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from rapport.measures.columns import is_missing, rows_of, series_of
from rapport.records.errors import InputError

Codes = NDArray[np.intp]
SPAN = 1 << 22


def coded(values: Any, name: str) -> tuple[Codes, list[Hashable]]:
    """One label a row → (code of each row by first appearance, the labels); a missing label has code −1."""
    series = series_of(values)
    if series is not None:
        return _of_series(series, name)
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiub":
        flat = values.ravel()
        codes, rows = by_first(_keys(flat))
        return codes, list(flat[rows].tolist())
    return _of_rows(rows_of(values), name)


def by_first(keys: Codes) -> tuple[Codes, Codes]:
    """Keys from 0 up (−1 is missing) → (codes by first appearance, the row where each code first stands)."""
    rows = len(keys)
    if not rows:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    # One place more than keys, at the end: it is the one that −1 points to.
    first = np.full(int(keys.max()) + 2, rows, dtype=np.intp)
    # Written from the last row to the first, so each place ends with the first row that holds its key.
    first[keys[::-1]] = np.arange(rows - 1, -1, -1)
    first[-1] = rows
    present = np.flatnonzero(first < rows)
    order = present[np.argsort(first[present])]
    code = np.full(len(first), -1, dtype=np.intp)
    code[order] = np.arange(len(order))
    return code[keys], first[order]


def _keys(values: NDArray[Any]) -> Codes:
    """Small keys from 0 up for any numbers, −1 for NaN."""
    if values.dtype.kind == "f":
        there = ~np.isnan(values)
        keys = np.full(len(values), -1, dtype=np.intp)
        known = values[there]
        whole = len(known) and np.abs(known).max() < 2**52 and bool((known == np.floor(known)).all())
        keys[there] = _keys(known.astype(np.int64)) if whole else np.unique(known, return_inverse=True)[1]
        return keys
    if not len(values):
        return np.empty(0, dtype=np.intp)
    low, high = int(values.min()), int(values.max())
    if high - low > max(SPAN, len(values)):
        return np.asarray(np.unique(values, return_inverse=True)[1], dtype=np.intp)
    if values.dtype == np.uint64:
        return (values - np.uint64(low)).astype(np.intp)
    return values.astype(np.intp) - low


def _of_rows(rows: list[Any], name: str) -> tuple[Codes, list[Hashable]]:
    try:
        index: dict[Hashable, int] = dict.fromkeys(rows, -1)
    except TypeError:
        raise InputError(
            f"{name} holds something that cannot be a label", name, "give text or numbers"
        ) from None
    names = [one for one in index if not is_missing(one)]
    index.update(zip(names, range(len(names)), strict=True))
    return np.fromiter(map(index.__getitem__, rows), dtype=np.intp, count=len(rows)), names


def _of_series(series: nw.Series[Any], name: str) -> tuple[Codes, list[Hashable]]:
    native = series.to_native()
    if hasattr(native, "factorize"):
        codes, found = native.factorize()
        return np.asarray(codes, dtype=np.intp), list(found.tolist())
    dtype = series.dtype
    if dtype.is_float():
        return coded(series.to_numpy(), name)
    if dtype.is_integer() or dtype == nw.Boolean:
        numbers = series.cast(nw.Int8) if dtype == nw.Boolean else series
        keys = _keys(np.asarray(numbers.fill_null(0).to_numpy()))
        keys[series.is_null().to_numpy()] = -1
    elif hasattr(native, "dictionary_encode"):
        keys = _of_arrow(native)
    elif dtype in (nw.String, nw.Categorical, nw.Enum):
        text = native if dtype != nw.String else series.cast(nw.Categorical).to_native()
        places = nw.from_native(text.to_physical(), series_only=True).cast(nw.Int64).fill_null(-1)
        keys = np.asarray(places.to_numpy(), dtype=np.intp)
    else:
        return _of_rows(series.to_list(), name)
    if len(keys) and keys.max() > max(SPAN, len(keys)):
        keys = np.unique(keys, return_inverse=True)[1] - int((keys < 0).any())
    codes, rows = by_first(keys)
    return codes, list(series[rows].to_list())


def _of_arrow(native: Any) -> Codes:
    """The dictionary's places of an Arrow column; null is −1."""
    chunks = native.dictionary_encode().unify_dictionaries().chunks
    parts = [one.indices.fill_null(-1).to_numpy(zero_copy_only=False) for one in chunks]
    return np.concatenate(parts).astype(np.intp) if parts else np.empty(0, dtype=np.intp)

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
STEP = 1 << 18
FEW = 4096
CATEGORIES = (nw.Categorical, nw.Enum)


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
    size = int(keys.max()) + 1
    first = _first_rows(keys, size)
    present = np.flatnonzero(first < rows)
    order = present[np.argsort(first[present])]
    if len(order) == size and (order == np.arange(len(order))).all():
        return keys, first[order]
    code = np.full(size + 1, -1, dtype=np.intp)
    code[order] = np.arange(len(order))
    return code[keys], first[order]


def present(codes: Codes) -> tuple[Codes, Codes]:
    """The different codes in order, and the place of each row's among them; by counting where codes are
    not much more than rows, which is faster than sorting."""
    top = int(codes.max(initial=-1)) + 1
    if top > 4 * len(codes) + 1000:
        found, place = np.unique(codes, return_inverse=True)
        return found, place
    there = np.bincount(codes, minlength=top) > 0
    return np.flatnonzero(there), (np.cumsum(there) - 1)[codes]


def placed(values: Any, name: str) -> tuple[NDArray[Any], int, list[Hashable]]:
    """Labels for counting: (keys in whatever integers they come, what to take off, the labels).

    Place 0 is for missing labels (None). Small integers and the codes of categories stay as they are, in
    their own order, and some of their labels may not occur.
    """
    series = series_of(values)
    whole = values.ravel() if isinstance(values, np.ndarray) and values.dtype.kind in "iu" else None
    if series is not None:
        if series.dtype.is_integer() and not series.null_count():
            whole = np.asarray(series.to_numpy())
        elif (found := _categories(series)) is not None:
            return found[0], -1, [None, *found[1]]
    if whole is not None and len(whole):
        low, high = int(whole.min()), int(whole.max())
        if high - low < FEW and abs(low) < SPAN:
            return whole, low - 1, [None, *range(low, high + 1)]
    codes, names = coded(values, name)
    return codes, -1, [None, *names]


def _categories(series: nw.Series[Any]) -> tuple[NDArray[Any], list[Hashable]] | None:
    """Codes (−1 is missing) and labels of a column of text or categories, where its frame keeps such."""
    native, dtype = series.to_native(), series.dtype
    if hasattr(native, "dictionary_encode") and (dtype == nw.String or dtype in CATEGORIES):
        chunks = (native if dtype in CATEGORIES else native.dictionary_encode()).unify_dictionaries().chunks
        parts = [
            (one.indices.fill_null(-1) if one.null_count else one.indices).to_numpy(zero_copy_only=False)
            for one in chunks
        ]
        if not chunks or chunks[0].dictionary.null_count:
            return None
        return parts[0] if len(parts) == 1 else np.concatenate(parts), chunks[0].dictionary.to_pylist()
    if hasattr(native, "factorize"):
        if dtype not in CATEGORIES:
            return None
        return np.asarray(native.cat.codes), native.cat.categories.tolist()
    if dtype not in CATEGORIES and dtype != nw.String:
        return None
    codes = _physical(series)
    top = int(codes.max()) if len(codes) else -1
    if top > FEW:
        return None
    rows = _first_rows(codes, top + 1)
    there = rows < len(codes)
    names: list[Any] = [None] * (top + 1)
    for place, label in zip(np.flatnonzero(there), series[rows[there]].to_list(), strict=True):
        names[int(place)] = label
    return codes, names


def _physical(series: nw.Series[Any]) -> NDArray[Any]:
    """The places of a Polars column's text in its categories, −1 for null."""
    text = series.cast(nw.Categorical) if series.dtype == nw.String else series
    places = nw.from_native(text.to_native().to_physical(), series_only=True)
    return np.asarray(
        places.cast(nw.Int64).fill_null(-1).to_numpy() if series.null_count() else places.to_numpy()
    )


def _first_rows(keys: NDArray[Any], size: int) -> Codes:
    """The first row of each key 0…size − 1, the number of rows where it does not occur; stops when all
    are found. Keys of −1 are missing."""
    rows = len(keys)
    # One place more than keys, at the end: it is the one that −1 points to.
    first = np.full(size + 1, rows, dtype=np.intp)
    left = size
    for start in range(0, rows, STEP):
        some = keys[start : start + STEP]
        new = np.flatnonzero((first[some] == rows) & (some >= 0))
        # Written from the last row to the first, so each place ends with the first row that holds its key.
        first[some[new[::-1]]] = start + new[::-1]
        left -= int((first[some[new]] == start + new).sum())
        if not left:
            break
    return first[:-1]


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
    elif dtype == nw.String or dtype in CATEGORIES:
        keys = np.asarray(_physical(series), dtype=np.intp)
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

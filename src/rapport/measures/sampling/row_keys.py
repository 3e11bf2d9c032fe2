"""A number for each id that depends on the seed alone: what makes a draw the same in any order of rows."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.measures.columns import is_missing, rows_of, series_of
from rapport.records.errors import InputError

Keys = NDArray[np.uint64]
LARGE = 1_000_000
CHUNK = 500_000


def keys_of(ids: Any, seed: int) -> Keys:
    """One key a row, all distinct ids; above a million rows by a hash that takes many at once."""
    numbers = _whole_numbers(ids)
    if numbers is not None and len(numbers) > LARGE:
        keys = _mixed(numbers.astype(np.uint64), seed)
        _check_distinct(keys)
        return keys
    rows = rows_of(ids)
    _check_there(rows)
    if len(rows) > LARGE:
        keys = _mixed(_texts(rows), seed)
        _check_distinct(keys)
        return keys
    try:
        distinct = len(set(rows)) == len(rows)
    except TypeError:
        raise InputError("an id is a list or a mapping", "ids", "give text or numbers") from None
    if not distinct:
        _refuse()
    digests = b"".join([blake2b(f"{seed}\x00{row}".encode(), digest_size=8).digest() for row in rows])
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64)


def shares_of(keys: Keys) -> NDArray[np.float64]:
    """The keys as numbers from 0 up to 1, exclusive, uniform over seeds."""
    return (keys >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _whole_numbers(ids: Any) -> NDArray[Any] | None:
    """Ids that are whole numbers as they are, without Python objects."""
    if isinstance(ids, np.ndarray) and ids.dtype.kind in "iu":
        return ids.ravel()
    series = series_of(ids)
    if series is None or not series.dtype.is_integer() or series.null_count():
        return None
    return np.asarray(series.to_numpy())


def _texts(rows: list[Any]) -> Keys:
    """A multilinear hash of each id's text: the sum of byte × a random number of its place."""
    parts = []
    for start in range(0, len(rows), CHUNK):
        some = [row if type(row) is str else str(row) for row in rows[start : start + CHUNK]]
        raw = np.frombuffer("\x00".join(some).encode(), dtype=np.uint8)
        first = np.concatenate([[0], np.flatnonzero(raw == 0) + 1])
        if len(first) != len(some):
            todo = "give ids without a zero character"
            raise InputError("an id holds a zero character", "ids", todo)
        length = np.diff(np.concatenate([first, [len(raw) + 1]]))
        place = np.arange(len(raw) + 1) - np.repeat(first, length)
        # The place after the last byte counts as 1, so that no text is another's beginning.
        byte = np.append(raw, np.uint8(0)).astype(np.uint64) + np.uint64(1)
        parts.append(np.add.reduceat(_places(int(place.max()) + 1)[place] * byte, first))
    return np.concatenate(parts)


def _places(count: int) -> Keys:
    """Odd random numbers, always the same."""
    return _mixed(np.arange(count, dtype=np.uint64), 0x5EED) | np.uint64(1)


def _mixed(keys: Keys, seed: int) -> Keys:
    """Each key and the seed mixed so that every bit depends on all (the finaliser of splitmix64)."""
    step = int.from_bytes(blake2b(str(seed).encode(), digest_size=8).digest(), "big")
    with np.errstate(over="ignore"):
        found: Keys = keys ^ np.uint64(step)
        for _ in range(2):
            found = found + np.uint64(0x9E3779B97F4A7C15)
            found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            found = found ^ (found >> np.uint64(31))
    return found


def _check_there(rows: list[Any]) -> None:
    kinds = set(map(type, rows))
    if not kinds <= {str, int} and any(map(is_missing, rows)):
        _refuse()


def _check_distinct(keys: Keys) -> None:
    """Equal keys mean an id twice: of ten million others two agree once in 370,000 frames."""
    ordered = np.sort(keys)
    if (ordered[1:] == ordered[:-1]).any():
        _refuse()


def _refuse() -> None:
    raise InputError("an id is missing or appears twice", "ids", "give each unit of the frame one id")

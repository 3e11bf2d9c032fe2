"""Chance without state: every draw is a hash of what it is for, so any part can be made alone.

The same (seed, purpose, index) gives the same draw in every process, order and chunk.
"""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Unsigned = NDArray[np.uint64]
Floats = NDArray[np.float64]

_STEP, _COLUMN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def _mix(values: Any) -> Any:
    """The finaliser of splitmix64: every bit of the input reaches every bit of the output."""
    values = (values ^ (values >> np.uint64(30))) * _FIRST
    values = (values ^ (values >> np.uint64(27))) * _SECOND
    return values ^ (values >> np.uint64(31))


def bits(seed: int, purpose: str, index: ArrayLike, columns: int | None = None) -> Unsigned:
    """64 random bits for each index, or a row of `columns` of them."""
    with np.errstate(over="ignore"):
        start = np.uint64((seed * 0x2545F4914F6CDD1D + zlib.crc32(purpose.encode()) * 0x5851F42D) % 2**64)
        key = _mix(_mix(np.array([start])))
        rows: Unsigned = _mix(key + np.asarray(index).astype(np.uint64) * _STEP)
        if columns is not None:
            rows = _mix(rows[:, None] + (np.arange(columns, dtype=np.uint64) + np.uint64(1)) * _COLUMN)
    return rows


def uniform(seed: int, purpose: str, index: ArrayLike, columns: int | None = None) -> Floats:
    """Uniform in [0, 1) for each index (a row of `columns` of them)."""
    found: Floats = (bits(seed, purpose, index, columns) >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return found


def normal(seed: int, purpose: str, index: ArrayLike, columns: int | None = None) -> Floats:
    """Standard normal for each index."""
    found: Floats = ndtri(uniform(seed, purpose, index, columns) + 2.0**-54)
    return found


def choose(shares: ArrayLike, draws: Floats) -> NDArray[np.int64]:
    """The number of the option each uniform draw falls on; `shares` need not add up to 1."""
    edges = np.cumsum(np.asarray(shares, dtype=float))
    return np.minimum(np.searchsorted(edges / edges[-1], draws, side="right"), len(edges) - 1)


def choose_by_row(shares: Floats, draws: Floats) -> NDArray[np.int64]:
    """As `choose`, with shares of its own for every row."""
    edges = np.cumsum(shares, axis=1)
    found: NDArray[np.int64] = (draws[:, None] * edges[:, -1:] >= edges).sum(axis=1)
    last: NDArray[np.int64] = np.minimum(found, shares.shape[1] - 1)
    return last

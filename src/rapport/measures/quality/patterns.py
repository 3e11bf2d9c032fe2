"""Units rated alike are one pattern: a study of millions of units has few of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Codes, Floats, sums
from rapport.records.errors import InputError

TABLE = 1 << 20  # keys up to here are counted instead of sorted
LARGEST = 1 << 62
CELLS = 50_000_000


@dataclass(frozen=True)
class Patterns:
    """`codes` patterns × raters (−1 missing), and the `times` each occurs."""

    codes: Codes
    times: Floats

    def counts(self, categories: int) -> Floats:
        """Patterns × categories: how many raters gave it."""
        rows = len(self.codes)
        if rows * categories > CELLS:
            raise InputError(
                f"{rows:,} kinds of units × {categories:,} different ratings are too many",
                "ratings",
                "round them, or use krippendorff_alpha or icc",
            )
        row, _ = np.nonzero(self.codes >= 0)
        cells = row * categories + self.codes[self.codes >= 0]
        return sums(cells, None, rows * categories).reshape(rows, categories)

    def only(self, kept: Codes) -> Patterns:
        """Some of the patterns."""
        return Patterns(self.codes[kept], self.times[kept])


def patterns_of(codes: Codes, categories: int) -> Patterns:
    """Distinct rows with how often they occur, in an order that does not depend on the rows'."""
    units, raters = codes.shape
    base = categories + 1
    key = np.zeros(units, dtype=np.int64)
    span = 1
    for column in codes.T:
        if span * base >= LARGEST:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
            span = int(key.max(initial=0)) + 1
        key *= base
        key += column
        key += 1
        span *= base
    if span <= max(TABLE, units):
        found = np.bincount(key, minlength=span)
        seen = np.flatnonzero(found)
        decoded = [seen // base ** (raters - 1 - place) % base - 1 for place in range(raters)]
        rows = np.column_stack(decoded) if raters else np.empty((len(seen), 0), dtype=np.intp)
        return Patterns(rows.astype(np.intp), found[seen].astype(np.float64))
    _, first, times = np.unique(key, return_index=True, return_counts=True)
    return _in_order(codes[first], times.astype(np.float64))


def unordered(patterns: Patterns, categories: int) -> Patterns:
    """The same where it does not matter which rater gave which rating."""
    rows = np.sort(patterns.codes, axis=1)
    order = np.lexsort(rows.T[::-1]) if rows.shape[1] else np.arange(len(rows))
    rows, times = rows[order], patterns.times[order]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return Patterns(rows[new], sums(np.cumsum(new) - 1, times, int(new.sum())))


def _in_order(rows: Codes, times: Floats) -> Patterns:
    order = np.lexsort(rows.T[::-1]) if rows.shape[1] else np.arange(len(rows))
    return Patterns(rows[order], times[order])

"""Drawing resamples of units, and leaving units out, in pieces that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

import numpy as np

from rapport.measures.inference.resampled import CELLS, ByRows, MeanLike, Middle, Statistic
from rapport.measures.inputs import Codes, Floats, sums

MOST_LEFT_OUT = 1000
FEW_PATTERNS = 0.1
PIECE = 1 << 17
MANY = 256


@dataclass(frozen=True)
class Units:
    """What is resampled: the stratum of each unit, and whether each is one row of a plain sample."""

    stratum: Codes
    strata: int
    plain: bool

    @property
    def count(self) -> int:
        """How many units there are."""
        return len(self.stratum)


@dataclass(frozen=True)
class Influence:
    """The jackknife's standard error and the acceleration of BCa."""

    error: float
    acceleration: float


def replicates(statistic: Statistic, units: Units, draws: int, rng: np.random.Generator) -> Floats:
    """The statistic of `draws` resamples."""
    if units.plain and isinstance(statistic, MeanLike):
        patterns, times = _patterns(statistic.sums)
        if len(patterns) <= FEW_PATTERNS * units.count:
            return _by_pattern(statistic, patterns, times, draws, rng)
        return _gathered(statistic, draws, rng)
    if units.plain and _is_plain_median(statistic):
        return statistic.drawn(draws, rng)
    if units.plain and isinstance(statistic, ByRows):
        pieces = _pieces(draws, units.count)
        return np.concatenate(
            [statistic.many(rng.integers(0, units.count, (k, units.count))) for k in pieces]
        )
    found = []
    for piece in _pieces(draws, units.count):
        found.append(statistic.of(_counted(units, piece, rng, statistic.fractional)))
    return np.concatenate(found)


def jackknife(statistic: Statistic, units: Units, rng: np.random.Generator) -> Influence:
    """Leaves out one unit after the other; of many, one group of units drawn at random."""
    count = units.count
    closed = (units.plain and _is_plain_median(statistic)) or (
        isinstance(statistic, MeanLike) and units.strata == 1
    )
    groups = count if closed or count <= MOST_LEFT_OUT else MOST_LEFT_OUT // 2
    if groups == count:
        group, stratum = np.arange(count), units.stratum
    else:
        stratum = np.zeros(groups, dtype=np.intp)
        group = rng.permutation(count) % groups
    left: Floats
    if units.plain and _is_plain_median(statistic):
        left = statistic.left_out()
    elif isinstance(statistic, MeanLike) and closed:
        left = statistic.of_sums(statistic.sums.sum(axis=0) - statistic.sums)
    else:
        left = _left_out(statistic, units, group, groups)
    if not np.isfinite(left).all():
        return Influence(float("nan"), 0.0)
    n = sums(stratum, None, int(stratum.max()) + 1)
    mean = sums(stratum, left, len(n)) / np.maximum(n, 1)
    pull = (n - 1)[stratum] * (mean[stratum] - left) / n[stratum]
    error = float(np.sqrt((pull**2 * (n / np.maximum(n - 1, 1))[stratum]).sum()))
    square = float((pull**2).sum())
    return Influence(error, float((pull**3).sum() / (6 * square**1.5)) if square > 0 else 0.0)


def _left_out(statistic: Statistic, units: Units, group: Codes, groups: int) -> Floats:
    n = sums(units.stratum, None, units.strata)
    found = []
    for start in range(0, groups, max(1, CELLS // units.count)):
        out = np.arange(start, min(start + max(1, CELLS // units.count), groups))
        times = (group[None, :] != out[:, None]).astype(np.float64)
        if statistic.fractional and units.strata > 1 and groups == units.count:
            mine = units.stratum[out]
            raised = np.divide(n, n - 1, out=np.ones(len(n)), where=n > 1)[mine]
            times = np.where(units.stratum[None, :] == mine[:, None], times * raised[:, None], times)
        found.append(statistic.of(times))
    return np.concatenate(found)


def _pieces(draws: int, count: int, cells: int = CELLS) -> Iterator[int]:
    size = max(1, cells // max(count, 1))
    for start in range(0, draws, size):
        yield min(size, draws - start)


def _is_plain_median(statistic: Statistic) -> TypeGuard[Middle]:
    return isinstance(statistic, Middle) and bool(np.ptp(statistic.weight) == 0)


def _patterns(rows: Floats) -> tuple[Floats, Codes]:
    """Rows that differ from the one before, and how many alike follow; rows come sorted."""
    starts = np.flatnonzero(np.concatenate([[True], (rows[1:] != rows[:-1]).any(axis=1)]))
    return rows[starts], np.diff(np.append(starts, len(rows)))


def _by_pattern(
    statistic: MeanLike, patterns: Floats, times: Codes, draws: int, rng: np.random.Generator
) -> Floats:
    """Rows that are alike are drawn together: how many of each is multinomial."""
    share = times / times.sum()
    return np.concatenate(
        [
            statistic.of_sums(rng.multinomial(int(times.sum()), share, size=piece) @ patterns)
            for piece in _pieces(draws, len(patterns))
        ]
    )


def _gathered(statistic: MeanLike, draws: int, rng: np.random.Generator) -> Floats:
    """Rows are looked up and added, in pieces that stay in the cache: faster than counting them."""
    n = len(statistic.sums)
    features = [np.ascontiguousarray(column) for column in statistic.sums.T]
    found = []
    for piece in _pieces(draws, n, PIECE):
        rows = rng.integers(0, n, (piece, n))
        found.append(np.column_stack([_added(column, rows) for column in features]))
    return statistic.of_sums(np.concatenate(found))


def _added(column: Floats, rows: Codes) -> Floats:
    if column[0] == column[-1] and (column == column[0]).all():
        return np.full(len(rows), column[0] * rows.shape[1])
    return np.asarray(np.take(column, rows).sum(axis=1), dtype=np.float64)


def _counted(units: Units, piece: int, rng: np.random.Generator, fractional: bool) -> Floats:
    """How often each unit counts. Of n units of a stratum n − 1 are drawn and count n/(n − 1) times, so
    that the variance is not too small; statistics that need whole rows draw n."""
    found = np.ones((piece, units.count))
    for h in range(units.strata):
        member = np.flatnonzero(units.stratum == h)
        n = len(member)
        if n < 2:
            continue
        drawn = n if units.plain or (not fractional and units.strata > 1) else n - 1
        times = _times(rng.integers(0, n, (piece, drawn)), n)
        found[:, member] = times * (n / drawn if fractional else 1.0)
    return found


def _times(rows: Codes, n: int) -> Codes:
    """How often each of n units stands in each line."""
    if n >= MANY:
        return np.stack([np.bincount(line, minlength=n) for line in rows])
    placed = rows + np.arange(len(rows))[:, None] * n
    return np.bincount(placed.ravel(), minlength=len(rows) * n).reshape(len(rows), n)

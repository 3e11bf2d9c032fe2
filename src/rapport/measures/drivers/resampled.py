"""Means and correlations of bootstrap samples, from each unit's cross-products only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.drivers.moments import Moments, products, standardised
from rapport.measures.drivers.rows import Rows
from rapport.measures.inputs import Floats, sums
from rapport.records.errors import InputError

MANY_UNITS = 4_000
GROUPS = 2_000
AT_ONCE = 4_000_000
SMALL_PRODUCT = 250_000
FEWEST = 10


@dataclass(frozen=True)
class Resampled:
    """`correlations` (draws, q, q), `means` and `deviations` (draws, q), outcome last."""

    correlations: Floats
    means: Floats
    deviations: Floats


def resampled(rows: Rows, moments: Moments, draws: int, seed: int) -> Resampled:
    """Units drawn with replacement, the same for the same rows in any order.

    Where there are many rows, they are put at random into groups that are drawn as wholes: the same
    spread, to a per cent or two, without ever keeping anything of the size draws × rows.
    """
    if draws < FEWEST:
        raise InputError(f"{draws} draws are too few", "draws", f"give at least {FEWEST}")
    rng = np.random.default_rng(seed)
    q = len(moments.means)
    left, right = np.triu_indices(q)
    lines = _unit_lines(rows, moments, rng)
    units = lines.shape[1]
    total = np.zeros((draws, len(lines)))
    # So few at once that no thread waits for another, where that is not too few.
    size = SMALL_PRODUCT // max(units * len(lines), 1)
    size = size if size >= FEWEST else max(1, AT_ONCE // max(units, 1))
    for start in range(0, draws, size):
        some = min(size, draws - start)
        drawn = rng.integers(0, units, (some, units)) + np.arange(some)[:, None] * units
        counts = sums(drawn.ravel(), None, some * units).reshape(some, units)
        total[start : start + some] = counts @ lines.T
    weight = np.maximum(total[:, -1:], 1e-300)
    mean, second = total[:, len(left) : -1] / weight, total[:, : len(left)] / weight
    found = np.zeros((draws, q, q))
    found[:, left, right] = found[:, right, left] = second - mean[:, left] * mean[:, right]
    spread = np.sqrt(np.maximum(np.diagonal(found, axis1=1, axis2=2), 0.0))
    means, deviations = moments.means + mean * moments.deviations, spread * moments.deviations
    return Resampled(_as_correlations(found), means, deviations)


def _unit_lines(rows: Rows, moments: Moments, rng: np.random.Generator) -> Floats:
    """Lines: w z_a z_b, w z_a and w; columns: units, in an order that their values alone decide."""
    scale = np.where(moments.deviations > 0, moments.deviations, 1.0)
    q = len(scale)
    units = rows.units
    if units is None and rows.base > MANY_UNITS:
        # Sorted by their values first, so that the same rows come into the same groups.
        key = (rng.normal(size=q) / scale) @ rows.values
        units = np.empty(rows.base, dtype=np.intp)
        units[np.argsort(key, kind="stable")] = rng.permutation(np.arange(rows.base) % GROUPS)
    parts = []
    count = 0 if units is None else int(units.max()) + 1
    found = np.zeros((q * (q + 1) // 2 + q + 1, count))
    for start, z in standardised(rows, moments):
        part = slice(start, start + z.shape[1])
        lines = np.concatenate([products(z), z, np.ones((1, z.shape[1]))]) * rows.weights[part]
        if units is None:
            parts.append(lines)
        else:
            found += np.stack([sums(units[part], line, count) for line in lines])
    if units is None:
        found = np.concatenate(parts, axis=1)
    return np.asarray(found[:, np.argsort(rng.normal(size=len(found)) @ found, kind="stable")])


def _as_correlations(covariances: Floats) -> Floats:
    variance = np.diagonal(covariances, axis1=1, axis2=2)
    varies = variance > 1e-12
    scale = np.sqrt(np.where(varies, variance, 1.0))
    both = varies[:, :, None] & varies[:, None, :]
    found = np.where(both, covariances / scale[:, :, None] / scale[:, None, :], 0.0)
    places = np.arange(covariances.shape[1])
    found[:, places, places] = 1.0
    return np.asarray(np.clip(found, -1.0, 1.0))

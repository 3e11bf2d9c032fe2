"""Means and correlations of complete rows, and what each row does to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rapport.measures.drivers.rows import Rows
from rapport.measures.inputs import Floats, sums

BLOCK_NUMBERS = 500_000
SLICE = 128


@dataclass(frozen=True)
class Moments:
    """Weighted `means`, `deviations` (0 where a column does not vary) and `correlations`, outcome last."""

    means: Floats
    deviations: Floats
    correlations: Floats


def moments_of(rows: Rows) -> Moments:
    """Two passes, so that large means cost no digits."""
    share = rows.weights / rows.weighted_base
    means = np.einsum("ij,j->i", rows.values, share)
    largest = np.maximum(np.abs(means), 1e-300)
    cross = np.zeros((len(means), len(means)))
    size = _block(len(means))
    for start in range(0, rows.base, size):
        part = _sliced(rows.values[:, start : start + size] - means[:, None])
        cross += ((part * _sliced(share[None, start : start + size])) @ np.swapaxes(part, 1, 2)).sum(axis=0)
    deviations = np.sqrt(np.diag(cross))
    # What rounding leaves of a column of equal numbers is not variation.
    deviations = np.where(deviations > 1e-12 * largest, deviations, 0.0)
    scale = np.where(deviations > 0, deviations, 1.0)
    correlations = np.where(deviations > 0, cross / scale / scale[:, None], 0.0)
    correlations = np.where(deviations[:, None] > 0, correlations, 0.0)
    np.fill_diagonal(correlations, (deviations > 0).astype(float))
    return Moments(means, deviations, np.clip(correlations, -1.0, 1.0))


def covariance_of(rows: Rows, moments: Moments, gradients: Floats) -> Floats:
    """Covariance matrix of numbers whose derivatives to the correlations are given (numbers, q, q).

    Linearised: each row's influence on a correlation is z_a z_b − r_ab (z_a² + z_b²) / 2. Influences are
    summed within units; no distribution is assumed.
    """
    count = len(gradients)
    forms = gradients.copy()
    inner = np.einsum("jab,ab->ja", gradients, moments.correlations)
    places = np.arange(gradients.shape[1])
    forms[:, places, places] -= inner
    left, right = np.triu_indices(gradients.shape[1])
    flat = forms[:, left, right] * np.where(left == right, 1.0, 2.0)
    units = 0 if rows.units is None else int(rows.units.max()) + 1
    by_unit, square, total = np.zeros((count, units)), np.zeros((count, count)), np.zeros(count)
    for start, z in standardised(rows, moments):
        part = slice(start, start + z.shape[1])
        influence = (flat @ products(_sliced(z))) * _sliced(rows.weights[None, part])
        if rows.units is None:
            square += (influence @ np.swapaxes(influence, 1, 2)).sum(axis=0)
            total += influence.sum(axis=(0, 2))
        else:
            lines = np.swapaxes(influence, 0, 1).reshape(count, -1)[:, : z.shape[1]]
            by_unit += np.stack([sums(rows.units[part], line, units) for line in lines])
    if rows.units is not None:
        square, total = by_unit @ by_unit.T, by_unit.sum(axis=1)
    n = rows.unit_count
    spread = (square - np.outer(total, total) / n) * (n / (n - 1) if n > 1 else np.nan)
    return np.asarray(spread / rows.weighted_base**2)


def standardised(rows: Rows, moments: Moments) -> Iterator[tuple[int, Floats]]:
    """Blocks of standardised values with the place of their first row."""
    scale = np.where(moments.deviations > 0, moments.deviations, 1.0)[:, None]
    size = _block(len(scale))
    for start in range(0, rows.base, size):
        yield (
            start,
            np.ascontiguousarray((rows.values[:, start : start + size] - moments.means[:, None]) / scale),
        )


def products(z: Floats) -> Floats:
    """Lines z_a z_b for a ≤ b, in the order of `np.triu_indices`: (…, q, n) → (…, pairs, n)."""
    q = z.shape[-2]
    found = np.empty((*z.shape[:-2], q * (q + 1) // 2, z.shape[-1]))
    start = 0
    for line in range(q):
        here = found[..., start : start + q - line, :]
        np.multiply(z[..., line : line + 1, :], z[..., line:, :], out=here)
        start += q - line
    return found


def _sliced(block: Floats) -> Floats:
    """(lines, rows) as (slices, lines, some rows), filled up with zeros.

    Products of small slices stay in the cache, and are too small for threads to wait for each other,
    which on a busy machine takes far longer than the sums themselves.
    """
    lines, count = block.shape
    slices = -(-count // SLICE)
    found = np.zeros((slices, lines, SLICE))
    whole = count // SLICE
    found[:whole] = np.swapaxes(block[:, : whole * SLICE].reshape(lines, whole, SLICE), 0, 1)
    if whole < slices:
        found[whole, :, : count - whole * SLICE] = block[:, whole * SLICE :]
    return found


def _block(q: int) -> int:
    """Rows at once, so that all products of two columns stay in the cache."""
    return max(SLICE, BLOCK_NUMBERS // (q * (q + 1) // 2))

"""Agreement of two raters from their joint table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Codes, Floats, sums


@dataclass(frozen=True)
class PairKappa:
    """Cohen's kappa of a table, the agreement expected by chance, and what a unit in each cell moves
    it by (mean 0 over the units)."""

    value: float
    expected: float
    influence: Floats


def joint(a: Codes, b: Codes, times: Floats, categories: int) -> Floats:
    """How often the raters gave each pair of categories (both given)."""
    return sums(a * categories + b, times, categories**2).reshape(categories, categories)


def pair_kappa(counts: Floats, weights: Floats) -> PairKappa | None:
    """Weighted kappa of a table of two raters; None where chance leaves no room or there is no unit."""
    n = float(counts.sum())
    if not n:
        return None
    rows, columns = counts.sum(axis=1) / n, counts.sum(axis=0) / n
    expected = float(rows @ weights @ columns)
    room = 1 - expected
    if room < 1e-12:
        return None
    value = (float((counts * weights).sum()) / n - expected) / room
    pull = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    own = (weights - expected - (1 - value) * (pull - 2 * expected)) / room
    return PairKappa(value, expected, np.asarray(own - value, dtype=np.float64))

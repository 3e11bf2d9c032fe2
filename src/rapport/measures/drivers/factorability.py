"""Whether items have enough in common to look for factors, and how many."""

from __future__ import annotations

import numpy as np
from scipy import special

from rapport.measures.inputs import Floats


def adequacy(correlations: Floats) -> tuple[float, Floats]:
    """Kaiser–Meyer–Olkin: overall and by item; near 1 where partial correlations are small."""
    inverse = np.linalg.inv(correlations)
    scale = np.sqrt(np.diag(inverse))
    partial = -inverse / np.outer(scale, scale)
    away = 1 - np.eye(len(correlations))
    together, alone = (correlations * away) ** 2, (partial * away) ** 2
    by_item = together.sum(axis=0) / (together.sum(axis=0) + alone.sum(axis=0))
    return float(together.sum() / (together.sum() + alone.sum())), by_item


def sphericity(correlations: Floats, n: int) -> tuple[float, int, float]:
    """Bartlett's test that nothing is correlated: (χ², degrees of freedom, p)."""
    items = len(correlations)
    logarithm = float(np.linalg.slogdet(correlations)[1])
    chi = -(n - 1 - (2 * items + 5) / 6) * logarithm
    df = items * (items - 1) // 2
    return chi, df, float(special.chdtrc(df, max(chi, 0.0)))


def parallel(eigenvalues: Floats, n: int, draws: int, seed: int) -> int:
    """How many eigenvalues exceed the 95th percentile of unrelated items' (Horn), at least one."""
    rng = np.random.default_rng(seed)
    items = len(eigenvalues)
    found = np.empty((draws, items))
    for place in range(draws):
        sample = np.corrcoef(rng.standard_normal((n, items)), rowvar=False)
        found[place] = np.linalg.eigvalsh(sample)[::-1]
    above = eigenvalues > np.quantile(found, 0.95, axis=0)
    return max(1, int(np.argmin(above)) if not above.all() else items)

"""At which distance in time two series move alike, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.drivers.lead_series import lagged
from rapport.measures.inputs import Floats

CHUNK = 2_000_000


@dataclass(frozen=True, eq=False)
class Peak:
    """The lag of the largest correlation of both innovations (above 0: the indicator comes first), that
    correlation and that within one period, the pairs, and the lag's interval and deviation by bootstrap."""

    lag: int
    correlation: float
    at_once: float
    pairs: int
    low: float
    high: float
    deviation: float


def peak_of(
    outcome: Floats, indicator: Floats, most: int, level: float, draws: int, seed: int
) -> Peak | None:
    """The peak over lags −most…most; None when too few pairs exist."""
    shifted = np.column_stack(
        [_ahead(indicator, most), lagged(indicator, range(most + 1))]
    )  # lags −most…−1, then 0…most
    rows = ~np.isnan(shifted).any(axis=1) & ~np.isnan(outcome)
    n = int(rows.sum())
    if n < 10:
        return None
    u, v = outcome[rows], shifted[rows]
    size = np.sqrt(float(u @ u) * (v**2).sum(axis=0))
    if not size.all():
        return None
    products = u[:, None] * v / size
    strength = products.sum(axis=0)
    best = int(np.argmax(np.abs(strength)))
    lags = _bootstrap(products, draws, seed) - most
    low, high = np.quantile(lags, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
    lag = best - most
    return Peak(
        lag,
        float(strength[best]),
        float(strength[most]),
        n,
        min(float(low), lag),
        max(float(high), lag),
        float(lags.std()),
    )


def _ahead(values: Floats, most: int) -> Floats:
    """Values −most…−1 periods before, that is later."""
    found = np.full((len(values), most), np.nan)
    for column, lead in enumerate(range(most, 0, -1)):
        if lead < len(values):
            found[: len(values) - lead, column] = values[lead:]
    return found


def _bootstrap(products: Floats, draws: int, seed: int) -> Floats:
    """The peak's column in blocks of neighbouring rows drawn with replacement."""
    rng = np.random.default_rng(seed)
    n = len(products)
    block = max(1, int(np.ceil(n ** (1 / 3))))
    total = np.concatenate([np.zeros((1, products.shape[1])), np.cumsum(products, axis=0)])
    sums = total[block:] - total[:-block]
    wanted = int(np.ceil(n / block))
    step = max(1, CHUNK // (wanted * products.shape[1]))
    found = []
    for start in range(0, draws, step):
        some = min(step, draws - start)
        drawn = sums[rng.integers(0, len(sums), (some, wanted))].sum(axis=1)
        found.append(np.argmax(np.abs(drawn), axis=1))
    return np.concatenate(found).astype(np.float64)

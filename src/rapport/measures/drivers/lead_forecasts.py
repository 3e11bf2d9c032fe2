"""Does knowing an indicator so many periods before make the next forecast better?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import special

from rapport.measures.drivers.lead_series import OwnPast
from rapport.measures.inference.intervals import student_quantile
from rapport.measures.inputs import Codes, Floats

REFITS = 300
FEWEST = 15


@dataclass(frozen=True, eq=False)
class Forecasts:
    """Squared errors of forecasts one period ahead without (`base`) and with each lag (columns), and
    Clark and West's p, one-sided, of each lag."""

    base: Floats
    with_lag: Floats
    p: Floats

    def saved(self, lag: int, level: float) -> tuple[float, float, float, float]:
        """The share of squared error a lag saves: value, standard error, low, high."""
        gain = self.base - self.with_lag[:, lag]
        whole = float(self.base.mean())
        if whole <= 0:
            return 0.0, 0.0, 0.0, 0.0
        value = float(gain.mean()) / whole
        error = _long_run_error((gain - value * self.base) / whole)
        reach = student_quantile(len(gain) - 1, level) * error
        return value, error, value - reach, value + reach


def forecasts_with(values: Floats, past: OwnPast, candidates: Floats, first: float) -> Forecasts | None:
    """Forecasts from fits to all that was known by then, the first after a share `first` of the rows."""
    whole = past.whole & ~np.isnan(candidates).any(axis=1)
    y, own, lags = values[whole], past.columns[whole], candidates[whole]
    n, p = len(y), own.shape[1]
    start = max(int(np.ceil(first * n)), p + 10)
    if n - start < FEWEST:
        return None
    own, lags = _scaled(own, start), _scaled(lags, start)
    y = y - y[:start].mean()
    y = y / (y[:start].std() or 1.0)
    origins = np.unique(np.linspace(start, n, min(n - start, REFITS) + 1)[:-1].astype(np.intp))
    plain = _predicted(own, y, origins)
    base = y[start:] - plain
    squares = np.empty((n - start, lags.shape[1]))
    chance = np.ones(lags.shape[1])
    for lag in range(lags.shape[1]):
        guess = _predicted(np.column_stack([own, lags[:, lag]]), y, origins)
        squares[:, lag] = (y[start:] - guess) ** 2
        chance[lag] = _clark_west(base**2 - squares[:, lag] + (plain - guess) ** 2)
    return Forecasts(base**2, squares, chance)


def _predicted(columns: Floats, y: Floats, origins: Codes) -> Floats:
    """Each row from the first origin on, from the last fit before it."""
    rows = np.column_stack([columns, y])
    edges = [0, *origins.tolist()]
    parts = [rows[a:b].T @ rows[a:b] for a, b in pairwise(edges)]
    products = np.cumsum(np.array(parts), axis=0)
    p = columns.shape[1]
    ridge = 1e-8 * np.trace(products[:, :p, :p], axis1=1, axis2=2) / p
    inner = products[:, :p, :p] + (ridge + 1e-300)[:, None, None] * np.eye(p)
    fits = np.linalg.solve(inner, products[:, :p, p : p + 1])[:, :, 0]
    later = np.arange(origins[0], len(y))
    known = np.searchsorted(origins, later, side="right") - 1
    found: Floats = (columns[later] * fits[known]).sum(axis=1)
    return found


def _scaled(columns: Floats, start: int) -> Floats:
    spread = columns[:start].std(axis=0)
    middle = np.where(spread > 0, columns[:start].mean(axis=0), 0.0)
    found: Floats = (columns - middle) / np.where(spread > 0, spread, 1.0)
    return found


def _clark_west(gain: Floats) -> float:
    error = _long_run_error(gain)
    if error <= 0:
        return 1.0
    return float(special.stdtr(len(gain) - 1, -float(gain.mean()) / error))


def _long_run_error(values: Floats) -> float:
    """Of a mean whose terms may be alike for a few periods (Newey and West); never below independence."""
    n = len(values)
    centred = values - values.mean()
    most = int(np.floor(4 * (n / 100) ** (2 / 9)))
    alone = float(centred @ centred) / n
    total = alone + 2 * sum(
        (1 - lag / (most + 1)) * float(centred[lag:] @ centred[:-lag]) / n for lag in range(1, most + 1)
    )
    return float(np.sqrt(max(total, alone) / (n - 1)))

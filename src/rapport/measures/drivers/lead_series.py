"""Series side by side on an even grid of periods, and what each would do by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rapport.measures.inference.in_time import InTime
from rapport.measures.inputs import Bools, Floats

DUMMIES = 12
HARMONICS = 6
WEEKS_A_YEAR = 365.25 / 7


@dataclass(frozen=True, eq=False)
class OwnPast:
    """What a series does by itself: its own last values, a trend and its season, a row a period.

    `whole` says which rows have all of it.
    """

    columns: Floats
    whole: Bools


def on_grid(values: Floats, order: InTime) -> Floats:
    """One value a period, missing where there is none."""
    places = np.round(order.place).astype(np.intp) - 1
    found = np.full(int(places[-1]) + 1 if len(places) else 0, np.nan)
    found[places] = values[order.rows]
    return found


def usual_seasons(order: InTime) -> tuple[float, ...]:
    """The seasons that dates suggest: months a year, days a week and a year, weeks a year."""
    if order.unit == "months":
        return (12.0 / order.step,)
    if order.unit == "days" and order.step == 7:
        return (WEEKS_A_YEAR,)
    if order.unit == "days" and order.step == 1:
        return (7.0, 365.25)
    return ()


def season_columns(periods: int, seasons: Sequence[float], series: Sequence[Floats]) -> Floats:
    """A trend and the seasons: a level each for places of a short one, waves for a long one.

    As many waves as the neediest of the series asks for (BIC), at most two in under two seasons, and one
    season of which less than half is seen is left to the trend.
    """
    place = np.arange(periods, dtype=np.float64)
    columns = [np.ones(periods), place / max(periods - 1, 1) - 0.5]
    for season in seasons:
        if 2 * periods < season:
            continue
        if season <= DUMMIES and season == round(season):
            at = np.arange(periods) % int(season)
            columns += [(at == one).astype(np.float64) for one in range(1, int(season))]
            continue
        most = min(HARMONICS if periods >= 2 * season else 2, int(season // 2))
        waves = [
            turn(2 * np.pi * k * place / season) for k in range(1, most + 1) for turn in (np.sin, np.cos)
        ]
        needed = max(_waves_needed(one, columns, waves) for one in series)
        columns += waves[: 2 * max(needed, 1)]
    return np.column_stack(columns)


def _waves_needed(values: Floats, columns: list[Floats], waves: list[Floats]) -> int:
    here = ~np.isnan(values)
    n = int(here.sum())
    best, needed = np.inf, 0
    for k in range(len(waves) // 2 + 1):
        basis = np.column_stack([*columns, *waves[: 2 * k]])[here]
        if n <= basis.shape[1] + 2:
            break
        left = values[here] - basis @ np.linalg.lstsq(basis, values[here], rcond=None)[0]
        score = n * np.log(max(float(left @ left), 1e-300)) + 2 * k * np.log(n)
        if score < best:
            best, needed = score, k
    return needed


def lagged(values: Floats, lags: Sequence[int]) -> Floats:
    """The values so many periods before, a column a lag; missing before the first."""
    found = np.full((len(values), len(lags)), np.nan)
    for column, lag in enumerate(lags):
        if lag < len(values):
            found[lag:, column] = values[: len(values) - lag]
    return found


def own_past(values: Floats, season: Floats, own: int) -> OwnPast:
    """Season, trend, and `own` last values."""
    columns = np.column_stack([season, lagged(values, range(1, own + 1))])
    return OwnPast(columns, ~np.isnan(columns).any(axis=1) & ~np.isnan(values))


def innovations(values: Floats, past: OwnPast) -> Floats:
    """What its own past does not explain; missing where either is."""
    found = np.full(len(values), np.nan)
    rows = past.columns[past.whole]
    if len(rows) > rows.shape[1]:
        fit = np.linalg.lstsq(rows, values[past.whole], rcond=None)[0]
        found[past.whole] = values[past.whole] - rows @ fit
    return found

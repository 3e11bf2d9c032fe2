"""A series taken apart: trend, season, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inference.in_time import InTime, in_time
from rapport.measures.inputs import Floats, numbers
from rapport.records.errors import InputError

KINDS = ("additive", "multiplicative")
METHODS = ("classical", "stl")


@dataclass(frozen=True, eq=False)
class SeasonalParts:
    """`trend`, `season` and `remainder` in the order of time (`at` their dates); they add up to the values,
    or multiply to them. `figure` is the season of one year from the first period on; `strength` the share
    of the variation about the trend that is season, 0–1 (None: nothing varies). A classical `trend`, and
    with it `remainder`, is NaN half a period from either end.
    """

    at: tuple[Any, ...]
    values: Floats
    trend: Floats
    season: Floats
    remainder: Floats
    figure: Floats
    strength: float | None
    kind: str


@checked
def seasonal_parts(
    values: Any,
    period: int = 12,
    dates: Any = None,
    *,
    kind: str = "additive",
    method: str = "classical",
    window: int | None = None,
    robust: bool = False,
) -> SeasonalParts:
    """Trend, season and remainder of a series.

    Question it answers: is December worse than November, or is it just December?

    Definition: version 1. Classical: the trend is a centred moving average over one period (its two ends
    halved when the period is even); the season the mean of what is left for each place in the period,
    about 0 (multiplicative: about 1). stl: Cleveland's local regressions, the season by local means over
    `window` periods (None: one season for all years). Multiplicative stl works on logarithms.

    Scale, unit, range: as the values; multiplicative season and remainder are ratios.

    Base: periods, all with a value.

    Parameters: `values` one a period; `period` periods a year (12 for months, 7 for days of a week);
    `dates` put them in order; `kind` additive or multiplicative; `method` classical or stl; `window` of
    stl, odd, at least 7; `robust` stl that gives outliers less weight.

    Returns: SeasonalParts. Half a period from either end there is no classical trend: there it
    and the remainder are NaN.

    Raises: InputError for gaps, fewer than two periods, values of 0 or less when multiplicative.

    How sure: none of it has an interval; a season from two or three years is rough.

    Do not: compare months of a series whose season was not taken out.

    Validated against: R's decompose and stl on air passengers and the temperatures of Nottingham.
    statsmodels' STL gives the same with seasonal_deg=0 and R's jumps and loops, which are not its own
    defaults.

    Example:
        >>> found = seasonal_parts([10, 20, 12, 22, 14, 24], period=2)
        >>> [round(float(one), 2) for one in found.figure]
        [-4.5, 4.5]

    References: Cleveland, Cleveland, McRae & Terpenning (1990), STL, Journal of Official Statistics 6.
    Wang, Smith & Hyndman (2006), doi:10.1007/s10618-005-0039-x (strength).

    See also: holt_winters, control_chart, interrupted_series.
    """
    y, order = complete_series(values, dates, period)
    for given, known, name in ((kind, KINDS, "kind"), (method, METHODS, "method")):
        if given not in known:
            raise InputError(f"{name} {given!r} is unknown", name, f"use one of {', '.join(known)}")
    times = kind == "multiplicative"
    if times and (y <= 0).any():
        raise InputError("a value is not above 0", "values", "use kind='additive'")
    if window is not None and (window < 7 or window % 2 == 0):
        raise InputError(f"a window of {window} is not odd or under 7", "window", "give 7, 9, 11, …")
    if method == "stl":
        work = np.log(y) if times else y
        trend, season = _stl(work, period, window, robust)
        left = work - trend - season
        if times:
            trend, season, left = np.exp(trend), np.exp(season), np.exp(left)
    else:
        trend, season = classical(y, period, times=times)
        left = y / (trend * season) if times else y - trend - season
    strength = _strength(np.log(season), np.log(left)) if times else _strength(season, left)
    return SeasonalParts(order.at, y, trend, season, left, season[:period].copy(), strength, kind)


def complete_series(values: Any, dates: Any, period: int) -> tuple[Floats, InTime]:
    """The values in order of time, none missing, at least two periods of them."""
    column = numbers(values, "values")
    order = in_time(dates, ~np.isnan(column))
    if period < 2:
        raise InputError(f"a period of {period} has no season", "period", "give at least 2")
    gaps = len(order.rows) < len(column) or not order.even
    if gaps or (len(order.place) and order.place[-1] != len(column)):
        raise InputError("the series has a gap", "values, dates", "give a value for every period")
    if len(column) < 2 * period:
        raise InputError(
            f"{len(column)} values are fewer than two periods of {period}", "values", "give a longer series"
        )
    return column[order.rows], order


def classical(y: Floats, period: int, *, times: bool) -> tuple[Floats, Floats]:
    """Moving average and mean deviations from it."""
    weights = np.ones(period) / period
    if period % 2 == 0:
        weights = np.concatenate([[0.5], np.ones(period - 1), [0.5]]) / period
    half = len(weights) // 2
    trend = np.full(len(y), np.nan)
    trend[half : len(y) - half] = np.convolve(y, weights, "valid")
    apart = y / trend if times else y - trend
    place = np.arange(len(y)) % period
    seen = ~np.isnan(apart)
    figure = np.bincount(place[seen], apart[seen], period) / np.bincount(place[seen], minlength=period)
    figure = figure / figure.mean() if times else figure - figure.mean()
    return trend, figure[place]


def _stl(y: Floats, period: int, window: int | None, robust: bool) -> tuple[Floats, Floats]:
    """Local regressions, with the spans and jumps of Cleveland's own program."""
    from statsmodels.tsa.seasonal import STL

    wide = 10 * len(y) + 1 if window is None else window
    trend = _odd(int(np.ceil(1.5 * period / (1 - 1.5 / wide))))
    low = _odd(period)
    jumps = {f"{name}_jump": max(1, int(np.ceil(one / 10))) for name, one in
             (("seasonal", wide), ("trend", trend), ("low_pass", low))}  # fmt: skip
    model = STL(y, period, seasonal=wide, trend=trend, low_pass=low, seasonal_deg=0, robust=robust, **jumps)
    found = model.fit(inner_iter=1 if robust else 2, outer_iter=15 if robust else 0)
    season = np.asarray(found.seasonal, dtype=np.float64)
    if window is None:
        place = np.arange(len(y)) % period
        season = (np.bincount(place, season) / np.bincount(place))[place]
    return np.asarray(found.trend, dtype=np.float64), season


def _odd(number: int) -> int:
    return number + 1 if number % 2 == 0 else number


def _strength(season: Floats, left: Floats) -> float | None:
    seen = ~np.isnan(left)
    total = float(np.var(season[seen] + left[seen]))
    return max(0.0, 1 - float(np.var(left[seen])) / total) if total > 0 else None

"""Which operational metric moves before the outcome does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.drivers.lead_forecasts import Forecasts, forecasts_with
from rapport.measures.drivers.lead_lag import Peak, peak_of
from rapport.measures.drivers.lead_series import (
    innovations,
    lagged,
    on_grid,
    own_past,
    season_columns,
    usual_seasons,
)
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.in_time import InTime, in_time
from rapport.measures.inputs import Floats, confidence_of, numbers
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Lead:
    """What one indicator tells of the outcome.

    `lag` is how many periods it moves before it (below 0: after), `improvement` the share of the squared
    forecast error it saves at `best_lag`; `p` the smallest adjusted chance, over all indicators and lags,
    that it saves nothing, `p_follows` the same for the outcome's help to the indicator, `p_together` of no
    common movement in one period. `direction` is "same" or "opposite".
    """

    lag: Estimate
    improvement: Estimate
    best_lag: int | None
    p: float | None
    p_follows: float | None
    p_together: float | None
    direction: str
    verdict: str


@dataclass(frozen=True, eq=False)
class _Tried:
    """All that was computed of one indicator; `used` columns took degrees of freedom from the peak."""

    peak: Peak | None
    leads: Forecasts | None
    follows: Forecasts | None
    used: int = 0


@checked
def leading_indicators(
    outcome: Any,
    indicators: Any,
    dates: Any = None,
    confidence: float = 0.95,
    *,
    max_lag: int = 8,
    season: float | Sequence[float] | None = None,
    own: int = 2,
    first: float = 0.35,
    draws: int = 500,
    seed: int = 0,
) -> dict[str, Lead]:
    """Which indicators move before the outcome, by how long, and whether that helps to foresee it.

    Question it answers: what should we watch to know early that satisfaction will fall?

    Definition: version 1. Each period after a share `first` of them is forecast from all before, by
    regression on season, trend and the outcome's own `own` last values, without and with the indicator
    1…`max_lag` periods before. Clark and West's test says whether it helps; Benjamini and Hochberg's
    procedure is over all indicators and lags. The lag is that of the largest correlation of both series'
    innovations (what their own season, trend and past do not explain).

    Scale, unit, range: lag in periods, −max_lag to max_lag; improvement a share, at most 1.

    Base: lag: pairs of innovations; improvement: forecasts. Excluded: "missing" and, of the forecasts,
    "learnt from".

    Parameters: `outcome` one value a period; `indicators` a mapping from names to columns, or a data
    frame; `dates` of the rows (else their own order counts); `max_lag` periods; `season` periods in one, or
    several (None: what the dates suggest; 0: none); `own` last values; `first` share learnt from before
    the first forecast; `draws`, `seed` of the bootstrap.

    Returns: {name: Lead}, its verdict "leads by 2 weeks", "moves together", "follows by 1 week" or "no
    sign".

    Undefined when: fewer than 15 forecasts remain, or a series does not vary.

    Raises: InputError for uneven dates, two rows of one date, numbers out of range.

    How sure: the lag by bootstrap of blocks of neighbouring periods, in whole periods, so it covers more
    than it says where the lead is strong; the improvement by Diebold and Mariano with Newey–West errors,
    for the forecasts made. One storm is one event: a pulse that came once is no lead yet. Of sets of three
    unrelated series with seasons and alike neighbours, under 5 % show a lead in simulation. A lead of half
    a deviation is found in every second, one of 0.8 in nearly nine of ten sets of two years of weeks.

    Do not: take a lead for a cause; watch an indicator that only rose with the season; try many sets of
    indicators and report one.

    Validated against: simulated leads and unrelated seasonal series, the demo company's couriers; the
    forecasts against a least-squares fit for each.

    Example:
        >>> rng = np.random.default_rng(1)
        >>> wait = rng.normal(size=120)
        >>> unrest = np.r_[0, 0, wait[:-2]] + rng.normal(size=120)
        >>> leading_indicators(unrest, {"wait": wait})["wait"].verdict
        'leads by 2 periods'

    References: Clark & West (2007), doi:10.1016/j.jeconom.2006.05.023. Diebold & Mariano (1995),
    doi:10.1080/07350015.1995.10524599. Box, Jenkins, Reinsel & Ljung (2015), Time Series Analysis,
    chapter 12 (prewhitening).

    See also: driver_importance, interrupted_series.
    """
    level = confidence_of(confidence)
    _check(max_lag, own, first, draws)
    y = numbers(outcome, "outcome")
    named = _named(indicators, len(y))
    anything = ~np.isnan(y)
    for column in named.values():
        anything |= ~np.isnan(column)
    order = in_time(dates, anything)
    if not order.even:
        raise InputError("the dates are not evenly spaced", "dates", "aggregate to days, weeks or months")
    if not len(order.rows):
        return {name: _nothing("there are no values", level, len(y)) for name in named}
    grid = on_grid(y, order)
    others = {name: on_grid(column, order) for name, column in named.items()}
    seasons = _seasons(season, order)
    tried = {
        name: _tried(grid, column, seasons, max_lag, own, first, level, draws, seed)
        for name, column in others.items()
    }
    return _judged(
        tried, {name: int(np.isnan(y + named[name]).sum()) for name in named}, len(y), order, level
    )


def _tried(
    y: Floats,
    x: Floats,
    seasons: tuple[float, ...],
    max_lag: int,
    own: int,
    first: float,
    level: float,
    draws: int,
    seed: int,
) -> _Tried:
    if not (np.nanstd(y) > 0 if (~np.isnan(y)).any() else False) or not (
        np.nanstd(x) > 0 if (~np.isnan(x)).any() else False
    ):
        return _Tried(None, None, None)
    season = season_columns(len(y), seasons, (y, x))
    mine, other = own_past(y, season, own), own_past(x, season, own)
    lags = range(1, max_lag + 1)
    return _Tried(
        peak_of(innovations(y, mine), innovations(x, other), max_lag, level, draws, seed),
        forecasts_with(y, mine, lagged(x, lags), first),
        forecasts_with(x, other, lagged(y, lags), first),
        mine.columns.shape[1],
    )


def _judged(
    tried: Mapping[str, _Tried], missing: Mapping[str, int], rows: int, order: InTime, level: float
) -> dict[str, Lead]:
    """Verdicts, all indicators and lags counted as tries."""
    leads = _adjusted({name: one.leads.p for name, one in tried.items() if one.leads is not None})
    follows = _adjusted({name: one.follows.p for name, one in tried.items() if one.follows is not None})
    together = _adjusted(
        {name: _peak_p(one.peak, one.used) for name, one in tried.items() if one.peak is not None}
    )
    found = {}
    for name, one in tried.items():
        if one.peak is None or one.leads is None:
            found[name] = _nothing("too few periods, or a series that does not vary", level, rows)
            continue
        gone = {"missing": missing[name]} if missing[name] else {}
        p, p_follows = float(leads[name].min()), float(follows[name].min()) if name in follows else 1.0
        best = one.peak.lag if one.peak.lag > 0 else int(np.argmin(one.leads.with_lag.mean(axis=0))) + 1
        improvement = _improvement(one.leads, best, level, rows, gone)
        helps = p if (improvement.value or 0.0) > 0 else 1.0
        found[name] = Lead(
            _lag_estimate(one.peak, level, rows, gone),
            improvement,
            best,
            p,
            p_follows,
            float(together[name][0]),
            "same" if one.peak.correlation > 0 else "opposite",
            _verdict(one.peak, helps, p_follows, float(together[name][0]), 1 - level, order),
        )
    return found


def _verdict(peak: Peak, p: float, p_follows: float, p_together: float, limit: float, order: InTime) -> str:
    """A lead needs a peak before the outcome, and forecasts that it makes better (`p` of that)."""
    if peak.lag > 0 and p <= limit:
        return f"leads by {_periods(peak.lag, order)}"
    if peak.lag == 0 and p_together <= limit:
        return "moves together"
    if peak.lag < 0 and p_follows <= limit:
        return f"follows by {_periods(-peak.lag, order)}"
    return "no sign"


def _periods(lag: int, order: InTime) -> str:
    unit, number = "period", float(lag)
    if order.unit == "months":
        unit, number = "month", lag * order.step
    elif order.unit == "days":
        unit, number = ("week", lag * order.step / 7) if order.step % 7 == 0 else ("day", lag * order.step)
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def _peak_p(peak: Peak, used: int) -> Floats:
    """Of no correlation within one period, by the normal approximation."""
    return np.array([2 * float(special.ndtr(-abs(peak.at_once) * max(peak.pairs - used, 1) ** 0.5))])


def _adjusted(chances: Mapping[str, Floats]) -> dict[str, Floats]:
    if not chances:
        return {}
    flat = benjamini_hochberg(np.concatenate(list(chances.values())))
    ends = np.cumsum([len(one) for one in chances.values()])
    return dict(zip(chances, np.split(flat, ends[:-1]), strict=True))


def _lag_estimate(peak: Peak, level: float, rows: int, gone: dict[str, int]) -> Estimate:
    rest = rows - peak.pairs - sum(gone.values())
    return Estimate(
        value=float(peak.lag),
        low=peak.low,
        high=peak.high,
        confidence=level,
        unit="periods",
        base=peak.pairs,
        excluded={**gone, **({"no pair in time": rest} if rest > 0 else {})},
        standard_error=peak.deviation,
        method="largest correlation of innovations, bootstrap of blocks",
        definition="leading_indicators@1",
    )


def _improvement(found: Forecasts, lag: int, level: float, rows: int, gone: dict[str, int]) -> Estimate:
    value, error, low, high = found.saved(lag - 1, level)
    n = len(found.base)
    rest = rows - n - sum(gone.values())
    return Estimate(
        value=value,
        low=low,
        high=high,
        confidence=level,
        unit="share",
        base=n,
        excluded={**gone, **({"learnt from": rest} if rest > 0 else {})},
        standard_error=error,
        degrees_of_freedom=float(n - 1),
        method="squared error saved, forecasts one ahead, Diebold–Mariano",
        definition="leading_indicators@1",
    )


def _nothing(because: str, level: float, rows: int) -> Lead:
    gone = undefined(
        because,
        confidence=level,
        unit="periods",
        excluded={"missing": rows} if rows else {},
        definition="leading_indicators@1",
    )
    return Lead(gone, gone.with_(unit="share"), None, None, None, None, "", "no sign")


def _seasons(season: float | Sequence[float] | None, order: InTime) -> tuple[float, ...]:
    if season is None:
        return usual_seasons(order)
    given = (season,) if isinstance(season, int | float) else tuple(season)
    if any(one < 0 or 0 < one < 2 for one in given):
        raise InputError("a season has at least two periods", "season", "give e.g. 12, or 0 for none")
    return tuple(float(one) for one in given if one)


def _named(indicators: Any, length: int) -> dict[str, Floats]:
    if not isinstance(indicators, Mapping):
        frame = nw.from_native(indicators, eager_only=True, pass_through=True)
        if not isinstance(frame, nw.DataFrame):
            raise InputError("indicators have no names", "indicators", "give a mapping or a data frame")
        indicators = {name: frame.get_column(name) for name in frame.columns}
    if not indicators:
        raise InputError("there are no indicators", "indicators", "give at least one")
    return {str(name): numbers(one, str(name), length=length) for name, one in indicators.items()}


def _check(max_lag: int, own: int, first: float, draws: int) -> None:
    if max_lag < 1 or own < 0 or not 0 < first < 1 or draws < 1:
        raise InputError(
            "max_lag, own, first or draws is out of range",
            "max_lag, own, first, draws",
            "give max_lag ≥ 1, own ≥ 0, first between 0 and 1, draws ≥ 1",
        )

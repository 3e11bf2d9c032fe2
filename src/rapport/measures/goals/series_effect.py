"""The numbers that leave an interrupted series."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.estimate import Estimate
from rapport.measures.goals.series_design import SeriesDesign
from rapport.measures.goals.series_fit import SeriesFit
from rapport.measures.inputs import Floats


def coefficients_of(fit: SeriesFit, design: SeriesDesign, facts: dict[str, Any]) -> dict[str, Estimate]:
    """Every coefficient as fitted."""
    return {name: _combined(fit, design.only(name), facts, "score") for name in design.names}


def as_ratio(one: Estimate) -> Estimate:
    """A coefficient of counts as the ratio it stands for."""
    value, low, high = (float(np.exp(number or 0.0)) for number in (one.value, one.low, one.high))
    error = (one.standard_error or 0.0) * value
    return one.with_(value=value, low=low, high=high, standard_error=error, unit="ratio")


def average_effect(
    fit: SeriesFit, design: SeriesDesign, offset: Floats, counted: bool, facts: dict[str, Any]
) -> Estimate:
    """Mean difference to the series without the start; of counts the ratio of both sums."""
    after = design.after
    with_it, without = design.columns[after], design.without[after]
    if not counted:
        return _combined(fit, (with_it - without).mean(axis=0), facts, "score")
    up, down = (np.exp(rows @ fit.mean + offset[after]) for rows in (with_it, without))
    direction = up @ with_it / up.sum() - down @ without / down.sum()
    value = float(np.log(up.sum() / down.sum()))
    found = _combined(fit, direction, facts, "ratio")
    middle, low, high = found.value or 0.0, found.low or 0.0, found.high or 0.0
    ratio = float(np.exp(value))
    return found.with_(
        value=ratio,
        low=float(np.exp(value + low - middle)),
        high=float(np.exp(value + high - middle)),
        standard_error=(found.standard_error or 0.0) * ratio,
    )


def total_effect(
    fit: SeriesFit, design: SeriesDesign, offset: Floats, counted: bool, facts: dict[str, Any]
) -> Estimate:
    """The sum of differences since the start."""
    after = design.after
    with_it, without = design.columns[after], design.without[after]
    if not counted:
        return _combined(fit, (with_it - without).sum(axis=0), facts, "score")
    up, down = (np.exp(rows @ fit.mean + offset[after]) for rows in (with_it, without))
    found = _combined(fit, up @ with_it - down @ without, facts, "events")
    value = float(up.sum() - down.sum())
    middle, low, high = found.value or 0.0, found.low or 0.0, found.high or 0.0
    return found.with_(value=value, low=value + low - middle, high=value + high - middle)


def ljung_box(residuals: Floats, lags: int) -> tuple[float | None, float | None]:
    """Whether the errors left are still alike in time: the statistic and its p."""
    n = len(residuals)
    centred = residuals - residuals.mean()
    total = float(centred @ centred)
    if total <= 0 or lags >= n:
        return None, None
    alike = [float(centred[lag:] @ centred[:-lag]) / total for lag in range(1, lags + 1)]
    statistic = n * (n + 2) * sum(one**2 / (n - lag) for lag, one in enumerate(alike, start=1))
    return statistic, float(special.gammaincc(lags / 2, statistic / 2))


def _combined(fit: SeriesFit, direction: Floats, facts: dict[str, Any], unit: str) -> Estimate:
    value, error, low, high = fit.contrast(direction, facts["confidence"])
    return Estimate(
        value=value,
        low=low,
        high=high,
        unit=unit,
        standard_error=error,
        degrees_of_freedom=fit.df,
        **facts,
    )

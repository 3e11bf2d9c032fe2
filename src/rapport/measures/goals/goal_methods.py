"""Each way to a goal as an Estimate of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.goals.horizon import Horizon, Past
from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inference.time_regression import TimeFit, time_regression

SHORTEST_HISTORY = 4
TOO_SHORT = f"fewer than {SHORTEST_HISTORY} values in the history show no trend"
NOT_CONTINUOUS = (
    "half a standard deviation says nothing of NPS or shares: their spread follows from the score itself"
)


@dataclass(frozen=True)
class Bounds:
    """The ends of the scale."""

    minimum: float
    maximum: float

    def keep(self, number: float) -> float:
        return float(min(max(number, self.minimum), self.maximum))

    def within(self, one: Estimate) -> Estimate:
        """An estimate that does not leave the scale."""
        if one.value is None:
            return one
        low, high = (None if end is None else self.keep(end) for end in (one.low, one.high))
        return one.with_(value=self.keep(one.value), low=low, high=high)


def percent_of_opportunity(current: Estimate, percent: float, bounds: Bounds) -> Estimate:
    """current + p (maximum − current)."""

    def moved(number: float | None) -> float | None:
        return None if number is None else number + percent * (bounds.maximum - number)

    error = current.standard_error
    return current.with_(
        value=moved(current.value),
        low=moved(current.low),
        high=moved(current.high),
        standard_error=None if error is None else error * abs(1 - percent),
        method=f"{100 * percent:g} % of the opportunity up to {bounds.maximum:g}",
        definition="goal_range@1",
    )


def trend_fit(past: Past) -> TimeFit | None:
    """A straight line through the history; None when it is too short to have one."""
    if len(past.values) < SHORTEST_HISTORY:
        return None
    columns = np.column_stack([np.ones(len(past.places)), past.places])
    return time_regression(columns, past.values, past.places)


def no_improvement(
    current: Estimate, past: Past, fit: TimeFit | None, horizon: Horizon, bounds: Bounds
) -> Estimate:
    """The trend carried forward to the goal's date, with the interval of one new measured value."""
    facts = _facts(current, past)
    if fit is None:
        return undefined(TOO_SHORT, **facts)
    known = past.errors[~np.isnan(past.errors)]
    floor = float((known**2).mean()) if len(known) else 0.0
    fit = TimeFit(
        fit.likeness, fit.weight, fit.coefficients, fit.inverse,
        np.maximum(fit.scale, floor), fit.df, fit.last, fit.left,
    )  # fmt: skip
    line = np.array([1.0, horizon.due])
    value, error, low, high = fit.ahead(line, horizon.periods, current.confidence)
    found = Estimate(
        value=value,
        low=low,
        high=high,
        standard_error=error,
        degrees_of_freedom=fit.df,
        method="straight line carried forward, interval of a new value, neighbours' likeness estimated",
        **facts,
    )
    return bounds.within(found)


def trend_of(fit: TimeFit | None, current: Estimate, past: Past) -> Estimate:
    """The change a period."""
    facts = _facts(current, past)
    if fit is None:
        return undefined(TOO_SHORT, **facts)
    value, error, low, high = fit.contrast(np.array([0.0, 1.0]), current.confidence)
    return Estimate(
        value=value, low=low, high=high, standard_error=error, degrees_of_freedom=fit.df,
        method="straight line, neighbours' likeness estimated", **facts,
    )  # fmt: skip


def _facts(current: Estimate, past: Past) -> dict[str, Any]:
    return {
        "confidence": current.confidence,
        "unit": current.unit,
        "base": len(past.values),
        "excluded": {"missing": past.missing} if past.missing else {},
        "definition": "goal_range@1",
    }


def half_deviation(current: Estimate, deviation: float | None, continuous: bool) -> Estimate:
    """Now and half a standard deviation of individual scores."""
    facts: dict[str, Any] = {
        "confidence": current.confidence,
        "unit": current.unit,
        "definition": "goal_range@1",
    }
    if not continuous:
        return undefined(NOT_CONTINUOUS, **facts)
    if deviation is None:
        return undefined("no standard deviation of individual scores was given", **facts)
    half = deviation / 2
    return current.with_(
        value=(current.value or 0.0) + half,
        low=None if current.low is None else current.low + half,
        high=None if current.high is None else current.high + half,
        method="half a standard deviation of individual scores",
        definition="goal_range@1",
    )


def as_percent(current: Estimate, deviation: float | None, half: Estimate, bounds: Bounds) -> Estimate:
    """What share of the opportunity half a standard deviation is."""
    facts: dict[str, Any] = {"confidence": current.confidence, "unit": "share", "definition": "goal_range@1"}
    if half.value is None or deviation is None:
        return undefined(half.undefined_because or "no deviation", **facts)
    room = bounds.maximum - (current.value or 0.0)
    if room <= 0:
        return undefined("there is no opportunity left above the current score", **facts)

    def share(score: float | None) -> float | None:
        left = None if score is None else bounds.maximum - score
        return deviation / 2 / left if left and left > 0 else None

    low, high = share(current.low), share(current.high)
    known = low is not None and high is not None
    return Estimate(
        value=deviation / 2 / room,
        low=low if known else None,
        high=high if known else None,
        base=current.base,
        excluded=current.excluded,
        method="half a standard deviation over the opportunity",
        **facts,
    )


@dataclass(frozen=True)
class Telling:
    """Whether a move can be told from noise: the standard error of the difference of both measurements,
    and the smallest move found with a chance of 80 %."""

    error: float | None
    smallest: float | None
    confidence: float

    def power(self, move: float) -> float | None:
        """The chance that a true move of this size is found."""
        if self.error is None:
            return None
        if self.error <= 0:
            return 1.0 if move else 0.0
        z = normal_quantile(self.confidence)
        ratio = abs(move) / self.error
        return float(special.ndtr(ratio - z) + special.ndtr(-ratio - z))


def telling_of(current: Estimate, deviation: float | None, planned_base: float | None) -> Telling:
    """From the error of the current score and that of the next measurement on its planned base."""
    level = current.confidence
    now = current.standard_error
    base = current.effective_base or current.base
    unit = now * base**0.5 if now is not None and base else deviation
    later = unit / planned_base**0.5 if unit is not None and planned_base else now
    if later is None:
        return Telling(None, None, level)
    error = float(np.hypot(now or 0.0, later))
    return Telling(error, (normal_quantile(level) + normal_quantile(0.6)) * error, level)

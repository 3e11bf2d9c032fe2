"""From the last value known to the date of a goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate
from rapport.measures.inference.in_time import InTime, in_time
from rapport.measures.inputs import Floats, numbers
from rapport.records.errors import InputError

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, eq=False)
class Past:
    """Values known so far, earliest first, at their places in time; each with its sampling error if known."""

    values: Floats
    errors: Floats
    places: Floats
    order: InTime | None
    missing: int

    @property
    def total(self) -> int:
        return len(self.values) + self.missing


@dataclass(frozen=True, eq=False)
class Horizon:
    """Places in time of the last value (`now`) and of the goal's date (`due`)."""

    now: float
    due: float
    order: InTime | None
    days_a_period: float

    @property
    def periods(self) -> float:
        return self.due - self.now

    def place(self, when: Any, name: str) -> float:
        """The place of another date; without dates, a number of periods from now."""
        if self.order is not None:
            return self.order.place_of(when, name)
        return self.now + _periods(when, name)


def past_of(history: Any, dates: Any, errors: Any) -> Past:
    """The history's values: numbers, Estimates, or a mapping from dates to either."""
    if isinstance(history, Mapping):
        history, dates = list(history.values()), list(history)
    if isinstance(history, list | tuple) and any(isinstance(one, Estimate) for one in history):
        if errors is None:
            errors = [one.standard_error if isinstance(one, Estimate) else None for one in history]
        history = [one.value if isinstance(one, Estimate) else one for one in history]
    values = numbers([] if history is None else history, "history")
    spread = np.full(len(values), np.nan) if errors is None else numbers(errors, "standard_errors")
    if len(spread) != len(values) or (spread < 0).any():
        raise InputError("a standard error is missing or negative", "standard_errors", "give one a value")
    here = ~np.isnan(values)
    order = in_time(dates, here)
    rows = order.rows
    known = order if dates is not None and len(rows) else None
    return Past(values[rows], spread[rows], order.place, known, int((~here).sum()))


def horizon_of(past: Past, date: Any) -> Horizon:
    """When the goal is due: one period after the last value unless a date is given."""
    now = float(past.places[-1]) if len(past.places) else 0.0
    order = past.order
    if order is None and date is not None and not isinstance(date, int | float | np.number):
        order = in_time([date], np.ones(1, dtype=bool))
        return Horizon(-np.inf, 1.0, order, 1.0)
    if date is None:
        due = now + 1
    else:
        due = order.place_of(date, "date") if order is not None else now + _periods(date, "date")
    if due <= now:
        raise InputError("the goal's date is not after the last value", "date", "give a later one")
    days = 1.0
    if order is not None and order.unit != "periods":
        days = order.step * (DAYS_A_MONTH if order.unit == "months" else 1.0)
    elif order is not None:
        days = order.step
    return Horizon(now, due, order, days)


def _periods(when: Any, name: str) -> float:
    if isinstance(when, bool) or not isinstance(when, int | float | np.number):
        raise InputError(f"{when!r} is no number of periods", name, "give dates with the history, or periods")
    return float(when)

"""A goal for a plan's number: the range that can be recommended, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from rapport.findings.cases import CAUSE
from rapport.findings.daily import Daily
from rapport.findings.survey import SURVEY_METRICS
from rapport.home import Home
from rapport.measures import Estimate, GoalRange, goal_range, mean
from rapport.measures.goals import Initiative
from rapport.program.plans.plain import InitiativeFacts, PlanContent
from rapport.records.errors import InputError
from rapport.work.plans.effect import values_of

RECENT_DAYS = 90
LEAST = 30
KINDS = {"nps": (-100.0, 100.0), "share": (0.0, 1.0), "points": (0.0, 100.0)}


def recommended(
    home: Home,
    content: PlanContent,
    on: date,
    initiatives: tuple[InitiativeFacts, ...] = (),
    *,
    kind: str = "outcome",
    influence: float = 1.0,
) -> GoalRange:
    """The range for the plan's number by that day, from the newest 90 days and the months so far. An
    initiative of which nobody said when it begins counts from the newest values on.

    Raises InputError where there are too few values, or the number has no scale to have a goal on.
    """
    here, _ = values_of(home, replace(content, others={}))
    low, high = _scale(content.metric, here)
    now = _now(here, home.settings.confidence)
    history = _months(here)
    planned = tuple(
        Initiative(one.title, one.effect, one.begins_on, one.lead_days)
        for one in initiatives
        if one.effect is not None and not one.dropped
    )
    return goal_range(
        now,
        history or None,
        date=on if history else None,
        minimum=low,
        maximum=high,
        deviation=float(here.value.std())
        if content.metric not in SURVEY_METRICS and here.unit == "points"
        else None,
        initiatives=planned or None if history else None,
        kind=kind,
        influence=influence,
    )


def _scale(metric: str, here: Daily) -> tuple[float, float]:
    found = None if metric.startswith(CAUSE) else KINDS.get(metric) or KINDS.get(here.unit)
    if found is None:
        what = "No range can be recommended for a number without a best value that is high"
        raise InputError(what, metric, "Set one yourself, from what you know of the work.")
    return found


def _now(here: Daily, confidence: float) -> Estimate:
    if here.rows < LEAST:
        raise InputError(
            f"{here.rows} values are too few to recommend a goal", None, f"Come back at {LEAST}, or set one."
        )
    newest = here.when(here.day > here.day.max() - np.timedelta64(RECENT_DAYS, "D"))
    return mean(newest.value, weights=newest.n, confidence=confidence).with_(unit=here.unit, definition=None)


def _months(here: Daily) -> dict[date, float]:
    """The mean of each month with values enough, by its first day; too few months show no trend."""
    months = here.day.astype("datetime64[M]")
    found = {}
    for month in np.unique(months):
        inside = months == month
        if here.n[inside].sum() >= LEAST / 3:
            first = month.astype("datetime64[D]").astype(object)
            found[first] = float(np.average(here.value[inside], weights=here.n[inside]))
    return found if len(found) >= 4 else {}

"""Whether something that began helped: against others, against the trend, or only against before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from rapport.findings.audit_estimates import suppressed
from rapport.findings.daily import Daily
from rapport.measures import Estimate, difference_in_differences, interrupted_series, mean
from rapport.measures.goals.difference_in_differences import change_since

OTHERS, TREND, BEFORE = "others", "trend", "before"
SURE, PROBABLE = 0.05, 0.2
WEEKS_BEFORE, WEEKS_AFTER = 12, 4
FEW_CLUSTERS = 3
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Week:
    """One week: its Monday and the estimate of its values."""

    monday: date
    estimate: Estimate


@dataclass(frozen=True)
class BeforeAfter:
    """`before` and `after` are the number itself; `effect` what is left once others or the trend are taken
    off, by `against`. `verdict`: clearly or probably up or down, "no effect seen", "cannot tell"."""

    before: Estimate
    after: Estimate
    effect: Estimate
    against: str
    p: float | None
    verdict: str
    weeks: tuple[Week, ...] = ()


def before_after(
    here: Daily, others: Daily | None, begins_on: date, *, confidence: float, minimum: int
) -> BeforeAfter:
    """The effect of what began on that day on the values `here`.

    With `others` (whom it did not touch): by how much more it changed here than there. Else, with twelve
    weeks before and four since: against the trend. Else against before alone, where a low score rises by
    itself. The interval takes agents as clusters where three a side are known.
    """
    since = here.since(begins_on)
    sides = [_mean(here.when(side), confidence) for side in (~since, since)]
    before, after = (suppressed(one, minimum) for one in sides)
    weeks = _weeks(here, confidence, minimum)
    if before.value is None or after.value is None:
        effect = Estimate(None, undefined_because=_too_few(before, minimum), confidence=confidence)
        return BeforeAfter(before, after, effect, BEFORE, None, "cannot tell", weeks)
    effect, against, p = _effect(here, others, begins_on, confidence, minimum)
    return BeforeAfter(before, after, effect, against, p, _verdict(effect, p), weeks)


def _effect(
    here: Daily,
    others: Daily | None,
    begins_on: date,
    confidence: float,
    minimum: int,
) -> tuple[Estimate, str, float | None]:
    if others is not None:
        rows = _cells(here, others, begins_on)
        smallest = min(_counted(rows, touched, after) for touched in (0, 1) for after in (0, 1))
        if smallest >= minimum:
            found = _beyond_others(rows, confidence)
            if found.value is not None:
                return found.with_(unit=here.unit), OTHERS, found.p
    series = _weekly(here, begins_on, minimum)
    if series is not None:
        level = interrupted_series(*series, confidence=confidence, slope=False).level
        if level.value is not None:
            return level.with_(unit=here.unit), TREND, _p(level)
    agents = here.agent if _clusters(here) >= FEW_CLUSTERS else None
    change = change_since(here.value, here.since(begins_on), here.n, agents, confidence)
    return change.with_(unit=here.unit, base=here.rows), BEFORE, change.p


def _mean(rows: Daily, confidence: float) -> Estimate:
    agents = rows.agent if _clusters(rows) >= FEW_CLUSTERS else None
    found = mean(rows.value, weights=rows.n, clusters=agents, confidence=confidence)
    if rows.unit == "share" and found.low is not None and found.high is not None:
        found = found.with_(low=max(found.low, 0.0), high=min(found.high, 1.0))  # no share lies outside
    whole = bool((rows.n == 1).all())
    return found.with_(
        unit=rows.unit,
        base=rows.rows,
        weighted_base=None if whole else found.weighted_base,
        effective_base=None if whole else found.effective_base,
    )


def _clusters(rows: Daily) -> int:
    """How many agents there are, 0 where somebody is not known."""
    known = [one for one in rows.agent.tolist() if one is not None]
    return len(set(known)) if len(known) == len(rows.agent) else 0


def _cells(here: Daily, others: Daily, begins_on: date) -> Mapping[str, NDArray[Any]]:
    return {
        "value": np.concatenate([here.value, others.value]),
        "n": np.concatenate([here.n, others.n]),
        "touched": np.repeat([1.0, 0.0], [len(here.value), len(others.value)]),
        "after": np.concatenate([here.since(begins_on), others.since(begins_on)]).astype(float),
        "agent": np.concatenate([here.agent, others.agent]),
    }


def _counted(rows: Mapping[str, NDArray[Any]], touched: int, after: int) -> float:
    return float(rows["n"][(rows["touched"] == touched) & (rows["after"] == after)].sum())


def _beyond_others(rows: Mapping[str, NDArray[Any]], confidence: float) -> Any:
    touched = rows["touched"] == 1
    many = all(
        None not in set(rows["agent"][side].tolist())
        and len(set(rows["agent"][side].tolist())) >= FEW_CLUSTERS
        for side in (touched, ~touched)
    )
    found = difference_in_differences(
        rows["value"],
        rows["touched"],
        rows["after"],
        weights=rows["n"],
        clusters=rows["agent"] if many else None,
        confidence=confidence,
    )
    return found.with_(base=int(rows["n"].sum()))


def _mondays(rows: Daily) -> NDArray[np.datetime64]:
    # 1970-01-01 was a Thursday.
    days = rows.day.astype("datetime64[D]").astype(np.int64)
    found: NDArray[np.datetime64] = (days - (days + 3) % 7).astype("datetime64[D]")
    return found


def _weeks(rows: Daily, confidence: float, minimum: int) -> tuple[Week, ...]:
    mondays = _mondays(rows)
    return tuple(
        Week(monday.astype(object), suppressed(_mean(rows.when(mondays == monday), confidence), minimum))
        for monday in np.unique(mondays)
    )


def _weekly(rows: Daily, begins_on: date, minimum: int) -> tuple[list[float | None], int, list[int]] | None:
    """(values, the first period since, periods) of weeks counted from the day it began; None for too few."""
    days = (rows.day - np.datetime64(begins_on)) // DAY
    place = np.floor_divide(days.astype(np.int64), 7)
    values: dict[int, float] = {}
    for week in np.unique(place).tolist():
        inside = place == week
        if rows.n[inside].sum() >= minimum:
            values[week] = float(np.average(rows.value[inside], weights=rows.n[inside]))
    if sum(one < 0 for one in values) < WEEKS_BEFORE or sum(one >= 0 for one in values) < WEEKS_AFTER:
        return None
    periods = list(range(min(values), max(values) + 1))
    return [values.get(one) for one in periods], 0, periods


def _p(level: Estimate) -> float | None:
    """Two-sided, from the interval's own quantile."""
    if level.value is None or not level.standard_error:
        return None
    t = abs(level.value) / level.standard_error
    df = level.degrees_of_freedom
    return float(2 * (special.ndtr(-t) if df is None else special.stdtr(df, -t)))


def _verdict(effect: Estimate, p: float | None) -> str:
    if effect.value is None or p is None:
        return "cannot tell"
    if p >= PROBABLE:
        return "no effect seen"
    return f"{'clearly' if p < SURE else 'probably'} {'up' if effect.value > 0 else 'down'}"


def _too_few(before: Estimate, minimum: int) -> str:
    side = "before" if before.value is None else "since"
    return f"fewer than {minimum} values {side}"

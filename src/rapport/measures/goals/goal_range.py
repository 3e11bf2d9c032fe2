"""A goal that is worth having and can be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.goals.goal_choice import Situation, choose, direction
from rapport.measures.goals.goal_methods import (
    Bounds,
    Telling,
    as_percent,
    half_deviation,
    no_improvement,
    percent_of_opportunity,
    telling_of,
    trend_fit,
    trend_of,
)
from rapport.measures.goals.horizon import horizon_of, past_of
from rapport.measures.goals.initiative import Initiative
from rapport.measures.inference.at_confidence import at_confidence
from rapport.measures.inputs import confidence_of, numbers, require
from rapport.records.errors import InputError

HIGH_ENOUGH = 91.0
KINDS = ("outcome", "performance")
COUNTED = ("nps", "csat", "psat", "proportion")


@dataclass(frozen=True)
class GoalRange:
    """A recommended range from `low` to `high`, why, and every way that led there.

    `opportunity` by percent ("10 %"); `no_improvement` is the trend carried forward to the date, `trend`
    its change a period; `with_initiatives` adds those that can show by then (None: none can). `smallest`
    is the least move that would be told from noise with a chance of 80 % at the planned base, `power_low`
    and `power_high` the chances for both ends (None: unknown error).
    """

    low: float
    high: float
    holding: bool
    reason: str
    current: Estimate
    opportunity: Mapping[str, Estimate]
    no_improvement: Estimate
    trend: Estimate
    half_deviation: Estimate
    half_deviation_of_opportunity: Estimate
    target: float | None
    high_enough: bool | None
    with_initiatives: Estimate | None
    working: tuple[str, ...]
    too_late: tuple[str, ...]
    smallest: float | None
    power_low: float | None
    power_high: float | None
    kind: str
    influence: float
    date: Any


@checked
def goal_range(
    current: Any,
    history: Any = None,
    dates: Any = None,
    date: Any = None,
    confidence: float | None = None,
    *,
    standard_errors: Any = None,
    maximum: float | None = None,
    minimum: float | None = None,
    percents: Sequence[float] = (0.05, 0.1, 0.2),
    stretch: float = 0.1,
    deviation: float | None = None,
    continuous: bool | None = None,
    target: float | None = None,
    initiatives: Sequence[Initiative] | None = None,
    kind: str = "outcome",
    influence: float = 1.0,
    planned_base: float | None = None,
) -> GoalRange:
    """A range for a goal, by every way to one, and why.

    Question it answers: what should we aim for by then, so that it is worth it and can be reached?

    Definition: version 1. Percent of opportunity: current + p (maximum − current). No improvement: a
    straight line through the history carried forward to the date. Half a standard deviation of
    individual scores above the current one, and what share of the opportunity that is. High enough: at
    or above the target. Initiatives whose start and lead time end by the date add their effects; before
    that only the trend is expected. The range runs from what trend and initiatives give to an ordinary
    stretch beyond (the smaller of `stretch` of the opportunity and half a deviation, times the
    influence), never past high enough. A declining score has holding as its goal.

    Scale, unit, range: as the current score, within its scale.

    Base: values in the history. Excluded: "missing".

    Parameters: `current` an Estimate or a number; `history` values so far (numbers or Estimates, or a
    mapping from dates to them), `dates` theirs, `standard_errors` theirs; `date` of the goal (without
    dates: periods from the last value; default the next period); `maximum`, `minimum` of the scale
    (points 0–100, NPS −100–100, shares 0–1 by
    themselves; a number counts as points where it can); `percents` shown; `deviation` of individual
    scores; `continuous` whether they are continuous (told by the estimate's definition); `target` high
    enough (91 on a 0–100 score, else none); `initiatives` planned (None: nothing known, empty: none);
    `kind` "outcome" or "performance"; `influence` of the owner on the score, 0–1; `planned_base` of the
    measurement at the date (default as now).

    Returns: GoalRange.

    Undefined when: (parts) fewer than four values show no trend; half a deviation of NPS or shares; no
    opportunity left.

    Raises: InputError for an undefined current score, a score outside its scale, a date not after the
    last value, an unknown scale or kind.

    How sure: the no-improvement point by Student's t mixed over the likeness of neighbouring errors, for
    one new value: 94–98 % in simulation from twelve values on. Wide in short histories, and it is meant
    to be: four quarters tell little. The range itself is advice, not an estimate.

    Do not: extrapolate further than the history is long, or one with a season; hold an owner to an
    outcome that others move (low influence: choose a performance goal); aim at a move smaller than
    `smallest`: nobody will know whether it was reached.

    Validated against: the definitions by hand (10 % at 50 is 55, at 80 is 82); ordinary least squares of
    statsmodels where neighbours' likeness is fixed at 0; the extrapolation's interval by simulation.

    Example:
        >>> found = goal_range(80)
        >>> found.opportunity["10 %"].value, found.low, found.high, found.high_enough
        (82.0, 80.0, 82.0, False)

    References: Locke & Latham (2002), doi:10.1037/0003-066X.57.9.705. Norman, Sloan & Wyrwich (2003),
    doi:10.1097/01.MLR.0000062554.74615.4C (half a standard deviation).

    See also: diminishing_returns, interrupted_series, power_means.
    """
    now = _current(current, confidence, maximum)
    _check(kind, influence, stretch, percents, deviation, planned_base)
    bounds = _bounds(now, maximum, minimum)
    counted = _is_counted(now) if continuous is None else not continuous
    enough = target if target is not None else HIGH_ENOUGH if _is_score(now, bounds) else None
    past = past_of(history, dates, standard_errors)
    horizon = horizon_of(past, date)
    fit = trend_fit(past)
    trend = trend_of(fit, now, past)
    ahead = no_improvement(now, past, fit, horizon, bounds)
    half = half_deviation(now, deviation, not counted)
    if not all(isinstance(one, Initiative) for one in initiatives or ()):
        raise InputError("an initiative is none", "initiatives", "give Initiative(name, …) for each")
    working = tuple(one for one in initiatives or () if one.works_by(horizon))
    value, turn = now.value or 0.0, direction(trend)
    expected = value if ahead.value is None else ahead.value
    reach = stretch * (bounds.maximum - (max(value, expected) if turn[1] else value))
    if half.value is not None and deviation is not None:
        reach = min(reach, deviation / 2)
    given = Situation(value, expected, *turn, enough, influence * reach, initiatives, working)
    chosen = choose(given, bounds)
    telling = telling_of(now, deviation, planned_base)
    return GoalRange(
        chosen.low,
        chosen.high,
        chosen.holding,
        "; ".join([chosen.reason, *_remarks(kind, influence, telling, chosen.high - value)]),
        now,
        {f"{100 * p:g} %": percent_of_opportunity(now, p, bounds) for p in percents},
        ahead,
        trend,
        bounds.within(half),
        as_percent(now, deviation, half, bounds),
        enough,
        None if enough is None else value >= enough,
        _added(now if ahead.value is None else ahead, working, bounds),
        tuple(one.name for one in working),
        tuple(one.name for one in initiatives or () if one not in working),
        telling.smallest,
        telling.power(chosen.low - value),
        telling.power(chosen.high - value),
        kind,
        influence,
        date,
    )


def _added(ahead: Estimate, working: tuple[Initiative, ...], bounds: Bounds) -> Estimate | None:
    """The trend carried forward (without one: today's score) with the effects that show by then."""
    if not working or ahead.value is None:
        return None
    effect = sum(one.expected for one in working)
    more = sum(one.error**2 for one in working)
    value = ahead.value + effect
    low, high, error = ahead.low, ahead.high, ahead.standard_error
    if low is not None and high is not None and error:
        wider = (1 + more / error**2) ** 0.5
        low, high = value - (ahead.value - low) * wider, value + (high - ahead.value) * wider
        error *= wider
    elif low is not None and high is not None:
        low, high = low + effect, high + effect
    method = f"{ahead.method}; with {', '.join(one.name for one in working)}"
    return bounds.within(ahead.with_(value=value, low=low, high=high, standard_error=error, method=method))


def _remarks(kind: str, influence: float, telling: Telling, move: float) -> list[str]:
    found = []
    if kind == "outcome" and influence < 0.5:
        found.append("the owner moves less than half of it: add a performance goal")
    if telling.smallest is not None and 0 < move < telling.smallest:
        needs = f"(needs {telling.smallest:.3g})"
        found.append(f"a move of {move:.3g} could not be told from noise at the planned base {needs}")
    return found


def _current(current: Any, confidence: float | None, maximum: float | None) -> Estimate:
    if isinstance(current, Estimate):
        if current.value is None:
            raise InputError("the current score is undefined", "current", f"{current.undefined_because}")
        return current if confidence is None else at_confidence(current, confidence_of(confidence))
    level = confidence_of(0.95 if confidence is None else confidence)
    value = numbers([current], "current")[0]
    if value != value:
        raise InputError("the current score is missing", "current", "give a number or an Estimate")
    unit = "points" if maximum in (None, 100) and 0 <= value <= 100 else "score"
    return Estimate(value=float(value), unit=unit, confidence=level, method="given")


def _bounds(now: Estimate, maximum: float | None, minimum: float | None) -> Bounds:
    usual = {"points": (0.0, 100.0), "share": (0.0, 1.0)}.get(now.unit)
    if (now.definition or "").startswith("nps@"):
        usual = (-100.0, 100.0)
    if maximum is None and usual is None:
        raise InputError("the scale is not known", "maximum", "give the best score there can be")
    top = maximum if maximum is not None else (usual or (0.0, 0.0))[1]
    bottom = minimum if minimum is not None else usual[0] if usual else min(0.0, now.value or 0.0)
    if not bottom <= (now.value or 0.0) <= top or bottom >= top:
        raise InputError(
            f"{now.value:g} lies outside {bottom:g} to {top:g}", "current, minimum, maximum", "give its scale"
        )
    return Bounds(float(bottom), float(top))


def _is_counted(now: Estimate) -> bool:
    return now.unit == "share" or (now.definition or "").split("@")[0] in COUNTED


def _is_score(now: Estimate, bounds: Bounds) -> bool:
    """A score from 0 to 100 that is no share or NPS: the default of high enough was found on such."""
    return (bounds.minimum, bounds.maximum) == (0.0, 100.0) and not _is_counted(now)


def _check(
    kind: str,
    influence: float,
    stretch: float,
    percents: Sequence[float],
    deviation: float | None,
    planned_base: float | None,
) -> None:
    rules = (
        (kind in KINDS, "kind", f"one of {', '.join(KINDS)}"),
        (0 <= influence <= 1, "influence", "a share from 0 to 1"),
        (0 <= stretch <= 1 and all(0 <= p <= 1 for p in percents), "stretch, percents", "shares from 0 to 1"),
        (deviation is None or 0 <= deviation < float("inf"), "deviation", "a number of 0 or more"),
        (planned_base is None or planned_base > 0, "planned_base", "a number above 0"),
    )
    require(rules)

"""From the ways to a goal to a recommended range, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.measures.estimate import Estimate
from rapport.measures.goals.goal_methods import Bounds
from rapport.measures.goals.initiative import Initiative


@dataclass(frozen=True)
class Situation:
    """What the choice rests on; `stretch` is how far beyond the trend a goal may reach."""

    current: float
    expected: float
    declining: bool
    rising: bool
    target: float | None
    stretch: float
    planned: Sequence[Initiative] | None
    working: Sequence[Initiative]


@dataclass(frozen=True)
class Choice:
    """The recommended range, whether it is about holding, and the reason in words."""

    low: float
    high: float
    holding: bool
    reason: str


def choose(given: Situation, bounds: Bounds) -> Choice:
    """The range, by what is known of trend and initiatives."""
    if given.target is not None and given.current >= given.target:
        return _ordered(given.target, given.current, True, "high enough already: hold it", bounds)
    if given.planned is not None and not given.working:
        return _trend_only(given, bounds)
    if given.planned is None:
        return _ordinary(given, bounds)
    return _with_initiatives(given, bounds)


def _trend_only(given: Situation, bounds: Bounds) -> Choice:
    why = "no initiative can show by then, so only the trend is expected"
    if not given.planned:
        why = "no initiative is planned, so only the trend is expected"
    if given.declining:
        reason = f"{why}, and it declines: holding today's score is the most to ask"
        return _ordered(given.expected, given.current, True, reason, bounds)
    if given.rising:
        return _ordered(given.current, given.expected, False, f"{why}, and it rises", bounds)
    return _ordered(given.current, given.current, True, f"{why}, and there is none: hold", bounds)


def _ordinary(given: Situation, bounds: Bounds) -> Choice:
    """Nothing is said of initiatives: trend and an ordinary stretch."""
    if given.declining:
        reason = "the trend declines: stopping the decline is a goal already"
        return _ordered(given.expected, given.current, True, reason, bounds)
    start = max(given.expected, given.current) if given.rising else given.current
    trend = "where the rising trend leads anyway" if given.rising else "today's score, as there is no trend"
    return _capped(start, start + given.stretch, f"from {trend} to an ordinary stretch beyond", given, bounds)


def _with_initiatives(given: Situation, bounds: Bounds) -> Choice:
    effect = sum(one.expected for one in given.working)
    start = given.expected if given.declining or given.rising else given.current
    names = ", ".join(one.name for one in given.working)
    reach = start + effect
    if given.declining and reach <= given.current:
        reason = f"{names} will show by then, but no more than makes up for the decline: hold"
        return _ordered(reach, given.current, True, reason, bounds)
    reason = f"the trend and what {names} should add"
    if effect > given.stretch:
        reason += "; that is more than an ordinary stretch, so the lower end is that stretch"
    else:
        reason += ", up to an ordinary stretch"
    later = len(given.planned or ()) - len(given.working)
    if later:
        reason += f"; {later} more initiative{'s' if later > 1 else ''} cannot show by then"
    return _capped(
        min(reach, start + given.stretch), max(reach, start + given.stretch), reason, given, bounds
    )


def _capped(low: float, high: float, reason: str, given: Situation, bounds: Bounds) -> Choice:
    """No goal beyond what is high enough."""
    if given.target is not None and high > given.target:
        high = max(given.target, given.current)
        low = min(low, high)
        reason += "; more than high enough is not needed"
    return _ordered(low, high, False, reason, bounds)


def _ordered(low: float, high: float, holding: bool, reason: str, bounds: Bounds) -> Choice:
    first, last = sorted((bounds.keep(low), bounds.keep(high)))
    return Choice(first, last, holding, reason)


def direction(trend: Estimate) -> tuple[bool, bool]:
    """Whether the trend declines or rises beyond noise."""
    if trend.low is None or trend.high is None:
        return False, False
    return trend.high < 0, trend.low > 0

"""How often a chart cries wolf."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.goals.chart_constants import range_constants
from rapport.measures.goals.chart_rules import WESTERN_ELECTRIC, check_rules, signals_of
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import Floats, confidence_of
from rapport.records.errors import InputError


@checked
def false_alarm_rate(
    points: int = 12,
    calibrate: int | None = None,
    confidence: float = 0.95,
    *,
    rules: Sequence[str] = WESTERN_ELECTRIC,
    run: int = 8,
    limits: float = 3.0,
    likeness: float = 0.0,
    draws: int = 2000,
    seed: int = 0,
) -> Estimate:
    """How often a chart of single values signals although nothing happened.

    Question it answers: how many of our alarms are noise?

    Definition: the share of simulated steady series of normal noise in which any of `points` new points
    lies beyond the limits or breaks a rule, version 1.

    Scale, unit, range: share, 0–1.

    Base: series simulated.

    Parameters: `points` looked at, e.g. a year's twelve; `calibrate` how many points before them gave the
    limits (None: centre and sigma are known); `rules`, `run`, `limits` as in `control_chart`; `likeness`
    the correlation of neighbouring points, −1 to 1 exclusive; `draws` series; `seed`.

    Returns: Estimate with unit "share"; its interval is the simulation's own.

    Raises: InputError for an unknown rule or numbers out of range.

    How sure: Wilson's interval of the simulated series; more `draws` narrow it.

    Do not: read it as the chance that one alarm is false; that depends on how often something happens.

    Validated against: the normal distribution's 0.0027 a point without rules and with known limits, and
    one in 92 points for the Western Electric rules (Champ & Woodall).

    Example:
        >>> round(false_alarm_rate(1, rules=(), draws=20_000).value, 3)
        0.003

    References: Champ & Woodall (1987), doi:10.1080/00401706.1987.10488266.

    See also: control_chart.
    """
    level = confidence_of(confidence)
    check_rules(tuple(rules), run)
    if points < 1 or draws < 1 or limits <= 0 or not -1 < likeness < 1:
        raise InputError(
            "points, draws, limits or likeness are out of range",
            "points, draws, limits, likeness",
            "give at least one point and draw, limits above 0, likeness between −1 and 1",
        )
    if calibrate is not None and calibrate < 2:
        raise InputError(f"{calibrate} points give no limits", "calibrate", "give at least 2, or None")
    rng = np.random.default_rng(seed)
    alarms = sum(
        _alarm(_series(rng, (calibrate or 0) + points, likeness), calibrate, tuple(rules), run, limits)
        for _ in range(draws)
    )
    found = proportion(alarms, draws, level)
    known = "known limits" if calibrate is None else f"limits from {calibrate} points"
    return found.with_(method=f"simulated, {known}", definition="false_alarm_rate@1")


def _series(rng: np.random.Generator, n: int, likeness: float) -> Floats:
    noise = rng.standard_normal(n)
    if not likeness:
        return noise
    fresh = float(np.sqrt(1 - likeness**2))
    for place in range(1, n):
        noise[place] = likeness * noise[place - 1] + fresh * noise[place]
    return noise


def _alarm(series: Floats, calibrate: int | None, rules: tuple[str, ...], run: int, limits: float) -> bool:
    """Whether any new point signals; a rule's earlier points may lie before."""
    start = calibrate or 0
    if start:
        past = series[:start]
        sigma = float(np.abs(np.diff(past)).mean()) / range_constants(2)[0]
        series = (series - past.mean()) / sigma
    if (np.abs(series[start:]) > limits).any():
        return True
    return any(found[start:].any() for found in signals_of(series, rules, run).values())

"""Control charts: is this month unusual, or is it only noise?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.goals.chart_kinds import COUNTED, KINDS, SIGMAS, Rows, Sigma, rows_of, sigma_of
from rapport.measures.goals.chart_lines import Lines, count_lines, cusum_lines, value_lines
from rapport.measures.goals.chart_rules import WESTERN_ELECTRIC, check_rules, signals_of
from rapport.measures.inference.in_time import InTime, in_time
from rapport.measures.inputs import Bools, Floats, chosen, confidence_of, mask, require
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class ControlChart:
    """A chart's centre and sigma, its points and limits in the order of time, and what they signal.

    `rows` says which row given (from 0) each point is; `beyond` and `signals` name such rows. A CUSUM's
    `points` are its upper sums and `lower_points` its lower ones, in standard errors; else these are None.
    `points`, `lower` and `upper` are NaN where a row has no point of its own or no limits can be drawn.
    """

    kind: str
    centre: Estimate
    sigma: Estimate
    rows: tuple[int, ...]
    at: tuple[Any, ...]
    points: Floats
    lower: Floats
    upper: Floats
    beyond: tuple[int, ...]
    signals: Mapping[str, tuple[int, ...]]
    verdict: str
    lower_points: Floats | None = None


@checked
def control_chart(
    values: Any,
    kind: str = "xmr",
    sizes: Any = None,
    confidence: float = 0.95,
    *,
    dates: Any = None,
    calibrate: Any = None,
    centre: float | None = None,
    sigma: str | float = "range",
    limits: float | None = None,
    rules: Sequence[str] = WESTERN_ELECTRIC,
    run: int = 8,
    smoothing: float = 0.2,
    shift: float = 1.0,
    decision: float = 5.0,
    overdispersed: bool = False,
    constants: str = "computed",
) -> ControlChart:
    """Control chart of a series, with the signs that more than chance is at work.

    Question it answers: is this week unusual, or within what this process does anyway?

    Definition: version 1. Points, their centre and limits `limits` standard errors around it, from the
    calibrating points. xmr single values (sigma: mean moving range over d2); mr their moving ranges; xbar
    means of several values a point, r their ranges, s their deviations; p and np shares and counts of
    cases, u counts over sizes, c counts; ewma a smoothed mean, limits at their exact, growing width;
    cusum sums of what exceeds half the shift to be found, against `decision`. Constants of ranges (d2, d3)
    are computed, not taken from tables rounded to three decimals.

    Scale, unit, range: as the values; p a share.

    Base: points that calibrate. Excluded: "missing" (no value, or a size of 0), "not calibrating".

    Parameters: `values` one a point, or a table of one row a point (xbar, r, s; ewma and cusum take
    both); `sizes` for p, np, u; `dates` put rows in order, else their own order counts; `calibrate` how
    many first points, or True and False for each row (None: all); `centre`, `sigma` when known (`sigma`
    else "range", "deviation" or "pooled"); `limits` in standard errors (3; ewma 2.7); `rules` beside the
    limits: "run" of `run` points on one side, "two_of_three" beyond 2 sigma, "four_of_five" beyond 1,
    "trend" of six, "hugging", "alternating" (not for ewma and cusum); `smoothing` of ewma; `shift` and
    `decision` of cusum in standard errors; `overdispersed` widens p and u charts by what the points
    scatter beyond chance (Laney), as large sizes need; `constants` "computed", or "printed" to get the
    figures of programs that use rounded tables.

    Returns: ControlChart with `centre` and `sigma` as Estimates; in its arrays NaN where there is no
    point (the first of moving ranges) or no limit.

    Undefined when: nothing calibrates; sigma needs two points.

    Raises: InputError for an unknown kind or rule, counts above their sizes, two rows of one date.

    How sure: centre by Student's t (p by Wilson, u and c by Jeffreys) and sigma by the chi distribution
    of equal scatter, for points that do not depend on each other. Limits themselves are estimates: from
    under twenty points they raise more false alarms than the three per thousand of textbooks;
    `false_alarm_rate` says how many.

    Do not: chart a series with season or trend without taking them out first; take the limits for a
    goal; calibrate on points known to be special.

    Validated against: R qcc 2.7 (xbar, R, S, p, individuals, EWMA, CUSUM charts) on the piston rings,
    orange juice, viscosity and Nile data; false alarms and the intervals by simulation.

    Example:
        >>> found = control_chart([12, 14, 13, 12, 13, 14, 12, 13, 25])
        >>> found.beyond, round(found.centre.value, 2)
        ((8,), 14.22)

    References: Montgomery (2013), Introduction to Statistical Quality Control. Western Electric (1956),
    Statistical Quality Control Handbook. Laney (2002), doi:10.1081/QEN-120006555. Lucas & Saccucci
    (1990), doi:10.1080/00401706.1990.10484583. Hoel (1946), doi:10.1214/aoms/1177730881.

    See also: changepoints, interrupted_series, false_alarm_rate.
    """
    level = confidence_of(confidence)
    _check(kind, sigma, limits, smoothing, decision)
    check_rules(tuple(rules), run)
    given = replace(rows_of(values, kind, sizes), printed=constants == "printed")
    order = in_time(dates, given.here)
    rows = given.only(order.rows)
    chosen = _calibrating(calibrate, len(given.here), order)
    facts = {
        "confidence": level,
        "base": int(chosen.sum()),
        "excluded": _excluded(given.here, chosen),
        "definition": "control_chart@1",
    }
    scatter = _sigma(rows, chosen, kind, sigma)
    if not chosen.any() or (scatter is None and kind not in COUNTED):
        because = "no point calibrates the chart" if not chosen.any() else "one point has no scatter to tell"
        return _nothing(kind, because, order, len(rows.sizes), facts)
    width = limits if limits is not None else 2.7 if kind == "ewma" else 3.0
    if kind in COUNTED:
        lines = count_lines(rows, chosen, kind, centre, width, overdispersed, level)
    elif kind == "cusum":
        lines = cusum_lines(rows, chosen, _known(scatter), centre, shift, decision, level)
    else:
        lines = value_lines(rows, chosen, kind, _known(scatter), centre, width, smoothing, level)
    names = () if kind in ("ewma", "cusum") else tuple(rules)
    return _chart(kind, lines, order, names, run, facts)


def _chart(
    kind: str, lines: Lines, order: InTime, rules: tuple[str, ...], run: int, facts: dict[str, Any]
) -> ControlChart:
    out = (lines.points > lines.upper) | (lines.points < lines.lower)
    if lines.lower_points is not None:
        out = (lines.points > lines.upper) | (lines.lower_points < lines.lower)

    def named(some: Bools) -> tuple[int, ...]:
        return tuple(int(row) for row in order.rows[some])

    signals = {rule: named(found) for rule, found in signals_of(lines.z, rules, run).items() if found.any()}
    return ControlChart(
        kind,
        replace(lines.centre, **facts),
        replace(lines.sigma, **facts),
        named(np.ones(len(order.rows), dtype=bool)),
        order.at,
        lines.points,
        lines.lower,
        lines.upper,
        named(out),
        signals,
        _words(int(out.sum()), signals, len(order.rows)),
        lines.lower_points,
    )


def _words(beyond: int, signals: Mapping[str, tuple[int, ...]], points: int) -> str:
    if not beyond and not signals:
        return f"nothing beyond chance in {points} points"
    parts = [f"{beyond} of {points} points beyond the limits"] if beyond else []
    parts += [f"{name.replace('_', ' ')} at {len(found)}" for name, found in signals.items()]
    return "more than chance: " + ", ".join(parts)


def _nothing(kind: str, because: str, order: InTime, n: int, facts: dict[str, Any]) -> ControlChart:
    gone = undefined(because, **facts)
    blank = np.full(n, np.nan)
    rows = tuple(int(row) for row in order.rows)
    return ControlChart(kind, gone, gone, rows, order.at, blank, blank, blank, (), {}, because)


def _sigma(rows: Rows, chosen: Bools, kind: str, sigma: str | float) -> Sigma | None:
    if kind in COUNTED:
        return None
    if not isinstance(sigma, str):
        return Sigma(float(sigma), None, "given")
    return sigma_of(rows.only(chosen), sigma)


def _known(scatter: Sigma | None) -> Sigma:
    return scatter if scatter is not None else Sigma(0.0, None, "")


def _calibrating(calibrate: Any, length: int, order: InTime) -> Bools:
    """Which points, in the order of time, the limits come from."""
    n = len(order.rows)
    if calibrate is None:
        return np.ones(n, dtype=bool)
    if isinstance(calibrate, int | np.integer) and not isinstance(calibrate, bool):
        if calibrate < 1:
            raise InputError(f"{calibrate} points cannot calibrate", "calibrate", "give at least 2")
        return np.arange(n) < calibrate
    chosen: Bools = mask(calibrate, "calibrate", length=length)[order.rows]
    return chosen


def _excluded(here: Bools, chosen: Bools) -> dict[str, int]:
    found = {"missing": int((~here).sum()), "not calibrating": int((~chosen).sum())}
    return {reason: n for reason, n in found.items() if n}


def _check(kind: str, sigma: str | float, limits: float | None, smoothing: float, decision: float) -> None:
    chosen(kind, KINDS, "kind")
    if isinstance(sigma, str) and sigma not in SIGMAS:
        raise InputError(f"sigma {sigma!r} is unknown", "sigma", f"use {', '.join(SIGMAS)} or a number")
    rules = (
        (isinstance(sigma, str) or (np.isfinite(sigma) and sigma >= 0), "sigma", "of 0 or more"),
        (limits is None or limits > 0, "limits", "above 0, as a rule 3"),
        (0 < smoothing <= 1, "smoothing", "above 0, at most 1"),
        (decision > 0, "decision", "above 0, as a rule 5"),
    )
    require(rules, todo="give a number {}")

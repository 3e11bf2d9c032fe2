"""When a level changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.goals.break_interval import bai_interval, posterior_interval
from rapport.measures.goals.segments import Sums, best_cuts
from rapport.measures.inference.in_time import in_time
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Floats, confidence_of, numbers, require
from rapport.records.errors import InputError

INTERVALS = ("posterior", "bai")
LARGE = 400.0
STRONG = 10.0  # a fall of BIC that Kass and Raftery call very strong


@dataclass(frozen=True)
class Break:
    """One change: the last period before it, and how far the level moved.

    `when` counts the values up to the change, as an Estimate; `last_before` and `first_after` are dates as
    given, `earliest` and `latest` the dates of the interval's ends.
    """

    when: Estimate
    shift: Estimate
    last_before: Any
    first_after: Any
    earliest: Any
    latest: Any


@dataclass(frozen=True)
class ChangePoints:
    """The breaks, the level of each stretch between them, and what speaks for them.

    `bic` and `rss` for 0, 1, … breaks; `sup_f` and `sup_f_p` test one break against none at an unknown
    date, `pettitt_u` and `pettitt_p` by ranks. `likeness` is the correlation of neighbouring values about
    their levels.
    """

    breaks: tuple[Break, ...]
    levels: tuple[Estimate, ...]
    bic: tuple[float, ...]
    rss: tuple[float, ...]
    sup_f: float | None
    sup_f_p: float | None
    pettitt_u: float | None
    pettitt_p: float | None
    likeness: float | None
    verdict: str


@checked
def changepoints(
    values: Any,
    dates: Any = None,
    confidence: float = 0.95,
    *,
    breaks: int | None = None,
    most: int = 5,
    minimal: float = 0.15,
    interval: str = "posterior",
) -> ChangePoints:
    """When the level of a series changed, how far, and how sure that is.

    Question it answers: since when is it worse (or better), and did anything change at all?

    Definition: the cuts into stretches of one mean each that leave the least squares, by dynamic
    programming (exact up to 1,000 values, beyond on a grid and then refined); their number by the least
    BIC, n (log(RSS/n) + 1 + log 2π) + 2 (breaks + 1) log n, and none where sup-F does not
    reject and BIC falls by less than ten; version 1.

    Scale, unit, range: `when` in periods, levels and shifts as the values ("score").

    Base: values that are there. Excluded: "missing".

    Parameters: `values` one a period; `dates` put them in order, else their own order counts; `breaks`
    forces a number (None: BIC chooses, at most `most`); `minimal` the shortest stretch, as a share of the
    series (under 1) or a number of values; `interval` "posterior" or "bai".

    Returns: ChangePoints.

    Undefined when: there are fewer than four values, or nothing varies: no breaks, the verdict says why.

    Raises: InputError for two rows of one date, or numbers out of range.

    How sure: the date by the shortest stretch of periods holding 95 % of the posterior chance (flat over
    dates). In simulation it covers 96–97 % for shifts of 1–1.5 deviations, and up to 99 % beyond, because
    dates are whole. Bai's asymptotic interval (`interval="bai"`, as strucchange) covers 82–91 % at a
    shift of one deviation in 40–100 values. Shifts by Student's t with the date taken as known: a little
    too narrow, and too large, where the shift is small, as a date was chosen that makes it large.

    Steady noise of 12–200 values shows a break in at most 5 % of series.

    Do not: use it on values with season or trend; take breaks for causes. Where neighbours are alike
    (`likeness` above some 0.3) noise looks like breaks, and BIC finds too many.

    Validated against: R strucchange, changepoint and trend on the flow of the Nile (1898); the intervals
    by simulation.

    Example:
        >>> found = changepoints([5, 6, 5, 6, 5, 9, 8, 9, 8, 9])
        >>> found.breaks[0].when.value, round(found.breaks[0].shift.value, 1)
        (5.0, 3.2)

    References: Bai & Perron (2003), doi:10.1002/jae.659. Bai (1997), doi:10.1162/003465397557132.
    Andrews (1993), doi:10.2307/2951764. Estrella (2003), doi:10.1017/S0266466603196107. Pettitt (1979),
    doi:10.2307/2346729. Smith (1975), doi:10.1093/biomet/62.2.407.

    See also: control_chart, interrupted_series.
    """
    level = confidence_of(confidence)
    column = numbers(values, "values")
    order = in_time(dates, ~np.isnan(column))
    y = column[order.rows]
    n = len(y)
    _check(breaks, most, minimal, interval)
    gone = len(column) - n
    facts = {
        "confidence": level,
        "base": n,
        "excluded": {"missing": gone} if gone else {},
        "definition": "changepoints@1",
    }
    if n < 4 or np.ptp(y) == 0:
        because = "fewer than four values cannot show a change" if n < 4 else "the values do not vary"
        return ChangePoints((), (), (), (), None, None, None, None, None, because)
    shortest = max(2, int(np.ceil(minimal * n - 1e-9)) if minimal < 1 else int(min(minimal, n + 1)))
    sums = Sums.of(y)
    room = min(most if breaks is None else breaks, n // shortest - 1)
    if breaks is not None and room < breaks:
        raise InputError(f"{breaks} breaks do not fit into {n} values", "breaks, minimal", "give fewer")
    plans = best_cuts(sums, max(room, 0), shortest)
    rss = tuple(sums.rss(cuts) for cuts in plans)
    bic = tuple(_bic(left, n, len(cuts), rss[0]) for left, cuts in zip(rss, plans, strict=True))
    sup_f, sup_p = _sup_f(sums, shortest)
    number = int(np.argmin(bic)) if breaks is None else breaks
    if breaks is None and (sup_p is None or sup_p > 1 - level) and bic[0] - bic[number] < STRONG:
        number = 0
    edges = [0, *plans[number], n]
    residual = y - np.repeat([y[a:b].mean() for a, b in pairwise(edges)], np.diff(edges))
    likeness = _likeness(residual)
    rank_u, rank_p = _pettitt(y)
    found = tuple(_break(y, sums, edges, k, order.at, interval, facts) for k in range(1, len(edges) - 1))
    levels = tuple(_level(y[a:b], a, b, order.at, facts) for a, b in pairwise(edges))
    words = _words(found, likeness)
    return ChangePoints(found, levels, bic, rss, sup_f, sup_p, rank_u, rank_p, likeness, words)


def _break(
    y: Floats,
    sums: Sums,
    edges: list[int],
    k: int,
    at: tuple[Any, ...],
    interval: str,
    facts: dict[str, Any],
) -> Break:
    """One break between its neighbours."""
    start, cut, end = edges[k - 1], edges[k], edges[k + 1]
    level = facts["confidence"]
    if interval == "bai":
        low, high = bai_interval(cut, y[start:cut], y[cut:end], level)
    else:
        low, high = posterior_interval(*sums.split(start, end, 2), end - start, level)
    low, high = max(start + 1, min(low, cut)), min(end - 1, max(high, cut))
    when = Estimate(value=float(cut), low=float(low), high=float(high), unit="periods", **facts).with_(
        method="least squares, dates by " + ("Bai's argmax" if interval == "bai" else "posterior chance")
    )
    edge = np.array(edges)
    df = len(y) - len(edge) + 1
    squares = float(sums.squares(edge[:-1], edge[1:]).sum())
    value = float(y[cut:end].mean() - y[start:cut].mean())
    error = float(np.sqrt(squares / df * (1 / (cut - start) + 1 / (end - cut)))) if df > 0 else 0.0
    shift = Estimate(
        **around(value, error, level, df),
        unit="score",
        method="difference of means, Student t, date as known",
        **facts,
    )
    return Break(when, shift, at[cut - 1], at[cut], at[low - 1], at[high - 1])


def _level(some: Floats, start: int, end: int, at: tuple[Any, ...], facts: dict[str, Any]) -> Estimate:
    n = len(some)
    error = float(some.std(ddof=1) / np.sqrt(n))
    others = facts["base"] - n
    excluded = {**facts["excluded"], **({"another stretch": others} if others else {})}
    return Estimate(
        **around(float(some.mean()), error, facts["confidence"], n - 1),
        unit="score",
        method=f"mean from {at[start]} to {at[end - 1]}, Student t",
        **{**facts, "base": n, "excluded": excluded},
    )


def _bic(left: float, n: int, breaks: int, most: float) -> float:
    """Bayes' criterion; squares are not let under rounding's own trace."""
    left = max(left, 1e-12 * most)
    return float(n * (np.log(left / n) + 1 + np.log(2 * np.pi)) + 2 * (breaks + 1) * np.log(n))


def _sup_f(sums: Sums, shortest: int) -> tuple[float | None, float | None]:
    """The largest F over all dates, and its p after Estrella's approximation.

    In few values F has heavier tails than the chi-squared he takes: first it becomes one as unlikely.
    """
    n = sums.n
    cuts, left = sums.split(0, n, shortest)
    if not len(cuts):
        return None, None
    rest = max(float(left.min()), 1e-12 * sums.rss([]))
    f = (sums.rss([]) - rest) / (rest / (n - 2))
    share = shortest / n
    long = 2 * np.log((1 - share) / share)
    x = float(special.ndtri(special.stdtr(n - 2, -np.sqrt(f)))) ** 2 if f < LARGE else f
    tail = np.sqrt(x / (2 * np.pi)) * np.exp(-x / 2) * ((1 - 1 / x) * long + 2 / x) if x > 1 else 1.0
    return float(f), float(min(tail, 1.0))


def _pettitt(y: Floats) -> tuple[float, float]:
    """Pettitt's test by ranks; ties share theirs."""
    n = len(y)
    _, back, counts = np.unique(y, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[back]
    u = 2 * np.cumsum(ranks) - np.arange(1, n + 1) * (n + 1)
    largest = float(np.abs(u).max())
    return largest, float(min(1.0, 2 * np.exp(-6 * largest**2 / (float(n) ** 3 + n**2))))


def _likeness(residual: Floats) -> float | None:
    total = float(residual @ residual)
    return float(residual[1:] @ residual[:-1]) / total if total > 0 else None


def _words(found: tuple[Break, ...], likeness: float | None) -> str:
    if not found:
        return "no change of level beyond chance"
    parts = [f"{'up' if (one.shift.value or 0) > 0 else 'down'} after {one.last_before}" for one in found]
    words = "the level moved " + ", ".join(parts)
    if likeness is not None and likeness > 0.3:
        words += "; neighbouring values are alike, so breaks may be chance"
    return words


def _check(breaks: int | None, most: int, minimal: float, interval: str) -> None:
    rules = (
        (breaks is None or breaks >= 0, "breaks", "a number of 0 or more"),
        (most >= 0, "most", "a number of 0 or more"),
        (minimal > 0, "minimal", "a share under 1, or a number of values"),
        (interval in INTERVALS, "interval", f"one of {', '.join(INTERVALS)}"),
    )
    require(rules)

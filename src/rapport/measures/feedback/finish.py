"""From counted answers to numbers with intervals, for one group or many at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.feedback.by_group import Finished
from rapport.measures.feedback.tally import Tally
from rapport.measures.inference.balance import balance_limits
from rapport.measures.inference.intervals import normal_quantile, student_limits, wilson_limits
from rapport.measures.inputs import Floats

NOBODY = "nobody answered"


@dataclass(frozen=True)
class _Moments:
    """By group: rows, weights, Kish's effective base, mean, and the mean's variance before n/(n − 1)."""

    n: Floats
    weight: Floats
    kish: Floats
    mean: Floats
    square: Floats


def finish_nps(counted: Tally, level: float, method: str) -> Finished:
    """Net promoter score of each group's answers 0–10."""
    signs = np.where(counted.values >= 9, 1.0, np.where(counted.values <= 6, -1.0, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = _moments(counted, signs)
        active = counted.weight @ np.abs(signs) / found.weight
        spread = np.maximum(active - found.mean**2, 0.0)
        worth = _worth(counted, found, spread)
        up, down = worth * (active + found.mean) / 2, worth * (active - found.mean) / 2
        low, high = balance_limits(up, down, worth, normal_quantile(level), method)
        error = _error(counted, found, spread / worth)
    words = f"{method.replace('_', ' ')} interval"
    return _finished(
        counted, found, worth, (100 * low, 100 * high, 100 * error), words, 100.0, unit="points", level=level
    )


def finish_share(counted: Tally, hits: Floats, level: float, note: str = "") -> Finished:
    """Share of each group's answers that are among the `hits` (one 0 or 1 for each value)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = _moments(counted, hits)
        spread = found.mean * (1 - found.mean)
        worth = _worth(counted, found, spread)
        low, high = wilson_limits(found.mean, worth, normal_quantile(level))
        error = _error(counted, found, spread / worth)
    return _finished(
        counted, found, worth, (low, high, error), "wilson", 1.0, note, unit="share", level=level
    )


def finish_mean(counted: Tally, scores: Floats, level: float, note: str = "") -> Finished:
    """Mean of each group's answers, `scores` their worth; Student's t."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = _moments(counted, scores)
        error = np.sqrt(found.square * found.n / (found.n - 1))
        error = np.where(found.n > 1, error, np.nan)
        limits = (*student_limits(found.mean, error, found.n - 1, level), error)
    words = "mean, Student t"
    return _finished(
        counted, found, found.kish, limits, words, 1.0, note, unit="score", level=level, df=found.n - 1
    )


def _moments(counted: Tally, scores: Floats) -> _Moments:
    n, weight = counted.count.sum(axis=1), counted.weight.sum(axis=1)
    weight = np.where(weight > 0, weight, np.nan)
    mean = counted.weight @ scores / weight
    apart = scores - mean[:, None]
    square = (counted.square * apart**2).sum(axis=1) / weight**2
    return _Moments(n, weight, weight**2 / counted.square.sum(axis=1), mean, square)


def _worth(counted: Tally, found: _Moments, spread: Floats) -> Floats:
    """Answers over the design effect of the weights, never more than the answers; Kish's where all agree."""
    if not counted.weighted:
        return np.where(found.n > 0, found.n, np.nan)
    known = (found.square > 0) & (spread > 0) & (found.n > 1)
    return np.where(known, np.minimum(spread / found.square, found.n), found.kish)


def _error(counted: Tally, found: _Moments, plain: Floats) -> Floats:
    """Standard error: by linearisation, as the mean of the same scores has it, where weights differ."""
    if not counted.weighted:
        return np.sqrt(plain)
    differ = (found.kish < found.n * (1 - 1e-12)) & (found.n > 1) & (found.square > 0)
    return np.sqrt(np.where(differ, found.square * found.n / (found.n - 1), plain))


def _finished(
    counted: Tally,
    found: _Moments,
    worth: Floats,
    limits: tuple[Floats, Floats, Floats],
    method: str,
    scale: float,
    note: str = "",
    *,
    unit: str,
    level: float,
    df: Floats | None = None,
) -> Finished:
    words = (method, "weighted" if counted.weighted else "", note)
    return Finished(
        value=scale * found.mean,
        low=limits[0],
        high=limits[1],
        standard_error=limits[2],
        base=found.n,
        weighted_base=found.weight,
        effective_base=worth,
        missing=counted.missing,
        df=df,
        facts={
            "confidence": level,
            "unit": unit,
            "method": ", ".join(filter(None, words)),
            "undefined_because": NOBODY,
        },
    )

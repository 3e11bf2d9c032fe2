"""Reliability of ratings for any number of raters, level of measurement and gaps."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Floats, confidence_of, sums
from rapport.measures.quality.chance_corrected import unrated
from rapport.measures.quality.ratings import ratings_from
from rapport.records.errors import InputError

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(
    ratings: Any, level: str = "nominal", confidence: float = 0.95, *, seed: int = 0, draws: int = 2000
) -> Estimate:
    """Krippendorff's alpha.

    Question it answers: could other evaluators have made these ratings?

    Definition: 1 − D_o/D_e, observed over expected disagreement, with the squared distance of the level
    of measurement: nominal, ordinal (by the ratings between), interval, ratio.

    Scale, unit, range: coefficient, at most 1; 0 is chance.

    Base: units with two ratings or more. Excluded: "not rated", "rated once".

    Parameters: `ratings` units × raters, None or NaN where missing; `level`; `seed` and `draws` of the
    bootstrap.

    Returns: Estimate with unit "coefficient".

    Undefined when: nothing was rated twice, or all ratings are one value: no variation, no reliability
    to tell.

    Raises: InputError for an unknown level, or ratings that are not numbers above nominal.

    How sure: percentile bootstrap over units, the same for the same units in any order. Poor (too
    narrow) under some twenty units.

    Do not: mistake Gwet's "ordinal" weights for the ordinal level; they give another number.

    Validated against: R's irr and Python's krippendorff on Krippendorff's examples A and C, four levels,
    with missing ratings; the interval by simulation.

    Example:
        >>> round(krippendorff_alpha([[1, 1], [2, 2], [3, 3], [1, 2]]).value, 4)
        0.6667

    References: Krippendorff (2011), Computing Krippendorff's alpha-reliability. Hayes & Krippendorff
    (2007), doi:10.1080/19312450709336664.

    See also: gwet_ac, icc.
    """
    if level not in LEVELS:
        raise InputError(f"level {level!r} is unknown", "level", f"use one of {', '.join(LEVELS)}")
    given = ratings_from(ratings)
    counts = given.counts
    raters = counts.sum(axis=1)
    twice = counts[raters >= 2]
    facts: dict[str, Any] = {
        "unit": "coefficient",
        "confidence": confidence_of(confidence),
        "base": len(twice),
        "excluded": unrated(len(counts), int((raters > 0).sum()), len(twice)),
        "definition": "krippendorff_alpha@1",
        "method": f"Krippendorff's alpha ({level}), bootstrap over units",
    }
    if not len(twice):
        return undefined("nothing was rated twice", **facts)
    values = given.values() if level != "nominal" else np.arange(counts.shape[1], dtype=np.float64)
    used = twice.any(axis=0)
    twice, values = twice[:, used], values[used]
    twice = twice[np.lexsort(twice.T)]
    value = float(_alpha(twice, np.ones((1, len(twice))), values, level)[0])
    if np.isnan(value):
        return undefined("all ratings are the same: reliability cannot be told", **facts)
    if len(twice) < 2:
        return Estimate(value=value, **facts)
    spread = _bootstrap(twice, values, level, draws, seed)
    tail = (1 - facts["confidence"]) / 2
    low, high = np.quantile(spread, [tail, 1 - tail])
    return Estimate(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        standard_error=float(spread.std(ddof=1)),
        **facts,
    )


def _bootstrap(counts: Floats, values: Floats, level: str, draws: int, seed: int) -> Floats:
    """Alpha of units drawn with replacement; draws without variation agree fully."""
    rng = np.random.default_rng(seed)
    units = len(counts)
    parts = []
    for start in range(0, draws, 100):
        some = min(100, draws - start)
        drawn = rng.integers(0, units, (some, units)) + np.arange(some)[:, None] * units
        weights = sums(drawn.ravel(), None, some * units).reshape(some, units)
        parts.append(_alpha(counts, weights, values, level))
    return np.nan_to_num(np.concatenate(parts), nan=1.0)


def _alpha(counts: Floats, weights: Floats, values: Floats, level: str) -> Floats:
    """Alpha for each row of unit weights; NaN where nothing varies."""
    raters = counts.sum(axis=1)
    totals = weights @ counts
    n = totals.sum(axis=1)
    if level == "ordinal":
        pairs = [_disagreement(counts, w, raters, _ordinal(t)) for w, t in zip(weights, totals, strict=True)]
        seen, expected = (np.array(part) for part in zip(*pairs, strict=True))
    else:
        distance = _distance(values, level)
        within = ((counts @ distance) * counts).sum(axis=1) / (raters - 1)
        seen = weights @ within
        expected = ((totals @ distance) * totals).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha: Floats = 1 - (n - 1) * seen / expected
    return np.where(expected > 0, alpha, np.nan)


def _disagreement(counts: Floats, weights: Floats, raters: Floats, distance: Floats) -> tuple[float, float]:
    totals = weights @ counts
    within = ((counts @ distance) * counts).sum(axis=1) / (raters - 1)
    return float(weights @ within), float(totals @ distance @ totals)


def _distance(values: Floats, level: str) -> Floats:
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    difference = values[:, None] - values[None, :]
    if level == "ratio":
        total = values[:, None] + values[None, :]
        difference = np.divide(difference, total, out=np.zeros_like(total), where=total != 0)
    return np.asarray(difference**2, dtype=np.float64)


def _ordinal(totals: Floats) -> Floats:
    """Squared number of ratings between two categories, half of each end counted."""
    middle = np.cumsum(totals) - totals / 2
    return np.asarray((middle[:, None] - middle[None, :]) ** 2, dtype=np.float64)

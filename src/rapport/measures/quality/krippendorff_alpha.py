"""Reliability of ratings for any number of raters, level of measurement and gaps."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Floats, chosen, confidence_of
from rapport.measures.quality.chance_corrected import unrated, with_interval
from rapport.measures.quality.disagreement import Disagreement
from rapport.measures.quality.ratings import ratings_from
from rapport.records.errors import InputError

BLOCK = 10_000_000
FEW = 400
LEVELS = ("nominal", "ordinal", "interval", "ratio")


@checked
def krippendorff_alpha(
    ratings: Any, level: str = "nominal", confidence: float = 0.95, *, draws: int = 0, seed: int = 0
) -> Estimate:
    """Krippendorff's alpha.

    Question it answers: could other evaluators have made these ratings?

    Definition: 1 − D_o/D_e, observed over expected disagreement, with the squared distance of the level
    of measurement: nominal, ordinal (by the ratings between), interval, ratio.

    Scale, unit, range: coefficient, at most 1; 0 is chance.

    Base: units with two ratings or more. Excluded: "not rated", "rated once".

    Parameters: `ratings` units × raters, None or NaN where missing; `level`; `draws` of a bootstrap
    (0: none, the interval is computed) and its `seed`.

    Returns: Estimate with unit "coefficient".

    Undefined when: nothing was rated twice, or all ratings are one value: no variation, no reliability
    to tell.

    Raises: InputError for an unknown level, or ratings that are not numbers above nominal.

    How sure: jackknife over units, Student's t with degrees of freedom from the units' kurtosis, on
    log(1 − alpha) where nominal and on Fisher's scale above; from 20 units on. With `draws` a
    bias-corrected and accelerated bootstrap, a little too narrow under 100 units. Both too narrow where
    few units carry all the variation (a rare category, scores piled up at their ceiling). Where nothing
    disagreed the upper end is 1 and the lower exact.

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
    chosen(level, LEVELS, "level")
    if draws < 0 or draws == 1:
        raise InputError(f"{draws} draws", "draws", "give 0, or two and more (a thousand, say)")
    confident = confidence_of(confidence)
    given = ratings_from(ratings)
    kinds = given.kinds
    raters = (kinds.codes >= 0).sum(axis=1)
    twice = kinds.only(np.flatnonzero(raters >= 2))
    base = round(float(twice.times.sum()))
    facts: dict[str, Any] = {
        "unit": "coefficient",
        "confidence": confident,
        "base": base,
        "excluded": unrated(len(given.codes), round(float(kinds.times.sum())), base),
        "definition": "krippendorff_alpha@1",
        "method": f"Krippendorff's alpha ({level})",
    }
    if not base:
        return undefined("nothing was rated twice", **facts)
    q = len(given.categories)
    values = given.values() if level != "nominal" else np.arange(q, dtype=np.float64)
    apart = Disagreement(twice, values, level)
    parts = apart.parts(twice.times[None, :])
    value = float(parts.alpha()[0])
    if np.isnan(value):
        return undefined("all ratings are the same: reliability cannot be told", **facts)
    if base < 2:
        return Estimate(value=value, **facts)
    own = _influences(apart, twice.times, base)
    room = float(parts.expected[0] / parts.n[0] / (parts.n[0] - 1)) if level == "nominal" else 1.0
    per_unit = float(parts.n[0]) / base
    floor = None if level == "nominal" else -1 / (per_unit - 1)
    linear = with_interval(value, own, twice.times, room, facts, floor=floor)
    if not draws or value > 1 - 1e-12:
        return linear
    return _drawn(apart, twice.times, own, linear, draws, seed)


def _influences(apart: Disagreement, times: Floats, base: int) -> Floats:
    """What each kind of unit moves alpha by: leaving one out where there are few, to first order else."""
    kinds = len(times)
    if kinds <= FEW:
        without = np.nan_to_num(apart.parts(times[None, :] - np.eye(kinds)).alpha(), nan=1.0)
        own = -(base - 1) * without
    else:
        own = base * apart.influence(times)
    return np.asarray(own - times @ own / base, dtype=np.float64)


def _drawn(
    apart: Disagreement, times: Floats, own: Floats, linear: Estimate, draws: int, seed: int
) -> Estimate:
    """Bias-corrected and accelerated bootstrap over units; a draw without variation agrees fully."""
    rng = np.random.default_rng(seed)
    base, value = linear.base, float(linear.value or 0.0)
    step = max(BLOCK // len(times), 1)
    parts = []
    for start in range(0, draws, step):
        weights = rng.multinomial(base, times / base, min(step, draws - start)).astype(np.float64)
        parts.append(apart.parts(weights).alpha())
    spread = np.sort(np.nan_to_num(np.concatenate(parts), nan=1.0))
    below = ((spread < value).sum() + (spread <= value).sum()) / 2
    bias = special.ndtri(np.clip(below / draws, 0.5 / draws, 1 - 0.5 / draws))
    skew = float(times @ own**3) / max(6 * float(times @ own**2) ** 1.5, 1e-300)
    tail = special.ndtri((1 + np.array([-1, 1]) * linear.confidence) / 2)
    moved = bias + tail
    low, high = np.quantile(spread, special.ndtr(bias + moved / (1 - skew * moved)))
    return linear.with_(
        low=min(float(low), value),
        high=max(float(high), value),
        standard_error=float(spread.std(ddof=1)),
        degrees_of_freedom=None,
        method=f"{linear.method.split(',')[0]}, bootstrap over units (BCa, {draws} draws)",
    )

"""People score a sample, the machine everything: both together, without the machine's bias."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.frame import frame_of
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Codes, Floats, confidence_of, labels, numbers, sums, weights_of


@checked
def assisted_mean(
    human: Any,
    machine: Any,
    machine_rest: Any,
    weights: Any = None,
    strata: Any = None,
    strata_rest: Any = None,
    confidence: float = 0.95,
) -> Estimate:
    """Mean human score of a frame, sharpened by a machine that scored all of it.

    Question it answers: how good is the service by people's judgement, using what the machine saw?

    Definition: λ · mean(machine, frame) + weighted mean(human − λ · machine, sample), λ minimising the
    variance (the slope of human on machine within strata); with strata in each of them and weighted by
    their size, λ common. Variance Σ (N_h/N)² [s²_y − (1 − f_h)(2λ s_xy − λ² s²_x)] / n_h.

    Scale, unit, range: as the human scores.

    Base: interactions with both scores in the sample. Excluded: "no score".

    Parameters: `human` and `machine` scores of the sample, one row an interaction; `machine_rest` the
    machine's scores of the rest of the frame; `weights` survey weights of the sample; `strata`,
    `strata_rest` of both.

    Returns: Estimate.

    Undefined when: fewer than three interactions have both scores.

    How sure: Student's t with units − strata − 1 (one more where λ is 0), no finite-population
    correction: evaluators' error stays. Strata of the rest without a human score are not covered; for
    the variance one with a single human score joins the one nearest in size.

    Do not: give it predictions of a machine that learned from this sample, unless cross-fitted (`cross_fit`).

    Validated against: simulated frames: unbiased with a biased machine, 95 % held, and narrower than
    the human scores alone by √(1 − ρ²(1 − n/N)).

    Example:
        >>> found = assisted_mean([70, 80, 90, 60], [60, 72, 79, 52], [65, 66, 64, 70])
        >>> found.base, round(found.value, 1)
        (4, 75.3)

    References: Angelopoulos et al. (2023), doi:10.1126/science.adi6000. Särndal, Swensson & Wretman
    (1992), chapter 6.

    See also: cross_fit, audit_mean.
    """
    level = confidence_of(confidence)
    y = numbers(human, "human")
    x, rest = numbers(machine, "machine", length=len(y)), numbers(machine_rest, "machine_rest")
    w = weights_of(weights, len(y))
    both = np.zeros(len(y), dtype=np.intp), np.zeros(len(rest), dtype=np.intp)
    if strata is not None:
        sample, names = labels(strata, "strata", length=len(y))
        place = {name: code for code, name in enumerate(names)}
        codes, rest_names = labels(strata_rest, "strata_rest", length=len(rest))
        move = np.array([place.get(name, -1) for name in rest_names] + [-1], dtype=np.intp)
        both = sample, move[codes]
    here = ~np.isnan(y) & ~np.isnan(x) & (both[0] >= 0)
    known = ~np.isnan(rest) & (both[1] >= 0)
    left = int((~here).sum())
    facts: dict[str, Any] = {
        "confidence": level,
        "base": int(here.sum()),
        "excluded": {"no score": left} if left else {},
        "definition": "assisted_mean@1",
    }
    if here.sum() < 3:
        return undefined("fewer than three interactions have both scores", **facts)
    return _assisted(y[here], x[here], w[here], both[0][here], rest[known], both[1][known], level, facts)


def _assisted(
    y: Floats,
    x: Floats,
    w: Floats,
    stratum: Codes,
    rest: Floats,
    rest_stratum: Codes,
    level: float,
    facts: dict[str, Any],
) -> Estimate:
    count = int(stratum.max()) + 1
    n, others = sums(stratum, None, count), sums(rest_stratum, None, count)
    size = np.where(n > 0, n + others, 0.0)
    share = size / size.sum()
    total = np.maximum(sums(stratum, w, count), 1e-300)
    w = w * (share / total)[stratum]
    unseen = np.divide(others, size, out=np.zeros(count), where=size > 0)
    home = _joined(stratum, w, size)
    mass = np.maximum(sums(home, w, count), 1e-300)
    dx, dy = (w * (column - (sums(home, w * column, count) / mass)[home]) for column in (x, y))
    together = sums(home, None, count)
    scale = (together / np.maximum(together - 1, 1))[home]
    slope = _slope(dx, dy, scale * unseen[stratum])
    frame = np.divide(
        sums(stratum, x, count) + sums(rest_stratum, rest, count), size, out=np.zeros(count), where=size > 0
    )
    difference = y - slope * x
    mean = sums(stratum, w * difference, count) / np.where(share > 0, share, 1)
    value = float((share * (slope * frame + mean)).sum())
    gained = unseen[stratum] * (2 * slope * dx * dy - slope**2 * dx**2)
    variance = max(float((scale * (dy**2 - gained)).sum()), 0.0)
    learned = int(slope != 0)  # a slope taken from the same rows costs one of them
    df = max(len(y) - int((together > 0).sum()) - learned, 1)
    variance *= (df + learned) / df
    return Estimate(
        **around(value, variance**0.5, level, df),
        weighted_base=float(size.sum()),
        effective_base=float(1 / (w**2).sum()),
        method=f"human scores assisted by the machine (lambda {slope:.3f}), Student t",
        **facts,
    )


def _joined(stratum: Codes, w: Floats, size: Floats) -> Codes:
    """Strata for the variance: one with a single human score joins the one nearest in size."""
    sizes = {place: int(one) for place, one in enumerate(size)}
    return frame_of(stratum, w, list(range(len(size))), sizes, weighted=False).stratum


def _slope(dx: Floats, dy: Floats, scale: Floats) -> float:
    """The λ of least variance; 0 when the machine says one thing or people scored the whole frame."""
    spread = float((scale * dx**2).sum())
    return float((scale * dx * dy).sum() / spread) if spread > 0 else 0.0

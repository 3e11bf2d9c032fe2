"""How much of the variation of scores is between the units and not between the raters."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Floats, confidence_of, table
from rapport.records.errors import InputError

FORMS = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")


def icc(ratings: Any, form: str = "ICC(2,1)", confidence: float = 0.95) -> Estimate:
    """Intraclass correlation of Shrout and Fleiss.

    Question it answers: how far can one evaluator's score (or the mean of k) stand for any other's?

    Definition: from the mean squares between units, raters and the rest. ICC(1,·): raters differ from
    unit to unit; ICC(2,·): the same raters, a sample of raters, absolute agreement; ICC(3,·): these
    raters, consistency. (·,1) one rater's score, (·,k) the mean of the k raters.

    Scale, unit, range: coefficient, at most 1.

    Base: units rated by all raters. Excluded: "not rated by all".

    Parameters: `ratings` units × raters, numbers, NaN where missing; `form`.

    Returns: Estimate with unit "coefficient".

    Undefined when: fewer than two complete units or two raters, or nothing varies.

    Raises: InputError for an unknown form.

    How sure: the F intervals of Shrout and Fleiss, for normal scores; on the units that entered.

    Do not: use it for yes/no decisions, or across units with too little variation to tell them apart.

    Validated against: the six coefficients and intervals of Shrout & Fleiss (1979) by R's psych.

    Example:
        >>> round(icc([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6]]).value, 3)
        0.261

    References: Shrout & Fleiss (1979), doi:10.1037/0033-2909.86.2.420. McGraw & Wong (1996),
    doi:10.1037/1082-989X.1.1.30.

    See also: krippendorff_alpha, severity.
    """
    if form not in FORMS:
        raise InputError(f"form {form!r} is unknown", "form", f"use one of {', '.join(FORMS)}")
    given = table(ratings, "ratings")
    complete = given[~np.isnan(given).any(axis=1)]
    facts: dict[str, Any] = {
        "unit": "coefficient",
        "confidence": confidence_of(confidence),
        "base": len(complete),
        "excluded": {"not rated by all": len(given) - len(complete)} if len(complete) < len(given) else {},
        "definition": "icc@1",
        "method": f"{form}, F interval",
    }
    if len(complete) < 2 or complete.shape[1] < 2:
        return undefined("two units rated by all of two raters are needed", **facts)
    if np.ptp(complete) == 0:
        return undefined("all ratings are the same: nothing tells units apart", **facts)
    value, low, high = _SINGLE[form[4]](complete, 1 - facts["confidence"])
    if form[6] == "k":
        value, low, high = (_stepped(one, complete.shape[1]) for one in (value, low, high))
    return Estimate(value=value, low=min(low, value), high=max(high, value), **facts)


def _stepped(one: float, k: int) -> float:
    """Spearman–Brown: the mean of k raters."""
    bottom = 1 + (k - 1) * one
    return k * one / bottom if bottom > 0 else float("-inf")


def _squares(x: Floats) -> tuple[float, float, float, float]:
    """Mean squares between units, within units, between raters, and of the rest."""
    n, k = x.shape
    mean = x.mean()
    units = k * ((x.mean(axis=1) - mean) ** 2).sum()
    raters = n * ((x.mean(axis=0) - mean) ** 2).sum()
    total = ((x - mean) ** 2).sum()
    rest = max(total - units - raters, 0.0)
    within = (total - units) / (n * (k - 1))
    return units / (n - 1), within, raters / (k - 1), rest / ((n - 1) * (k - 1))


def _from_f(f: float, k: int) -> float:
    return float((f - 1) / (f + k - 1)) if np.isfinite(f) else 1.0


def _one(x: Floats, alpha: float) -> tuple[float, float, float]:
    n, k = x.shape
    between, within, _, _ = _squares(x)
    return _by_ratio(between, within, n - 1, n * (k - 1), k, alpha)


def _three(x: Floats, alpha: float) -> tuple[float, float, float]:
    n, k = x.shape
    between, _, _, rest = _squares(x)
    return _by_ratio(between, rest, n - 1, (n - 1) * (k - 1), k, alpha)


def _by_ratio(
    top: float, bottom: float, df1: int, df2: int, k: int, alpha: float
) -> tuple[float, float, float]:
    if bottom == 0:
        return 1.0, 1.0, 1.0
    f = top / bottom
    low, high = f / special.fdtri(df1, df2, 1 - alpha / 2), f * special.fdtri(df2, df1, 1 - alpha / 2)
    return _from_f(f, k), _from_f(low, k), _from_f(high, k)


def _two(x: Floats, alpha: float) -> tuple[float, float, float]:
    n, k = x.shape
    between, _, raters, rest = _squares(x)
    value = (between - rest) / (between + (k - 1) * rest + k * (raters - rest) / n)
    f = raters / rest if rest > 0 else np.inf
    if not np.isfinite(f):
        return float(value), float(value), float(value)
    top = (k - 1) * (n - 1) * (k * value * f + n * (1 + (k - 1) * value) - k * value) ** 2
    df = top / ((n - 1) * k**2 * value**2 * f**2 + (n * (1 + (k - 1) * value) - k * value) ** 2)
    above, below = special.fdtri(n - 1, df, 1 - alpha / 2), special.fdtri(df, n - 1, 1 - alpha / 2)
    common = k * raters + (k * n - k - n) * rest
    low = n * (between - above * rest) / (above * common + n * between)
    high = n * (below * between - rest) / (common + n * below * between)
    return float(value), float(low), float(high)


_SINGLE = {"1": _one, "2": _two, "3": _three}

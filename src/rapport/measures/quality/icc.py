"""How much of the variation of scores is between the units and not between the raters."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import chosen, confidence_of, table
from rapport.measures.quality.chance_corrected import unrated
from rapport.measures.quality.mean_squares import MeanSquares, mean_squares
from rapport.records.errors import InputError

FORMS = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
_FORM_OF = {
    name: f"ICC({kind},{many or 1})"
    for kind, letters in (("1", "1"), ("2", "2a"), ("3", "3c"))
    for many in ("", "k")
    for letter in letters
    for name in (f"icc({letter},{many or 1})", f"icc{letter}{many}", f"icc{letter}{many or 1}")
}


@checked
def icc(
    ratings: Any, form: str = "ICC(2,1)", confidence: float = 0.95, *, missing: str = "complete"
) -> Estimate:
    """Intraclass correlation of Shrout and Fleiss.

    Question it answers: how far can one evaluator's score (or the mean of k) stand for any other's?

    Definition: from the mean squares between units, raters and the rest. ICC(1,·): raters differ from
    unit to unit; ICC(2,·): the same raters, a sample of raters, absolute agreement; ICC(3,·): these
    raters, consistency. (·,1) one rater's score, (·,k) the mean of the k raters.

    Scale, unit, range: coefficient, at most 1.

    Base: units rated by all raters (excluded: "not rated by all"); with `missing="all"` units with two
    ratings or more (excluded: "not rated", "rated once").

    Parameters: `ratings` units × raters, numbers, NaN where missing; `form`, also as ICC1, ICC2k or with
    A (agreement) and C (consistency) for 2 and 3, as programs print them; `missing` "complete" leaves
    units with a gap out, "all" uses every rating of units rated twice or more: mean squares by fitting
    constants, units adjusted for raters and raters for units.

    Returns: Estimate with unit "coefficient".

    Undefined when: fewer than two units or two raters enter, raters have no units in common, or nothing
    varies.

    Raises: InputError for an unknown form or way with gaps.

    How sure: the F intervals of Shrout and Fleiss, for normal scores; exact for ICC(1,·) and ICC(3,·);
    ICC(2,·) covers about 94 % with five to ten raters, who tell little of raters. With gaps the mean
    number of ratings stands in for k: about 93 %, as long as gaps are at random.

    Do not: use it for yes/no decisions, or across units with too little variation to tell them apart.

    Validated against: the six coefficients and intervals of Shrout & Fleiss (1979) by R's psych.

    Example:
        >>> round(icc([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6]]).value, 3)
        0.261

    References: Shrout & Fleiss (1979), doi:10.1037/0033-2909.86.2.420. McGraw & Wong (1996),
    doi:10.1037/1082-989X.1.1.30.

    See also: krippendorff_alpha, severity.
    """
    form = _FORM_OF.get(form.replace(" ", "").lower(), form)
    chosen(form, FORMS, "form")
    if missing not in ("complete", "all"):
        raise InputError(f"missing {missing!r} is unknown", "missing", "use complete or all")
    given = table(ratings, "ratings")
    there = (~np.isnan(given)).sum(axis=1)
    kept = there == given.shape[1] if missing == "complete" else there >= 2
    entered = given[kept]
    base, raters = int(kept.sum()), given.shape[1]
    left = {"not rated by all": len(given) - base} if base < len(given) else {}
    facts: dict[str, Any] = {
        "unit": "coefficient",
        "confidence": confidence_of(confidence),
        "base": base,
        "excluded": left if missing == "complete" else unrated(len(given), int((there > 0).sum()), base),
        "definition": "icc@1",
        "method": f"{form}, F interval" + ("" if missing == "complete" else ", gaps by fitting constants"),
    }
    if base < 2 or raters < 2:
        return undefined("two units rated by all of two raters are needed", **facts)
    if np.nanmax(entered) == np.nanmin(entered):
        return undefined("all ratings are the same: nothing tells units apart", **facts)
    squares = mean_squares(entered)
    if squares is None:
        return undefined("the ratings do not tell units and raters apart: too few in common", **facts)
    value, low, high = _SINGLE[form[4]](squares, 1 - facts["confidence"])
    if form[6] == "k":
        value, low, high = (_stepped(one, raters) for one in (value, low, high))
    return Estimate(value=value, low=min(low, value), high=max(high, value), **facts)


def _stepped(one: float, k: int) -> float:
    """Spearman–Brown: the mean of k raters."""
    bottom = 1 + (k - 1) * one
    return k * one / bottom if bottom > 0 else float("-inf")


def _one(x: MeanSquares, alpha: float) -> tuple[float, float, float]:
    return _by_ratio(x.plain, x.within, (x.units_df, x.within_df), x.one_way, alpha)


def _three(x: MeanSquares, alpha: float) -> tuple[float, float, float]:
    return _by_ratio(x.between, x.rest, (x.units_df, x.rest_df), x.per_unit, alpha)


def _by_ratio(
    top: float, bottom: float, df: tuple[int, int], k: float, alpha: float
) -> tuple[float, float, float]:
    from scipy import stats

    if bottom == 0:
        return 1.0, 1.0, 1.0
    f = top / bottom
    low, high = f / stats.f.isf(alpha / 2, *df), f * stats.f.isf(alpha / 2, *df[::-1])
    found = [float((one - 1) / (one + k - 1)) if np.isfinite(one) else 1.0 for one in (f, low, high)]
    return found[0], found[1], found[2]


def _two(x: MeanSquares, alpha: float) -> tuple[float, float, float]:
    from scipy import stats

    n, k, rest = x.per_rater, x.per_unit, x.rest
    value = (x.between - rest) / (x.between + (k - 1) * rest + k * (x.raters - rest) / n)
    if rest <= 0:
        return float(value), float(value), float(value)
    f = x.raters / rest
    own, others = k * value * f, n * (1 + (k - 1) * value) - k * value
    df = (own + others) ** 2 / (own**2 / x.raters_df + others**2 / x.rest_df)
    above, below = stats.f.isf(alpha / 2, x.units_df, df), stats.f.isf(alpha / 2, df, x.units_df)
    common = k * x.raters + (k * n - k - n) * rest
    low = n * (x.between - above * rest) / (above * common + n * x.between)
    high = n * (below * x.between - rest) / (common + n * below * x.between)
    return float(value), float(low), float(high)


_SINGLE = {"1": _one, "2": _two, "3": _three}

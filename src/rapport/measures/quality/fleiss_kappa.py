"""Agreement of several raters beyond the chance of their pooled habits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.quality.chance_models import pooled_shares
from rapport.measures.quality.several_raters import several_raters


@checked
def fleiss_kappa(
    ratings: Any,
    weights: Any = "identity",
    confidence: float = 0.95,
    *,
    categories: Sequence[Any] | None = None,
) -> Estimate:
    """Fleiss' kappa.

    Question it answers: do several evaluators make the same decisions, more than by chance?

    Definition: (p_a − p_e)/(1 − p_e); p_a the mean share of agreeing pairs of a unit, p_e the agreement
    of two ratings drawn from the pooled shares of the categories. Of two raters it is Scott's pi.

    Scale, unit, range: coefficient, at most 1; 0 is chance.

    Base: units with two ratings or more. Excluded: "not rated", "rated once" (which still tell the
    categories' shares).

    Parameters: `ratings` units × raters, None or NaN where missing, raters may differ between units;
    `weights` identity, linear, quadratic, ordinal, radical, ratio, circular or bipolar, or a matrix of
    one's own (1 on the diagonal: agreement, 0: disagreement); `categories` all that were possible, in
    order.

    Returns: Estimate with unit "coefficient".

    Undefined when: nothing was rated twice, or all ratings are one category.

    How sure: Gwet's linearised variance over units, Student's t of log(1 − kappa) with units − 1. Too
    narrow under 40 units, or while fewer than ten ratings fall outside the commonest category.

    Do not: read a low kappa alone as disagreement when nearly all ratings are one category; see gwet_ac.

    Validated against: R's irrCAC (eight weightings and the standard error with missing ratings), R's irr
    on the diagnoses of Fleiss (1971).

    Example:
        >>> round(fleiss_kappa([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]).value, 4)
        0.4667

    References: Fleiss (1971), doi:10.1037/h0031619. Gwet (2014), Handbook of Inter-Rater Reliability.

    See also: fleiss_kappas (by category, with z), conger_kappa, gwet_ac, krippendorff_alpha.
    """
    return several_raters(
        ratings, weights, confidence, categories, pooled_shares, "Fleiss' kappa", "fleiss_kappa@1"
    )

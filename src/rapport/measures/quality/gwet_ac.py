"""Agreement of several raters that holds when nearly all ratings are alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.quality.chance_models import uncertain_shares
from rapport.measures.quality.several_raters import several_raters

PLAIN = ("identity", "unweighted")


@checked
def gwet_ac(
    ratings: Any,
    weights: Any = "identity",
    confidence: float = 0.95,
    *,
    categories: Sequence[Any] | None = None,
) -> Estimate:
    """Gwet's agreement coefficient: AC1 with identity weights, AC2 with others.

    Question it answers: do evaluators agree, also on a rule that hardly ever fires?

    Definition: (p_a − p_e)/(1 − p_e); p_a as in Fleiss' kappa, p_e = (Σ weights) Σ π_k (1 − π_k) /
    (q (q − 1)) with π_k the pooled share of category k of q.

    Scale, unit, range: coefficient, at most 1; 0 is chance.

    Base: units with two ratings or more. Excluded: "not rated", "rated once" (which still tell the
    categories' shares).

    Parameters: `ratings` units × raters, None or NaN where missing; `weights` identity, linear,
    quadratic, ordinal, radical, ratio, circular or bipolar, or a matrix of one's own (1 on the diagonal:
    agreement, 0: disagreement); `categories` all that were possible, in order (q matters: name them when
    some did not occur).

    Returns: Estimate with unit "coefficient".

    Undefined when: nothing was rated twice. With one category named or seen, agreement is not beyond
    chance and undefined.

    How sure: Gwet's linearised variance over units, Student's t of log(1 − coefficient) with units − 1.
    A little too narrow under 20 units.

    Do not: compare it with kappa's rules of thumb; it is higher where categories are uneven.

    Validated against: R's irrCAC (eight weightings and standard errors, with missing ratings).

    Example:
        >>> round(gwet_ac([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]).value, 4)
        0.5294

    References: Gwet (2008), doi:10.1348/000711006X126600. Gwet (2014), Handbook of Inter-Rater
    Reliability.

    See also: fleiss_kappa, brennan_prediger, krippendorff_alpha.
    """
    name = "Gwet's AC1" if isinstance(weights, str) and weights in PLAIN else "Gwet's AC2"
    return several_raters(ratings, weights, confidence, categories, uncertain_shares, name, "gwet_ac@1")

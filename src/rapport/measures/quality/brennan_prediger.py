"""Agreement beyond what guessing among all categories alike would give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.quality.chance_models import equal_shares
from rapport.measures.quality.several_raters import several_raters


@checked
def brennan_prediger(
    ratings: Any,
    weights: Any = "identity",
    confidence: float = 0.95,
    *,
    categories: Sequence[Any] | None = None,
) -> Estimate:
    """Brennan and Prediger's coefficient; Randolph's free-marginal kappa of several raters.

    Question it answers: do evaluators agree more than if each had guessed among the categories?

    Definition: (p_a − p_e)/(1 − p_e); p_a as in Fleiss' kappa, p_e = Σ weights / q², which is 1/q with
    identity weights and q categories.

    Scale, unit, range: coefficient, at most 1; 0 is guessing.

    Base: units with two ratings or more. Excluded: "not rated", "rated once".

    Parameters: `ratings` units × raters, None or NaN where missing; `weights` as in gwet_ac;
    `categories` all that were possible, in order (q matters: name them when some did not occur).

    Returns: Estimate with unit "coefficient".

    Undefined when: nothing was rated twice, or only one category is named or seen.

    How sure: variance over units, Student's t of log(1 − coefficient) with units − 1. A little too narrow
    under 20 units.

    Do not: use it where evaluators know how often each category is to be expected.

    Validated against: R's irrCAC (eight weightings and the standard error, with missing ratings), and
    Randolph's figure for the diagnoses of Fleiss (1971) by statsmodels.

    Example:
        >>> round(brennan_prediger([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]).value, 4)
        0.5

    References: Brennan & Prediger (1981), doi:10.1177/001316448104100307. Randolph (2005), Free-marginal
    multirater kappa, ERIC ED490661.

    See also: gwet_ac, fleiss_kappa.
    """
    return several_raters(
        ratings,
        weights,
        confidence,
        categories,
        equal_shares,
        "Brennan–Prediger coefficient",
        "brennan_prediger@1",
    )

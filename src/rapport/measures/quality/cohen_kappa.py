"""Agreement of two raters beyond the chance of their own habits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import confidence_of
from rapport.measures.quality.agreement_weights import agreement_weights, named
from rapport.measures.quality.chance_corrected import with_interval
from rapport.measures.quality.ratings import ratings_from
from rapport.measures.quality.two_raters import joint, pair_kappa


@checked
def cohen_kappa(
    a: Any,
    b: Any,
    weights: Any = None,
    confidence: float = 0.95,
    *,
    categories: Sequence[Any] | None = None,
) -> Estimate:
    """Cohen's kappa of two raters.

    Question it answers: do these two people decide alike, more than their habits would by chance?

    Definition: (p_a − p_e)/(1 − p_e), p_e from each rater's own shares; weighted by closeness with
    `weights` as in gwet_ac.

    Scale, unit, range: coefficient, −1 to 1; 0 is chance.

    Base: units both rated. Excluded: "not rated by both".

    Parameters: `a`, `b` one rating a unit, None or NaN where missing; `weights` None, "linear",
    "quadratic", another of gwet_ac's (numbers only), or a matrix of one's own with 1 (agreement) or 0
    (disagreement) on the diagonal; `categories` all that were possible, in order.

    Returns: Estimate with unit "coefficient".

    Undefined when: no unit has both ratings, or both raters use one and the same category.

    How sure: the large-sample variance of Fleiss, Cohen & Everitt, Student's t of log(1 − kappa). Too
    narrow under 40 units, or while fewer than ten ratings fall outside the commonest category.

    Do not: average it over pairs of raters; use light_kappa, conger_kappa or krippendorff_alpha.

    Validated against: R's irrCAC on the three diagnoses of two abstractors (plain, linear, quadratic,
    standard error) and Cohen's own example of 1968.

    Example:
        >>> round(cohen_kappa(["a", "a", "b", "b"], ["a", "b", "b", "b"]).value, 3)
        0.5

    References: Cohen (1960), doi:10.1177/001316446002000104. Cohen (1968), doi:10.1037/h0026256.
    Fleiss, Cohen & Everitt (1969), doi:10.1037/h0028106.

    See also: table_agreement, conger_kappa, fleiss_kappa, gwet_ac.
    """
    level = confidence_of(confidence)
    given = ratings_from({"a": a, "b": b}, categories)
    kinds, q = given.patterns, len(given.categories)
    both = kinds.only(np.flatnonzero((kinds.codes >= 0).all(axis=1)))
    n, rows = round(float(both.times.sum())), len(given.codes)
    scheme = "identity" if weights is None else weights
    facts: dict[str, Any] = {
        "unit": "coefficient",
        "confidence": level,
        "base": n,
        "excluded": {"not rated by both": rows - n} if rows > n else {},
        "definition": "cohen_kappa@1",
        "method": f"Cohen's kappa ({named(scheme)})",
    }
    if not n:
        return undefined("no unit was rated by both", **facts)
    table = agreement_weights(given.measured(scheme), scheme)
    first, second = both.codes.T
    found = pair_kappa(joint(first, second, both.times, q), table)
    if found is None:
        return undefined("both used one category: agreement beyond chance cannot be told", **facts)
    own = found.influence[first, second]
    return with_interval(found.value, own, both.times, 1 - found.expected, facts, finite=False)

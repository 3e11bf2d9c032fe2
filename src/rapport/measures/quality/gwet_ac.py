"""Agreement of several raters that holds when nearly all ratings are alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate
from rapport.measures.inputs import confidence_of
from rapport.measures.quality.agreement_weights import agreement_weights
from rapport.measures.quality.chance_corrected import Chance, coefficient, unrated
from rapport.measures.quality.ratings import rated_rows, ratings_from


def gwet_ac(
    ratings: Any,
    weights: str = "identity",
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
    quadratic, ordinal, radical, ratio, circular or bipolar; `categories` all that were possible, in
    order (q matters: name them when some did not occur).

    Returns: Estimate with unit "coefficient".

    Undefined when: nothing was rated twice. With one category named or seen, agreement is not beyond
    chance and undefined.

    How sure: Gwet's linearised variance over units, Student's t with units − 1. Poor under ten units.

    Do not: compare it with kappa's rules of thumb; it is higher where categories are uneven.

    Validated against: R's irrCAC (eight weightings and standard errors, with missing ratings).

    Example:
        >>> round(gwet_ac([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]).value, 4)
        0.5294

    References: Gwet (2008), doi:10.1348/000711006X126600. Gwet (2014), Handbook of Inter-Rater
    Reliability.

    See also: fleiss_kappa, krippendorff_alpha.
    """
    given = ratings_from(ratings, categories)
    kept = rated_rows(given.codes)
    counts = given.counts[kept]
    q = len(given.categories)
    values = given.values() if weights != "identity" else np.arange(q, dtype=np.float64)
    table = agreement_weights(values, weights)
    raters = counts.sum(axis=1, keepdims=True)
    shares = (counts / raters).mean(axis=0) if len(counts) else counts.sum(axis=0)
    scale = float(table.sum()) / (q * (q - 1)) if q > 1 else 1.0
    expected = scale * float((shares * (1 - shares)).sum()) if q > 1 else 1.0
    chance = Chance(expected, scale * (counts @ (1 - shares)) / raters[:, 0])
    found = coefficient(
        counts,
        table,
        chance,
        method=f"Gwet's {'AC1' if weights == 'identity' else 'AC2'} ({weights})",
        definition="gwet_ac@1",
        confidence=confidence_of(confidence),
    )
    return found.with_(excluded=unrated(len(given.codes), len(kept), found.base))

"""Agreement of several raters beyond the chance of their pooled habits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate
from rapport.measures.inputs import Floats, confidence_of
from rapport.measures.quality.agreement_weights import agreement_weights
from rapport.measures.quality.chance_corrected import Chance, coefficient, unrated
from rapport.measures.quality.ratings import Ratings, rated_rows, ratings_from


def fleiss_kappa(
    ratings: Any,
    weights: str = "identity",
    confidence: float = 0.95,
    *,
    categories: Sequence[Any] | None = None,
) -> Estimate:
    """Fleiss' kappa.

    Question it answers: do several evaluators make the same decisions, more than by chance?

    Definition: (p_a − p_e)/(1 − p_e); p_a the mean share of agreeing pairs of a unit, p_e the agreement
    of two ratings drawn from the pooled shares of the categories.

    Scale, unit, range: coefficient, at most 1; 0 is chance.

    Base: units with two ratings or more. Excluded: "not rated", "rated once" (which still tell the
    categories' shares).

    Parameters: `ratings` units × raters, None or NaN where missing, raters may differ between units;
    `weights` identity, linear, quadratic, ordinal, radical, ratio, circular or bipolar; `categories`
    all that were possible, in order.

    Returns: Estimate with unit "coefficient".

    Undefined when: nothing was rated twice, or all ratings are one category.

    How sure: Gwet's linearised variance over units, Student's t with units − 1. Poor under ten units.

    Do not: read a low kappa alone as disagreement when nearly all ratings are one category; see gwet_ac.

    Validated against: R's irrCAC (eight weightings and the standard error with missing ratings), R's irr
    on the diagnoses of Fleiss (1971).

    Example:
        >>> round(fleiss_kappa([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]).value, 4)
        0.4667

    References: Fleiss (1971), doi:10.1037/h0031619. Gwet (2014), Handbook of Inter-Rater Reliability.

    See also: gwet_ac, krippendorff_alpha, cohen_kappa.
    """
    given = ratings_from(ratings, categories)
    kept = rated_rows(given.codes)
    counts = given.counts[kept]
    table = agreement_weights(given.values() if weights != "identity" else _places(given), weights)
    raters = counts.sum(axis=1, keepdims=True)
    shares = (counts / raters).mean(axis=0) if len(counts) else counts.sum(axis=0)
    pull = (table @ shares + table.T @ shares) / 2
    chance = Chance(float(shares @ table @ shares), (counts @ pull) / raters[:, 0])
    found = coefficient(
        counts,
        table,
        chance,
        method=f"Fleiss' kappa ({weights})",
        definition="fleiss_kappa@1",
        confidence=confidence_of(confidence),
    )
    return found.with_(excluded=unrated(len(given.codes), len(kept), found.base))


def _places(given: Ratings) -> Floats:
    return np.arange(len(given.categories), dtype=np.float64)

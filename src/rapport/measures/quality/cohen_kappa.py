"""Agreement of two raters beyond the chance of their own habits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import confidence_of
from rapport.measures.quality.agreement_weights import agreement_weights
from rapport.measures.quality.chance_corrected import with_interval
from rapport.measures.quality.ratings import ratings_from
from rapport.records.errors import InputError


def cohen_kappa(
    a: Any,
    b: Any,
    weights: str | None = None,
    confidence: float = 0.95,
    *,
    categories: Sequence[Any] | None = None,
) -> Estimate:
    """Cohen's kappa of two raters.

    Question it answers: do these two people decide alike, more than their habits would by chance?

    Definition: (p_a − p_e)/(1 − p_e), p_e from each rater's own shares; weighted by closeness with
    `weights` linear or quadratic.

    Scale, unit, range: coefficient, −1 to 1; 0 is chance.

    Base: units both rated. Excluded: "not rated by both".

    Parameters: `a`, `b` one rating a unit, None or NaN where missing; `weights` None, "linear" or
    "quadratic" (numbers only); `categories` all that were possible, in order.

    Returns: Estimate with unit "coefficient".

    Undefined when: no unit has both ratings, or both raters use one and the same category.

    How sure: the large-sample variance of Fleiss, Cohen & Everitt, Student's t with units − 1.

    Do not: average it over pairs of raters; use fleiss_kappa or krippendorff_alpha.

    Validated against: R's irrCAC on the three diagnoses of two abstractors (plain, linear, quadratic,
    standard error) and Cohen's own example of 1968.

    Example:
        >>> round(cohen_kappa(["a", "a", "b", "b"], ["a", "b", "b", "b"]).value, 3)
        0.5

    References: Cohen (1960), doi:10.1177/001316446002000104. Cohen (1968), doi:10.1037/h0026256.
    Fleiss, Cohen & Everitt (1969), doi:10.1037/h0028106.

    See also: fleiss_kappa, gwet_ac.
    """
    level = confidence_of(confidence)
    first, second = list(a), list(b)
    if len(first) != len(second):
        raise InputError(f"{len(first)} and {len(second)} ratings", "a, b", "give both for the same units")
    given = ratings_from([list(pair) for pair in zip(first, second, strict=True)], categories)
    codes = given.codes.reshape(len(first), 2) if first else np.empty((0, 2), dtype=np.intp)
    both = codes[(codes >= 0).all(axis=1)]
    n, q = len(both), len(given.categories)
    facts: dict[str, Any] = {
        "unit": "coefficient",
        "confidence": level,
        "base": n,
        "excluded": {"not rated by both": len(first) - n} if len(first) > n else {},
        "definition": "cohen_kappa@1",
        "method": f"Cohen's kappa ({weights or 'identity'}), linearised over units, Student t",
    }
    if not n:
        return undefined("no unit was rated by both", **facts)
    values = given.values() if weights else np.arange(q, dtype=np.float64)
    table = agreement_weights(values, weights or "identity")
    rows, columns = (np.bincount(both[:, side], minlength=q) / n for side in (0, 1))
    agreed = table[both[:, 0], both[:, 1]]
    expected = float(rows @ table @ columns)
    if 1 - expected < 1e-12:
        return undefined("both used one category: agreement beyond chance cannot be told", **facts)
    value = (float(agreed.mean()) - expected) / (1 - expected)
    pull = (table @ columns)[both[:, 0]] + (rows @ table)[both[:, 1]]
    own = (agreed - expected - (1 - value) * (pull - 2 * expected)) / (1 - expected)
    squares = float(((own - value) ** 2).sum())
    return with_interval(value, squares * (n - 1) / n, n, facts)

"""One total over another, as the rows were drawn."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.design_variance import Design, drawn
from rapport.measures.inference.linear_estimate import base_facts, linear_estimate, told
from rapport.measures.inputs import confidence_of, numbers, weights_of


@checked
def ratio(
    numerator: Any,
    denominator: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    *,
    cluster_sizes: Any = None,
    unit: str = "ratio",
) -> Estimate:
    """Total of one column over the total of another.

    Question it answers: contacts per order, cost per resolved case: how much of this to one of that?

    Definition: Σ w y / Σ w x. It is the mean of the rows' own ratios only when x is the same in all.

    Scale, unit, range: `unit` of the numerator by one of the denominator.

    Base: rows with both. Excluded: "missing".

    Parameters: `numerator`, `denominator` one number a row; the design as in `mean`.

    Returns: Estimate.

    Undefined when: no row has both, or the denominator adds up to nothing.

    Raises: InputError as in `mean`.

    How sure: Taylor linearisation, Student's t with units − strata degrees of freedom; slightly biased
    and too narrow while the denominator's own relative error is above a tenth.

    Do not: average the rows' ratios instead; rows with a small denominator would count most.

    Validated against: R survey's svyratio on the California schools (simple random, stratified, cluster).

    Example:
        >>> found = ratio([1, 3, 2, 4], [2, 6, 4, 8])
        >>> found.value, found.standard_error
        (0.5, 0.0)

    References: Cochran (1977), Sampling Techniques, chapter 6.

    See also: mean, total, domain_mean.
    """
    level = confidence_of(confidence)
    y = numbers(numerator, "numerator")
    x = numbers(denominator, "denominator", length=len(y))
    here = ~np.isnan(y) & ~np.isnan(x)
    missing = int((~here).sum())
    facts: dict[str, Any] = {"confidence": level, "unit": unit, "definition": "ratio@1"}
    if not here.any() or not weights_of(weights, len(y))[here].any():
        return undefined("no row has both", excluded={"missing": missing} if missing else {}, **facts)
    found = drawn(Design(weights, strata, clusters, population, cluster_sizes), here)
    if missing:
        y, x = y[here], x[here]
    below = float((found.weight * x).sum())
    bases = base_facts(here, found.weight, missing=missing)
    if abs(below) <= 1e-12 * float((found.weight * np.abs(x)).sum()):
        return undefined("the denominator adds up to nothing", **bases, **facts)
    value = float((found.weight * y).sum()) / below
    # In one column that is overwritten, because there may be very many rows.
    linear = value * x
    np.subtract(y, linear, out=linear)
    linear *= found.weight
    linear /= below
    variance = found.variance(linear)
    return linear_estimate(
        value, variance, found.df, level, told("ratio", found), unit=unit, definition="ratio@1", **bases
    )

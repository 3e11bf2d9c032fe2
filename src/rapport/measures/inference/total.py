"""A total of a column, raised to the frame."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.design_variance import Design, drawn
from rapport.measures.inference.linear_estimate import base_facts, linear_estimate, told
from rapport.measures.inputs import confidence_of, numbers, weights_of


@checked
def total(
    values: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    *,
    cluster_sizes: Any = None,
    unit: str = "score",
) -> Estimate:
    """Total of the values over the frame the rows were drawn from.

    Question it answers: how many contacts, minutes or dollars are there in all, told from a sample?

    Definition: Σ w y. Without weights each row stands for N_h/n_h units of its stratum; without weights
    and population for itself alone.

    Scale, unit, range: `unit` of the values.

    Base: values that are there. Excluded: "missing"; nothing is added for them unless the population
    is known, whose size the weights then reach without them.

    Parameters: as in `mean`; `unit` names the values' unit.

    Returns: Estimate.

    Undefined when: nothing is there.

    Raises: InputError as in `mean`.

    How sure: Taylor linearisation, Student's t with units − strata degrees of freedom. Totals of skewed
    amounts need hundreds of rows, or strata by size.

    Do not: give weights that were scaled to a mean of one; they no longer count anything.

    Validated against: R survey on the California schools: totals and standard errors of a simple
    random, a stratified and a cluster sample.

    Example:
        >>> found = total([1, 2, 3], population=300)
        >>> found.value, found.base
        (600.0, 3)

    References: Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling,
    doi:10.1007/978-1-4612-4378-6.

    See also: mean, ratio.
    """
    level = confidence_of(confidence)
    column = numbers(values, "values")
    here = ~np.isnan(column)
    missing = int((~here).sum())
    if not here.any() or not weights_of(weights, len(column))[here].any():
        excluded = {"missing": len(column)} if len(column) else {}
        return undefined(
            "nothing was there to add up",
            confidence=level,
            unit=unit,
            excluded=excluded,
            definition="total@1",
        )
    found = drawn(Design(weights, strata, clusters, population, cluster_sizes), here)
    parts = found.weight * column[here]
    return linear_estimate(
        float(parts.sum()),
        found.variance(parts),
        found.df,
        level,
        told("total", found),
        unit=unit,
        definition="total@1",
        **base_facts(here, found.weight, missing=missing),
    )

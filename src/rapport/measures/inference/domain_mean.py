"""Means of parts of a sample whose size in the sample is itself chance."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.design_variance import Design, Drawn, drawn
from rapport.measures.inference.linear_estimate import linear_estimate, told
from rapport.measures.inputs import (
    Bools,
    Codes,
    Floats,
    confidence_of,
    labels,
    mask,
    numbers,
    sums,
    weights_of,
)
from rapport.measures.labelling import present


@checked
def domain_mean(
    values: Any,
    domain: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    *,
    cluster_sizes: Any = None,
) -> Estimate:
    """Mean of one domain (a team, a channel, a month) of a sample that was drawn from all.

    Question it answers: what is the mean of this part, when nobody drew a sample of this part alone?

    Definition: Hájek's ratio Σ w d y / Σ w d, d = 1 inside the domain.

    Scale, unit, range: as the values.

    Base: values inside the domain. Excluded: "missing", "outside the domain".

    Parameters: `values`; `domain` yes or no a row; the design of all rows as in `mean`.

    Returns: Estimate in the values' own unit.

    Undefined when: no value lies in the domain.

    Raises: InputError as in `mean`.

    How sure: Taylor linearisation over all rows drawn (their number in the domain is chance), Student's
    t with the domain's own units − strata. The interval is widened by √(d/(d − 1)) where the domain is
    a small part of its strata, which the linearised standard error neglects.

    Do not: cut the other rows away first; strata and clusters would lose units and the error shrink.

    Validated against: R survey's svyby on the California schools, and R's subset of a cluster design.

    Example:
        >>> found = domain_mean([1, 2, 3, 9, 9], [True, True, True, False, False])
        >>> found.value, found.base, found.excluded
        (2.0, 3, {'outside the domain': 2})

    References: Särndal, Swensson & Wretman (1992), doi:10.1007/978-1-4612-4378-6, chapter 10. Lumley
    (2004), doi:10.18637/jss.v009.i08.

    See also: domain_means, mean, ratio.
    """
    column = numbers(values, "values")
    inside = mask(domain, "domain", length=len(column))
    design = Design(weights, strata, clusters, population, cluster_sizes)
    codes = np.where(inside, 0, -1).astype(np.intp)
    return _means(column, codes, [True], design, confidence_of(confidence))[True]


@checked
def domain_means(
    values: Any,
    domains: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    *,
    cluster_sizes: Any = None,
) -> dict[Hashable, Estimate]:
    """Means of all domains of a sample at once.

    Question it answers: what is the mean of each team, channel or month of one sample?

    Definition: `domain_mean` of each label.

    Scale, unit, range: as the values.

    Base: values inside the domain. Excluded: "missing", "outside the domain".

    Parameters: `values`; `domains` a label a row (a row without one is in no domain but was drawn);
    the design of all rows as in `mean`.

    Returns: {label: Estimate}, in the labels' order.

    Undefined when: a domain has no value.

    Raises: InputError as in `mean`.

    How sure: as `domain_mean`.

    Do not: pick the best of many domains and report its interval; `compare_groups` counts the others.

    Validated against: R survey's svyby on the stratified California schools.

    Example:
        >>> found = domain_means([1, 2, 3, 9, 9], ["a", "a", "a", "b", "b"])
        >>> {name: one.value for name, one in found.items()}
        {'a': 2.0, 'b': 9.0}

    References: Särndal, Swensson & Wretman (1992), doi:10.1007/978-1-4612-4378-6, chapter 10.

    See also: domain_mean, compare_groups.
    """
    column = numbers(values, "values")
    codes, names = labels(domains, "domains", length=len(column))
    design = Design(weights, strata, clusters, population, cluster_sizes)
    found = _means(column, codes, names, design, confidence_of(confidence))
    return {name: found[name] for name in sorted(found, key=lambda one: (str(type(one)), one))}


def _means(
    column: Floats, codes: Codes, names: list[Hashable], design: Design, level: float
) -> dict[Hashable, Estimate]:
    here = ~np.isnan(column)
    outside = len(column) - sums(codes[codes >= 0], None, len(names))
    missing = sums(codes[~here & (codes >= 0)], None, len(names))
    weighted = weights_of(design.weights, len(column))
    if not here.any() or not weighted[here].any():
        parts = np.zeros((4, len(names)))
        return {name: _estimate(d, parts, None, level, outside, missing) for d, name in enumerate(names)}
    sample = drawn(design, here)
    y, code = column[here], codes[here]
    inside = code >= 0
    w = np.where(inside, sample.weight, 0.0)
    at = np.where(inside, code, 0)
    below = sums(at, w, len(names))
    mean = np.divide(sums(at, w * y, len(names)), below, out=np.zeros(len(names)), where=below > 0)
    linear = np.divide(w * (y - mean[at]), below[at], out=np.zeros(len(y)), where=inside & (below[at] > 0))
    variance, df, lost = _variances(sample, linear, at, inside, len(names))
    counted = sums(code[inside], None, len(names))
    squares = sums(at, w**2, len(names))
    parts = np.stack([mean, variance, df, lost, counted, below, squares])
    return {name: _estimate(d, parts, sample, level, outside, missing) for d, name in enumerate(names)}


def _estimate(
    d: int, parts: Floats, sample: Drawn | None, level: float, outside: Floats, missing: Floats
) -> Estimate:
    excluded = {"missing": int(missing[d]), "outside the domain": int(outside[d])}
    facts: dict[str, Any] = {
        "unit": "score",
        "excluded": {why: n for why, n in excluded.items() if n},
        "definition": "domain_mean@1",
    }
    if sample is None or parts[5, d] <= 0:
        return undefined("no value lies in the domain", confidence=level, **facts)
    value, variance, df, lost, counted, below, squares = (float(one[d]) for one in parts)
    facts |= {"base": int(counted), "weighted_base": below, "effective_base": below**2 / squares}
    known = None if sample.df <= 0 or df <= 0 else variance * lost**2
    found = linear_estimate(value, known, df, level, told("domain mean", sample), **facts)
    return found if known is None else found.with_(standard_error=variance**0.5)


def _variances(
    sample: Drawn, linear: Floats, code: Codes, inside: Bools, count: int
) -> tuple[Floats, Floats, Floats]:
    """Variance, degrees of freedom and the interval's widening, of each domain."""
    row = np.arange(len(linear)) if sample.unit is None else sample.unit
    pairs, place = present(row[inside] * count + code[inside])
    unit, domain = pairs // count, pairs % count
    cell = sample.frame.stratum[unit] * count + domain
    shape = (sample.strata, count)
    there = sums(cell, None, sample.strata * count).reshape(shape)
    n = sample.frame.n[:, None]
    df = there.sum(axis=0) - (there > 0).sum(axis=0)
    part = sums(place, linear[inside], len(pairs))
    first, second = (sums(cell, one, sample.strata * count).reshape(shape) for one in (part, part**2))
    factor = np.divide(n, n - 1, out=np.zeros_like(n), where=n > 1)
    spread = factor * np.maximum(second - first**2 / np.maximum(n, 1), 0.0)
    variance = (spread * (1 - sample.frame.fraction)[:, None]).sum(axis=0)
    if sample.inner is not None or sample.frame.fitted:
        inner = [sample.variance(np.where(inside & (code == d), linear, 0.0)) for d in range(count)]
        variance = np.array([one or 0.0 for one in inner])
    own = np.divide(there, there - 1, out=np.ones(shape), where=there > 1)
    ratio = np.divide(own, factor, out=np.ones(shape), where=factor > 0)
    share = second / np.maximum(second.sum(axis=0), 1e-300)
    lost = np.sqrt(np.maximum((ratio * share).sum(axis=0), 1.0))
    return variance, np.minimum(df, max(sample.df, 0.0)), lost

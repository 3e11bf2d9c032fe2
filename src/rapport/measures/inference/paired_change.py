"""The change of the same people, who were asked twice."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.inference.balance import balance_limits
from rapport.measures.inference.compare import Difference
from rapport.measures.inference.design_mean import Design, design_mean
from rapport.measures.inference.intervals import around, normal_quantile, student_quantile
from rapport.measures.inputs import Floats, confidence_of, numbers


@checked
def paired_change(
    before: Any,
    after: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    *,
    cluster_sizes: Any = None,
) -> Difference:
    """Mean change (or change of a share) of those who answered both times.

    Question it answers: did these customers become more content, and may that be chance?

    Definition: mean of after − before. Where all answers are 0 or 1, the share of those who turned to
    yes less that of those who turned to no.

    Scale, unit, range: as the values; share, −1 to 1, for yes and no.

    Base: rows with both. Excluded: "missing".

    Parameters: `before`, `after` one row a customer; the design as in `mean`.

    Returns: Difference, an Estimate with `p`.

    Undefined when: nobody answered twice. One pair has no interval.

    Raises: InputError as in `mean`.

    How sure: numbers: Student's t of the differences. Shares: Tango's score interval on the effective
    base, and McNemar's test, mid-p exact for rows drawn one by one (at its level from ten who changed).

    Do not: compare the two waves as if they were independent; that throws away what pairing tells.

    Validated against: scipy's paired t test; the mid-p of McNemar's worked example in Fagerland et al.

    Example:
        >>> found = paired_change([1, 2, 3, 4], [2, 4, 3, 6])
        >>> found.value, round(found.p, 3)
        (1.25, 0.08)

    References: Tango (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B.
    Fagerland, Lydersen & Laake (2013), doi:10.1186/1471-2288-13-91.

    See also: compare, mean.
    """
    level = confidence_of(confidence)
    first = numbers(before, "before")
    second = numbers(after, "after", length=len(first))
    change = second - first
    known = ~np.isnan(change)
    share = bool(known.any()) and bool(np.isin([first[known], second[known]], (0.0, 1.0)).all())
    design = Design(weights, strata, clusters, population, cluster_sizes)
    found = design_mean(change, design)
    missing = len(change) - (found.entered if found else 0)
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "share" if share else "score",
        "excluded": {"missing": missing} if missing else {},
        "definition": "paired_change@1",
    }
    if found is None:
        return Difference(value=None, undefined_because="nobody answered twice", **facts)
    facts |= {"base": found.entered, "weighted_base": found.weighted, "effective_base": found.effective}
    facts |= {"value": found.value, "degrees_of_freedom": found.df}
    if found.variance is None:
        return Difference(method="one pair has no interval", **facts)
    error = max(found.variance, 0.0) ** 0.5
    if share:
        return _shares(change, design, found.value, error, level, facts, found.note)
    p = (
        float(2 * special.stdtr(found.df, -abs(found.value) / error))
        if error > 0
        else float(found.value == 0)
    )
    return Difference(
        **facts | around(found.value, error, level, found.df),
        p=p,
        method=", ".join(filter(None, ("paired, Student t", found.note))),
    )


def _shares(
    change: Floats, design: Design, value: float, error: float, level: float, facts: dict[str, Any], note: str
) -> Difference:
    turned = design_mean(np.abs(change), design)
    active = turned.value if turned else 0.0
    spread = active - value**2
    n, df = float(facts["base"]), float(facts["degrees_of_freedom"])
    one_by_one = design.simple and design.weights is None
    worth = n if one_by_one else float(facts["effective_base"])
    if not design.simple and error > 0 and spread > 0:
        worth = spread / error**2
    up, down = worth * (active + value) / 2, worth * (active - value) / 2
    quantile = normal_quantile(level) if design.simple else student_quantile(df, level)
    low, high = (float(end[0]) for end in balance_limits(up, down, worth, quantile))
    if one_by_one:
        p, test = _mid_p(round(up), round(down)), "McNemar mid-p"
    else:
        null = (active / worth) ** 0.5
        p = float(2 * special.stdtr(df, -abs(value) / null)) if null > 0 else 1.0
        test = "McNemar on the effective base"
    method = ", ".join(filter(None, ("paired shares, score interval", test, note)))
    return Difference(
        low=min(low, value),
        high=max(high, value),
        standard_error=(max(spread, 0.0) / worth) ** 0.5,
        p=p,
        method=method,
        **facts,
    )


def _mid_p(up: int, down: int) -> float:
    """Twice the tail of a fair coin, the point itself counted half."""
    n, k = up + down, min(up, down)
    if n == 0:
        return 1.0
    tail = float(special.bdtr(k, n, 0.5))
    point = float(
        np.exp(special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1) - n * np.log(2))
    )
    return min(1.0, 2 * tail - point)

"""One number against a stated one."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.compare import Difference
from rapport.records.errors import InputError


@checked
def versus(estimate: Estimate, stated: float) -> Difference:
    """Difference of an estimate from a stated number: a target, a benchmark, zero.

    Question it answers: are we really above the target, or may that be chance?

    Definition: estimate − stated; the interval is the estimate's own, moved.

    Scale, unit, range: the estimate's unit.

    Base: the estimate's.

    Parameters: `estimate` with its interval; `stated` a number in its unit that is known exactly.

    Returns: Difference, an Estimate with `p`, two-sided.

    Undefined when: the estimate is undefined. Without an interval there is no p.

    Raises: InputError when `stated` is not a finite number.

    How sure: p from value / standard error and the normal, or Student's t where the estimate has degrees
    of freedom; for small samples of shares read the interval instead.

    Do not: state a number that was itself estimated, such as last year's score; use `compare`.

    Validated against: R's NPS package (p of a score), scipy's one-sample t-test.

    Example:
        >>> from rapport.measures import mean
        >>> found = versus(mean([5, 6, 7, 8]), 5)
        >>> found.value, round(found.p, 3)
        (1.5, 0.103)

    References: Student (1908), doi:10.1093/biomet/6.1.1.

    See also: compare.
    """
    if not np.isfinite(stated):
        raise InputError(f"a stated number of {stated}", "stated", "give a finite number")
    facts: dict[str, Any] = {
        "confidence": estimate.confidence,
        "unit": estimate.unit,
        "base": estimate.base,
        "weighted_base": estimate.weighted_base,
        "effective_base": estimate.effective_base,
        "excluded": estimate.excluded,
        "definition": "versus@1",
    }
    if estimate.value is None:
        return Difference(value=None, undefined_because=estimate.undefined_because, **facts)
    value, error = estimate.value - stated, estimate.standard_error
    if estimate.low is None or estimate.high is None or error is None:
        return Difference(value=value, method=f"{estimate.method}, against a stated number", **facts)
    df = estimate.degrees_of_freedom
    if error <= 0:
        p = float(estimate.low <= stated <= estimate.high)
    else:
        p = float(2 * special.stdtr(df if df is not None else np.inf, -abs(value) / error))
    return Difference(
        value=value,
        low=estimate.low - stated,
        high=estimate.high - stated,
        standard_error=error,
        degrees_of_freedom=df,
        method=f"{estimate.method}, against a stated number",
        p=p,
        **facts,
    )

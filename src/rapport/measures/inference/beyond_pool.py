"""What other evaluators than these would have said."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.intervals import around
from rapport.measures.inference.pooling import between_variance
from rapport.measures.inputs import labels, numbers, sums
from rapport.measures.quality.severity import severity


@checked
def beyond_pool(estimate: Estimate, scores: Any, units: Any, evaluators: Any, strata: Any = None) -> Estimate:
    """An audit mean that also counts the chance of which evaluators were hired.

    Question it answers: how sure is the score, had other evaluators of the same kind been asked?

    Definition: adds σ²_a Σ p_j² to the variance: σ²_a the variance of severities between evaluators
    (Paule and Mandel, from `severity`), p_j evaluator j's share of the scores. The value stays.

    Scale, unit, range: as the estimate.

    Base: the estimate's.

    Parameters: `estimate` of audit_mean; the rows it was made of, and their `strata`.

    Returns: Estimate with a wider interval.

    Undefined when: as the estimate; with one evaluator there is a value without interval.

    How sure: Student's t; with few evaluators the degrees of freedom are few (evaluators − 1) and the
    interval wide.

    Do not: use it for the trend of one pool; the pool's severity is in both ends.

    Validated against: simulated pools of evaluators drawn from many.

    Example:
        >>> from rapport.measures import audit_mean
        >>> rows = [60.0, 70, 80, 66, 74, 88], list("abcdef"), list("xyzxyz")
        >>> pool = audit_mean(*rows)
        >>> beyond_pool(pool, *rows).margin_of_error > pool.margin_of_error
        True

    References: Searle, Casella & McCulloch (1992), doi:10.1002/9780470316856.

    See also: audit_mean, severity.
    """
    if estimate.value is None or estimate.standard_error is None:
        return estimate
    found = severity(scores, units, evaluators, strata, estimate.confidence)
    known = [one for one in found.values() if one.value is not None and one.standard_error]
    method = f"{estimate.method}; beyond the pool of evaluators"
    if len(known) < 2:
        return estimate.with_(low=None, high=None, standard_error=None, method=f"{method}: too few of them")
    value = np.array([one.value for one in known], dtype=np.float64)
    error = np.array([one.standard_error for one in known], dtype=np.float64)
    added = between_variance(value, error**2) * _concentration(scores, evaluators)
    own = estimate.standard_error**2
    variance = own + added
    bottom = added**2 / (len(known) - 1)
    if estimate.degrees_of_freedom:
        bottom += own**2 / estimate.degrees_of_freedom
    df = variance**2 / bottom if bottom > 0 else float("inf")
    return estimate.with_(**around(estimate.value, variance**0.5, estimate.confidence, df), method=method)


def _concentration(scores: Any, evaluators: Any) -> float:
    """Σ p_j² of the evaluators' shares of the scores: one over their effective number."""
    values = numbers(scores, "scores")
    codes, names = labels(evaluators, "evaluators", length=len(values))
    count = sums(codes[~np.isnan(values) & (codes >= 0)], None, len(names))
    return float(((count / count.sum()) ** 2).sum())

"""The interval of a share that was estimated like a mean."""

from __future__ import annotations

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.intervals import share_interval, student_quantile
from rapport.records.errors import InputError


@checked
def as_share(estimate: Estimate) -> Estimate:
    """The same estimate of zeros and ones with an interval fit for a share.

    Question it answers: how sure is the critical-error-free share of an audit, also when it is 100 %?

    Definition: Wilson's interval on the effective base p(1 − p)/SE², with the estimate's own quantile;
    where all are alike (no standard error to speak of) on Kish's effective base.

    Scale, unit, range: share, 0–1.

    Base: the estimate's.

    Parameters: `estimate` of audit_mean, sample_mean(s) or mean, of scores 0 and 1.

    Returns: Estimate with unit "share"; an undefined one or one without interval keeps what it is.

    Raises: InputError when the value is outside 0 to 1.

    How sure: covers near the nominal level where Student's interval of a share near 1 covers less and
    reaches beyond 1.

    Do not: use it for scores between 0 and 1 that are not decisions.

    Validated against: `proportion` for a simple random sample, and simulated audits of rare errors.

    Example:
        >>> from rapport.measures import mean
        >>> found = as_share(mean([1, 1, 1, 1, 1, 1, 1, 1]))
        >>> found.value, round(found.low, 2), found.high
        (1.0, 0.59, 1.0)

    References: Korn & Graubard (1998), Survey Methodology 24, 193–201. Wilson (1927),
    doi:10.1080/01621459.1927.10502953.

    See also: audit_mean, proportion.
    """
    share = estimate.with_(unit="share")
    if share.value is None or share.standard_error is None:
        return share
    if not -1e-9 <= share.value <= 1 + 1e-9:
        raise InputError(f"a share of {share.value:g}", "estimate", "give scores of 0 and 1")
    p = min(max(share.value, 0.0), 1.0)
    worth = share.effective_base or float(share.base)
    if share.standard_error > 0 and 0 < p < 1:
        worth = p * (1 - p) / share.standard_error**2
    elif 0 < p < 1:
        return share.with_(low=p, high=p)
    df = share.degrees_of_freedom or float("inf")
    quantile = student_quantile(df, share.confidence)
    low, high = share_interval(p * worth, worth, quantile, "wilson")
    method = f"{share.method}; Wilson on the effective base"
    return share.with_(low=low, high=high, effective_base=worth, method=method)

"""The same estimate at another confidence."""

from __future__ import annotations

from rapport.measures.estimate import Estimate
from rapport.measures.inference.intervals import share_interval, student_quantile


def at_confidence(estimate: Estimate, level: float) -> Estimate:
    """The estimate with the interval of another confidence.

    A share's comes from Wilson's interval on its effective base; any other's limits move away from the
    value in proportion to the quantile (exact for Student's t, close for score intervals).
    """
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return estimate.with_(confidence=level)
    df = estimate.degrees_of_freedom or float("inf")
    wanted, given = (student_quantile(df, one) for one in (level, estimate.confidence))
    value, worth = estimate.value, estimate.effective_base
    if estimate.unit == "share" and worth and 0 <= value <= 1 and estimate.low >= 0 and estimate.high <= 1:
        low, high = share_interval(value * worth, worth, wanted, "wilson")
    else:
        part = wanted / given
        low, high = value - (value - estimate.low) * part, value + (estimate.high - value) * part
    return estimate.with_(low=min(low, value), high=max(high, value), confidence=level)

"""Scores that are all the same: how far the interactions that nobody looked at may lie from them."""

from __future__ import annotations

from rapport.measures import Estimate

SAME = "all scores are the same: what share of the others could differ is bounded"
Scale = tuple[float, float]
SCALE: Scale = (0.0, 100.0)
"""What components, factors, elements and the QCI are scored on."""

NOTHING = 1e-9
"""Equal scores leave a spread of this order in floating point."""


def not_too_sure(estimate: Estimate, scale: Scale = SCALE) -> Estimate:
    """The estimate; when its scores do not vary and not all interactions were scored, with an interval that
    says what such a sample can say.

    A spread of nothing gives an interval of no width, which is no promise: of n equal scores it is sure only
    that the share p of interactions with another score is at most 1 − (1 − confidence)^(1/n), the exact
    binomial bound. The mean then lies within p of the way from this score to either end of the scale. There
    is no standard error, so that nothing is tested with a zero.

    References: Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404.
    """
    value, whole = estimate.value, estimate.weighted_base
    if value is None or estimate.low is None or estimate.high is None:
        return estimate
    if estimate.high - estimate.low > NOTHING:
        return estimate
    if whole is None or whole <= estimate.base * (1 + 1e-9) or not scale[0] <= value <= scale[1]:
        return estimate
    n = min(estimate.base, estimate.effective_base or estimate.base)
    p = 1.0 - (1.0 - estimate.confidence) ** (1.0 / n)
    return estimate.with_(
        low=value - p * (value - scale[0]),
        high=value + p * (scale[1] - value),
        standard_error=None,
        degrees_of_freedom=None,
        method=f"{estimate.method}; {SAME}" if estimate.method else SAME,
    )

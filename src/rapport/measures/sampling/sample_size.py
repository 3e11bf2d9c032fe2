"""How many to draw."""

from __future__ import annotations

import math

from rapport.measures.checked import checked
from rapport.measures.sampling.unrounded_sample_size import unrounded_sample_size


@checked
def sample_size(
    population: int | None = None,
    margin: float = 0.05,
    confidence: float = 0.95,
    share: float = 0.5,
    *,
    deviation: float | None = None,
    mean: float | None = None,
    cv: float | None = None,
    standard_error: float | None = None,
    interval: str = "normal",
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> int:
    """How many to draw so that a share (or a mean) is known within a margin.

    Question it answers: how many interactions, customers or answers are enough?

    Definition: Cochran's form, for a share z² p q N / ((N − 1) m² + z² p q); for a mean n₀ / (1 + n₀/N)
    with n₀ = (z s / m)². A coefficient of variation or a standard error can be wanted instead of a
    margin, and for rare shares the width of Wilson's or the log-odds interval. Times the design effect,
    at most the population, over the response rate; always rounded up.

    Scale, unit, range: a whole number ≥ 1.

    Parameters: `population` size (None: unknown or very large); `margin` half the interval's width, a
    share, or in the score's own points when `deviation` (a pilot's standard deviation) is given;
    `share` expected (0.5 is the worst case); `cv` wanted, relative to the share or to the pilot's
    `mean`, or `standard_error` wanted, instead of the margin; `interval` "normal", "wilson" or
    "log_odds"; `design_effect`; `response_rate` 0–1.

    Returns: int, invitations when `response_rate` is under 1.

    Raises: InputError for a margin, share or rate out of range.

    Do not: use it for an audit's margin when evaluators differ; `audit_design` counts their error.

    Validated against: R's PracTools (nPropMoe: 384.15, 277.73, 369.97 before rounding up; nProp, nWilson,
    nLogOdds). The printed table of Krejcie & Morgan (1970) rounds to nearest and so promises a little too
    much.

    Example:
        >>> sample_size(), sample_size(1000), sample_size(margin=2, deviation=18)
        (385, 278, 312)

    References: Cochran (1977), Sampling Techniques, chapter 4. Valliant, Dever & Kreuter (2018),
    doi:10.1007/978-3-319-93632-1, chapter 3.

    See also: unrounded_sample_size, domain_sample_sizes, cluster_sample_size, audit_design, allocate.
    """
    n = unrounded_sample_size(
        population,
        margin,
        confidence,
        share,
        deviation=deviation,
        mean=mean,
        cv=cv,
        standard_error=standard_error,
        interval=interval,
        design_effect=design_effect,
        response_rate=response_rate,
    )
    return max(1, math.ceil(n - 1e-9))

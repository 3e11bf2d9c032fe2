"""How many to draw."""

from __future__ import annotations

import math

from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inputs import confidence_of
from rapport.records.errors import InputError


def sample_size(
    population: int | None = None,
    margin: float = 0.05,
    confidence: float = 0.95,
    share: float = 0.5,
    *,
    deviation: float | None = None,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> int:
    """How many to draw so that a share (or a mean) is known within a margin.

    Question it answers: how many interactions, customers or answers are enough?

    Definition: Cochran's form, for a share
    z² p q N / ((N − 1) m² + z² p q); for a mean n₀ / (1 + n₀/N) with n₀ = (z s / m)². Times the design
    effect, at most the population, over the response rate; always rounded up.

    Scale, unit, range: a whole number ≥ 1.

    Parameters: `population` size (None: unknown or very large); `margin` half the interval's width, a
    share, or in the score's own points when `deviation` (a pilot's standard deviation) is given;
    `share` expected (0.5 is the worst case); `design_effect`; `response_rate` 0–1.

    Returns: int, invitations when `response_rate` is under 1.

    Raises: InputError for a margin, share or rate out of range.

    Do not: use it for an audit's margin when evaluators differ; `audit_design` counts their error.

    Validated against: Cochran's formula by R (384.15, 277.73, 369.97 before rounding up). The printed
    table of Krejcie & Morgan (1970) rounds to nearest and so promises a little too much.

    Example:
        >>> sample_size(), sample_size(1000), sample_size(margin=2, deviation=18)
        (385, 278, 312)

    References: Cochran (1977), Sampling Techniques, chapter 4.

    See also: audit_design, allocate.
    """
    z = normal_quantile(confidence_of(confidence))
    _check(population, margin, share, deviation, design_effect, response_rate)
    if deviation is not None:
        first = (z * deviation / margin) ** 2
        n = first / (1 + first / population) if population else first
    else:
        spread = z * z * share * (1 - share)
        n = spread / margin**2
        if population:
            n = spread * population / ((population - 1) * margin**2 + spread)
    n *= design_effect
    if population:
        n = min(n, population)
    return max(1, math.ceil(n / response_rate - 1e-9))


def _check(
    population: int | None,
    margin: float,
    share: float,
    deviation: float | None,
    design_effect: float,
    response_rate: float,
) -> None:
    rules = (
        (population is None or population >= 1, "population", "at least 1, or None"),
        (margin > 0 and (deviation is not None or margin < 1), "margin", "above 0 (a share: under 1)"),
        (0 <= share <= 1, "share", "from 0 to 1"),
        (deviation is None or deviation >= 0, "deviation", "not negative"),
        (design_effect > 0, "design_effect", "above 0"),
        (0 < response_rate <= 1, "response_rate", "above 0, at most 1"),
    )
    for fine, name, todo in rules:
        if not fine:
            raise InputError(f"{name} is out of range", name, f"give a number {todo}")

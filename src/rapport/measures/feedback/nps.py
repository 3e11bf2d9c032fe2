"""Net promoter score."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.feedback.scale import Scale
from rapport.measures.feedback.top_share import effective_base, quantile_of, share_error
from rapport.measures.inference.balance import balance_limits
from rapport.measures.inference.design_mean import Design, design_mean
from rapport.measures.inference.frame import Population
from rapport.measures.inputs import Floats, confidence_of, numbers
from rapport.records.errors import InputError


def nps(
    answers: Any,
    weights: Any = None,
    confidence: float = 0.95,
    *,
    strata: Any = None,
    clusters: Any = None,
    population: Population = None,
) -> Estimate:
    """Net promoter score of answers from 0 to 10.

    Question it answers: how many more would recommend us than warn against us?

    Definition: 100 (share 9–10 − share 0–6), version 1.

    Scale, unit, range: points, −100 to 100.

    Base: answers given. Excluded: "no answer".

    Parameters: `answers` whole numbers 0–10, NaN where missing; `weights` survey weights; `strata`,
    `clusters`, `population` as in `mean`.

    Returns: Estimate in points.

    Undefined when: nobody answered.

    Raises: InputError for an answer that is not a whole number from 0 to 10.

    How sure: Tango's score interval for the difference of two shares of one group, on the effective
    base. In simulation it covers 95–96.5 % from five answers on, never under 92 %, where the usual
    Wald interval covers 75 % at five answers and 91 % at twenty. The standard error is the
    multinomial's, 100 √((p + d − (p − d)²)/n).

    Do not: pool relationship and transactional answers, or read half a standard deviation as a goal.

    Validated against: R's NPS package (score, variance, standard error on its test data), R survey for
    the stratified design; the interval by simulation against Wald and adjusted Wald.

    Example:
        >>> found = nps([10, 9, 9, 8, 6, 10, 3, 9, 7, 10])
        >>> found.value, round(found.low), round(found.high)
        (40.0, -15, 75)

    References: Reichheld (2003), The one number you need to grow. Tango (1998),
    doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B. Rocks (2016),
    doi:10.1080/00031305.2016.1158124.

    See also: csat, compare.
    """
    level = confidence_of(confidence)
    design = Design(weights, strata, clusters, population)
    signs = _signs(numbers(answers, "answers"))
    found = design_mean(signs, design)
    missing = int(np.isnan(signs).sum())
    excluded = {"no answer": missing} if missing else {}
    if found is None:
        return undefined(
            "nobody answered", confidence=level, unit="points", excluded=excluded, definition="nps@1"
        )
    active = _active(signs, design)
    spread = active - found.value**2
    worth = effective_base(found, design, spread)
    up, down = worth * (active + found.value) / 2, worth * (active - found.value) / 2
    low, high = (float(end[0]) for end in balance_limits(up, down, worth, quantile_of(found, design, level)))
    return Estimate(
        value=100 * found.value,
        low=100 * low,
        high=100 * high,
        confidence=level,
        unit="points",
        base=found.entered,
        weighted_base=found.weighted,
        effective_base=worth,
        excluded=excluded,
        standard_error=100 * share_error(found, design, spread, worth),
        degrees_of_freedom=None if design.simple else found.df,
        method=", ".join(filter(None, ("score interval", found.note))),
        definition="nps@1",
    )


def _active(signs: Floats, design: Design) -> float:
    """Promoters and detractors together, as a share."""
    found = design_mean(np.abs(signs), design)
    return found.value if found else 0.0


def _signs(answers: Floats) -> Floats:
    """+1 promoter, 0 passive, −1 detractor."""
    Scale(0, 10).oriented(answers)
    broken = np.flatnonzero(~np.isnan(answers) & (answers != np.floor(answers)))
    if len(broken):
        raise InputError(
            f"answer {answers[broken[0]]:g} is not a whole number", f"row {broken[0] + 1}", "give 0 to 10"
        )
    signs = np.where(answers >= 9, 1.0, np.where(answers <= 6, -1.0, 0.0))
    return np.where(np.isnan(answers), np.nan, signs)

"""Net promoter score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.columns import plain_numbers
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.feedback.finish import finish_nps
from rapport.measures.feedback.scale import Scale
from rapport.measures.feedback.tally import Key, Tally, tally
from rapport.measures.feedback.top_share import effective_base, quantile_of, share_error
from rapport.measures.inference.balance import BALANCE_METHODS, balance_limits
from rapport.measures.inference.design_mean import Design, design_mean
from rapport.measures.inference.frame import Population
from rapport.measures.inputs import Floats, chosen, confidence_of, numbers, weights_of
from rapport.records.errors import InputError


@checked
def nps(
    answers: Any,
    weights: Any = None,
    confidence: float = 0.95,
    *,
    strata: Any = None,
    clusters: Any = None,
    population: Population = None,
    method: str = "score",
) -> Estimate:
    """Net promoter score of answers from 0 to 10.

    Question it answers: how many more would recommend us than warn against us?

    Definition: 100 (share 9–10 − share 0–6), version 1.

    Scale, unit, range: points, −100 to 100.

    Base: answers given. Excluded: "no answer".

    Parameters: `answers` whole numbers 0–10, NaN where missing; `weights` survey weights; `strata`,
    `clusters`, `population` as in `mean`; `method` of the interval: score, adjusted_wald or wald.

    Returns: Estimate in points.

    Undefined when: nobody answered.

    Raises: InputError for an answer that is not a whole number from 0 to 10, or an unknown method.

    How sure: score is Tango's score interval for the difference of two shares of one group, on the
    effective base; in simulation it covers 94–96.5 % from ten answers on while promoters and detractors
    both occur, a little more where nearly all answer alike. adjusted_wald (three answers added, ¾ of one
    each to promoters and detractors) covers about as well and is a little wider at the ends of the scale.
    wald is value ± quantile × standard error, as textbooks and most programs print it: it covers 65–90 %
    at ten answers, 88–93 % at twenty, and may reach beyond the scale. The standard error is the
    multinomial's, 100 √((p + d − (p − d)²)/n); with unequal weights that of the weighted mean of the
    scores; with strata, clusters or a frame the design's own, with Student's t.

    Do not: pool relationship and transactional answers, or read half a standard deviation as a goal.

    Validated against: R's NPS package (score, variance, standard error, Wald interval on its test data),
    R survey for stratified and clustered designs; the intervals by simulation against each other.

    Example:
        >>> found = nps([10, 9, 9, 8, 6, 10, 3, 9, 7, 10])
        >>> found.value, round(found.low), round(found.high)
        (40.0, -15, 75)

    References: Reichheld (2003), The one number you need to grow. Tango (1998),
    doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B. Rocks (2016),
    doi:10.1080/00031305.2016.1158124.

    See also: nps_by, nps_of_counts, wave_change, across_surveys, csat, compare.
    """
    level = confidence_of(confidence)
    known_method(method)
    design = Design(weights, strata, clusters, population)
    if design.simple:
        counted = nps_tally(answers, weights)
        return finish_nps(counted, level, method).estimate(0).with_(definition="nps@1")
    signs = nps_signs(numbers(answers, "answers"))
    found = design_mean(signs, design)
    missing = int(np.isnan(signs).sum())
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "points",
        "excluded": {"no answer": missing} if missing else {},
        "definition": "nps@1",
    }
    if found is None:
        return undefined("nobody answered", **facts)
    active = design_mean(np.abs(signs), design)
    spread = (active.value if active else 0.0) - found.value**2
    worth, quantile = effective_base(found, design, spread), quantile_of(found, design, level)
    error = share_error(found, design, spread, worth)
    low, high = _limits(found.value, found.value**2 + spread, worth, quantile, error, method)
    return Estimate(
        value=100 * found.value,
        low=100 * low,
        high=100 * high,
        base=found.entered,
        weighted_base=found.weighted,
        effective_base=worth,
        standard_error=100 * error,
        degrees_of_freedom=found.df,
        method=", ".join(filter(None, (f"{method.replace('_', ' ')} interval", found.note))),
        **facts,
    )


def known_method(method: str) -> None:
    """Refuses an interval that NPS does not have."""
    chosen(method, BALANCE_METHODS, "method")


def nps_tally(answers: Any, weights: Any = None, keys: Sequence[Key] = ()) -> Tally:
    """Counts of answers 0–10, refusing any other."""
    plain = plain_numbers(answers, "answers")
    rows = None if weights is None else weights_of(weights, len(plain))
    counted = tally(plain, nps_signs, keys, rows)
    if counted is None:
        nps_signs(numbers(plain, "answers"))
        raise InputError("answers take too many values", "answers", "give 0 to 10")
    return counted


def _limits(
    value: float, active: float, worth: float, quantile: float, error: float, method: str
) -> tuple[float, float]:
    if method == "wald":
        return value - quantile * error, value + quantile * error
    up, down = worth * (active + value) / 2, worth * (active - value) / 2
    low, high = balance_limits(up, down, worth, quantile, method)
    return float(low[0]), float(high[0])


def nps_signs(answers: Floats) -> Floats:
    """+1 promoter, 0 passive, −1 detractor."""
    Scale(0, 10).oriented(answers)
    broken = np.flatnonzero(~np.isnan(answers) & (answers != np.floor(answers)))
    if len(broken):
        raise InputError(
            f"answer {answers[broken[0]]:g} is not a whole number", f"row {broken[0] + 1}", "give 0 to 10"
        )
    signs = np.where(answers >= 9, 1.0, np.where(answers <= 6, -1.0, 0.0))
    return np.where(np.isnan(answers), np.nan, signs)

"""How well a score tells apart those who did and those who did not."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import logit_limits, normal_quantile
from rapport.measures.inputs import Bools, Floats, confidence_of, numbers
from rapport.records.errors import InputError


@checked
def auc(scores: Any, outcome: Any, confidence: float = 0.95) -> Estimate:
    """Area under the receiver operating characteristic.

    Question it answers: of one customer who left and one who stayed, how often has the one who left the
    higher score?

    Definition: P(score of a 1 > score of a 0) + half of P(equal).

    Scale, unit, range: share, 0–1; 0.5 is guessing.

    Base: rows with both. Excluded: "score or outcome is missing".

    Parameters: `scores` any numbers (risks, probabilities); `outcome` 1 or 0, one a row.

    Returns: Estimate with unit "share".

    Undefined when: not both outcomes occur.

    Raises: InputError for an outcome that is neither 0 nor 1.

    How sure: DeLong's variance on the scale of log odds. Where every pair is in the right order, the
    interval's low end is that of one pair in doubt (rule of three on the smaller side). Poor under some
    ten of the rarer outcome.

    Do not: compute it on the rows that the score was fitted on.

    Validated against: scipy's Mann–Whitney U (value), brute force over all pairs, simulation.

    Example:
        >>> found = auc([0.9, 0.8, 0.7, 0.4, 0.3, 0.2], [1, 1, 0, 1, 0, 0])
        >>> round(found.value, 3), round(found.low, 2)
        (0.889, 0.26)

    References: DeLong, DeLong & Clarke-Pearson (1988), doi:10.2307/2531595. Qin & Hotilovac (2008),
    doi:10.1177/0962280207087173.

    See also: churn_risk, calibration.
    """
    level = confidence_of(confidence)
    score, truth, missing = scored(scores, outcome)
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "share",
        "base": len(score),
        "excluded": {"score or outcome is missing": missing} if missing else {},
        "definition": "auc@1",
        "method": "DeLong, log odds",
    }
    ones, zeros = np.sort(score[truth]), np.sort(score[~truth])
    if not len(ones) or not len(zeros):
        return undefined("not both outcomes occur", **facts)
    above = _below(zeros, ones) / len(zeros)
    under = 1 - _below(ones, zeros) / len(ones)
    value = float(above.mean())
    if len(ones) < 2 or len(zeros) < 2:
        return Estimate(value=value, **{**facts, "method": "one row of an outcome has no interval"})
    error = float(above.var(ddof=1) / len(ones) + under.var(ddof=1) / len(zeros)) ** 0.5
    if not 0 < value < 1 or error == 0:
        end = min(3 / min(len(ones), len(zeros)), 0.5)
        low, high = (value - end if value > 0.5 else 0.0), (value + end if value < 0.5 else 1.0)
        if 0 < value < 1:
            low, high = max(value - end, 0.0), min(value + end, 1.0)
        return Estimate(value=value, low=low, high=high, standard_error=0.0, **facts)
    low, high = map(float, logit_limits(value, error, normal_quantile(level)))
    return Estimate(value=value, low=low, high=high, standard_error=error, **facts)


def scored(scores: Any, outcome: Any) -> tuple[Floats, Bools, int]:
    """Scores and outcomes of the complete rows, and how many are not."""
    score = numbers(scores, "scores")
    truth = numbers(outcome, "outcome", length=len(score))
    here = ~(np.isnan(score) | np.isnan(truth))
    if not np.isin(truth[here], (0.0, 1.0)).all():
        raise InputError("an outcome is neither 0 nor 1", "outcome", "give 1 where it happened, else 0")
    return score[here], truth[here] == 1.0, int((~here).sum())


def _below(ordered: Floats, values: Floats) -> Floats:
    """How many of `ordered` are below each value, equal ones counting half."""
    low = np.searchsorted(ordered, values, side="left")
    return np.asarray((low + np.searchsorted(ordered, values, side="right")) / 2, dtype=np.float64)

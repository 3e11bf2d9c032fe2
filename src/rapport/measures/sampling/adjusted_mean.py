"""The mean of those who answered, weighted for those who did not, with its error."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.design_variance import Design, design_variance
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Floats, confidence_of, numbers, sums
from rapport.measures.sampling.adjust_nonresponse import ResponseAdjusted


@checked
def adjusted_mean(
    values: Any,
    adjusted: ResponseAdjusted,
    *,
    strata: Any = None,
    clusters: Any = None,
    of_frame: bool = False,
    confidence: float = 0.95,
) -> Estimate:
    """Mean of a column under weights that `adjust_nonresponse` made.

    Question it answers: what would the mean be, had everybody asked answered as those like them did?

    Definition: Σ w y / Σ w over those who answered, w their adjusted weights.

    Scale, unit, range: as the values.

    Base: answers that are there. Excluded: "no answer", "missing" (answered, but not this).

    Parameters: `values` one for each row that was asked, NaN where missing; `strata`, `clusters` of how
    people were asked; `of_frame` the mean of those asked themselves (who did not answer is the only
    doubt); else that of the larger population they were drawn from.

    Returns: Estimate in the values' own unit.

    Undefined when: no value is there. Fewer answers than classes or coefficients have no interval.

    Raises: InputError for text, infinite numbers, a column of another length.

    How sure: linearised with the probabilities as estimated, Student's t; covers 94–96.5 % in simulation
    from 100 answers on, when answering has, within what the columns know, nothing to do with the answer.

    Do not: take the interval for what it cannot know: groups that differ beside the columns.

    Validated against: R's means on the National Health Interview Survey; the interval by simulation
    under known rates.

    Example:
        >>> from rapport.measures import adjust_nonresponse
        >>> asked = {"kind": ["new", "new", "old", "old", "old"]}
        >>> weights = adjust_nonresponse(asked, [1, 0, 1, 1, 0], "kind")
        >>> round(adjusted_mean([5, None, 8, 9, None], weights).value, 2)
        7.1

    References: Kim & Kim (2007), doi:10.1002/cjs.5550350403. Little (1986), doi:10.2307/1403140.

    See also: adjust_nonresponse, calibrated_mean, nonresponse_bias.
    """
    level = confidence_of(confidence)
    w, model = adjusted.weights, adjusted.model
    column = numbers(values, "values", length=len(w))
    there = ~np.isnan(column)
    here = there & model.answered
    gone = {"no answer": int((~model.answered).sum()), "missing": int((model.answered & ~there).sum())}
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "score",
        "base": int(here.sum()),
        "excluded": {why: count for why, count in gone.items() if count},
        "definition": "adjusted_mean@1",
    }
    kept = np.where(here, w, 0.0)
    total = float(kept.sum())
    if total <= 0:
        return undefined("nothing was answered", **facts)
    y = np.where(here, column, 0.0)
    value = float((kept * y).sum()) / total
    facts |= {"weighted_base": total, "effective_base": total**2 / float((kept**2).sum())}
    method = "non-response adjusted, probabilities estimated, Student t"
    part = w * np.where(here, (y - value) / total, 0.0)
    slope, taken = _slope(part, adjusted)
    if of_frame:
        linear = np.where(model.answered, part - slope, 0.0)
        linear = linear * np.sqrt(np.maximum(1 - adjusted.probability, 0.0))
    else:
        linear = part - (model.answered - adjusted.probability) * slope
    variance, units = design_variance(linear, Design(None, strata, clusters))
    df = min(units, float(here.sum()) - 1) - taken
    if variance is None or df <= 0:
        return Estimate(value=value, method=f"{method}; too few answers for an interval", **facts)
    return Estimate(**around(value, variance**0.5, level, df), method=method, **facts)


def _slope(part: Floats, adjusted: ResponseAdjusted) -> tuple[Floats, int]:
    """How much each row's answering moves the mean through the estimated probabilities, and how many
    facts these took beside the overall rate."""
    model, p = adjusted.model, adjusted.probability
    if model.code is not None:
        count = int(model.code.max()) + 1
        answered = sums(model.code, np.where(model.answered, model.start, 0.0), count)
        by_class = sums(model.code, part, count) / np.where(answered > 0, answered, 1.0)
        return model.start * by_class[model.code], count - 1
    x = np.ones((len(p), 1)) if model.x is None else model.x
    scale = np.sqrt((x**2).mean(axis=0))
    x = x / np.where(scale > 0, scale, 1.0)
    spread = p * (1 - p)
    information = (x * spread[:, None]).T @ x
    moved = x.T @ (part * (1 - p))
    gamma = np.linalg.lstsq(information, moved, rcond=1e-12)[0]
    return np.asarray(x @ gamma), x.shape[1] - 1

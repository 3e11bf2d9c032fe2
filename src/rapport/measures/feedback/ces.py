"""Customer effort score."""

from __future__ import annotations

from typing import Any

from rapport.measures.checked import checked
from rapport.measures.columns import plain_numbers
from rapport.measures.estimate import Estimate
from rapport.measures.feedback.finish import finish_mean
from rapport.measures.feedback.scale import Scale
from rapport.measures.feedback.tally import tally
from rapport.measures.feedback.top_share import top_share
from rapport.measures.inference.design_mean import Design
from rapport.measures.inference.frame import Population
from rapport.measures.inference.mean import mean_of
from rapport.measures.inputs import confidence_of, numbers, weights_of


@checked
def ces(
    answers: Any,
    scale: Scale = Scale(1, 7),  # noqa: B008
    weights: Any = None,
    confidence: float = 0.95,
    *,
    strata: Any = None,
    clusters: Any = None,
    population: Population = None,
) -> Estimate:
    """Customer effort score: the mean answer, higher is easier.

    Question it answers: how easy was it to get this done?

    Definition: mean on the item's own scale, version 1; a wording that asks how much effort it took is
    flipped first (`Scale(…, higher_is_better=False)`) and `method` records it.

    Scale, unit, range: score, the item's scale.

    Base: answers given. Excluded: "no answer".

    Parameters: `answers` on `scale`, NaN where missing; `weights` survey weights; `strata`,
    `clusters`, `population` as in `mean`.

    Returns: Estimate with unit "score".

    Undefined when: nobody answered. One answer has no interval.

    Raises: InputError for an answer outside the scale.

    How sure: Student's t. Poor under some twenty answers that sit at one end: see `ces_share` too.

    Do not: mix scales of five and seven, or wordings of both directions without their scale.

    Validated against: `mean`.

    Example:
        >>> ces([7, 6, 5, 6]).value, ces([1, 2, 3, 2], Scale(1, 7, higher_is_better=False)).value
        (6.0, 6.0)

    References: Dixon, Freeman & Toman (2010), Stop trying to delight your customers.

    See also: ces_share, csat.
    """
    design = Design(weights, strata, clusters, population)
    if design.simple:
        plain = plain_numbers(answers, "answers")
        rows = None if weights is None else weights_of(weights, len(plain))
        counted = tally(plain, scale.oriented, (), rows)
        if counted is not None:
            finished = finish_mean(
                counted, scale.oriented(counted.values), confidence_of(confidence), scale.note
            )
            return finished.estimate(0).with_(definition="ces@1")
        answers = plain
    column = scale.oriented(numbers(answers, "answers"))
    found = mean_of(column, design, confidence, unit="score", gone="no answer")
    note = ", ".join(filter(None, (found.method, scale.note)))
    return found.with_(method=note, definition="ces@1")


@checked
def ces_share(
    answers: Any,
    scale: Scale = Scale(1, 7),  # noqa: B008
    weights: Any = None,
    confidence: float = 0.95,
    *,
    strata: Any = None,
    clusters: Any = None,
    population: Population = None,
) -> Estimate:
    """Share of customers who found it easy: the top two answers of five, the top three of seven.

    Definition: the upper answers that make up two of five, three of seven (otherwise the upper two
    fifths, rounded down, at least one), over answers, version 1.

    Scale, unit, range: share, 0–1.

    Base: answers given. Excluded: "no answer".

    Returns: Estimate with unit "share".

    How sure: Wilson's interval on the effective base.

    Validated against: `csat` with the same `top`.

    Example:
        >>> ces_share([7, 6, 5, 4]).value
        0.75

    See also: ces.
    """
    found = top_share(
        answers, scale, easy_top(scale), Design(weights, strata, clusters, population), confidence
    )
    return found.with_(definition="ces_share@1")


def easy_top(scale: Scale) -> int:
    """How many of the scale's upper answers say that it was easy."""
    points = round(scale.max - scale.min) + 1
    return 3 if points == 7 else max(1, points * 2 // 5)

"""Customer satisfaction with one contact."""

from __future__ import annotations

from typing import Any

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.feedback.scale import Scale
from rapport.measures.feedback.top_share import top_share
from rapport.measures.inference.design_mean import Design
from rapport.measures.inference.frame import Population


@checked
def csat(
    answers: Any,
    scale: Scale = Scale(1, 5),  # noqa: B008
    top: int = 2,
    weights: Any = None,
    confidence: float = 0.95,
    *,
    strata: Any = None,
    clusters: Any = None,
    population: Population = None,
) -> Estimate:
    """Customer satisfaction: the share of answers at the top of the scale.

    Question it answers: how many were satisfied with this contact?

    Definition: answers among the `top` highest of the scale / answers, version 1. On a yes/no scale
    (0 to 1) the share of yes.

    Scale, unit, range: share, 0–1.

    Base: answers given. Excluded: "no answer".

    Parameters: `answers` on `scale`, NaN where missing; `top` answers that count as satisfied;
    `weights` survey weights; `strata`, `clusters`, `population` as in `mean`.

    Returns: Estimate with unit "share".

    Undefined when: nobody answered.

    Raises: InputError for an answer outside the scale.

    How sure: Wilson's interval on the effective base (answers over the design effect).

    Do not: compare shares of different scales or different `top`.

    Validated against: `proportion` for plain answers; `mean` (R survey) of the share under strata and
    clusters.

    Example:
        >>> csat([5, 4, 4, 3, 1]).value
        0.6

    References: Wilson (1927), doi:10.1080/01621459.1927.10502953. Korn & Graubard (1998), Survey
    Methodology 24, 193–201.

    See also: psat, ces, nps.
    """
    found = top_share(answers, scale, top, Design(weights, strata, clusters, population), confidence)
    return found.with_(definition="csat@1")

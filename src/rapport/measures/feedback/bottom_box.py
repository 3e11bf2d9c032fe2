"""The share of answers at the bottom of a scale."""

from __future__ import annotations

from typing import Any

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.feedback.scale import Scale
from rapport.measures.feedback.top_share import top_share
from rapport.measures.inference.design_mean import Design
from rapport.measures.inference.frame import Population


@checked
def bottom_box(
    answers: Any,
    scale: Scale = Scale(1, 5),  # noqa: B008
    bottom: int = 2,
    weights: Any = None,
    confidence: float = 0.95,
    *,
    strata: Any = None,
    clusters: Any = None,
    population: Population = None,
) -> Estimate:
    """Bottom box: the share of answers at the bottom of the scale, the dissatisfied.

    Question it answers: how many were let down?

    Definition: answers among the `bottom` lowest of the scale / answers. On a yes/no scale (0 to 1) the
    share of no.

    Scale, unit, range: share, 0–1.

    Base: answers given. Excluded: "no answer".

    Parameters: `answers` on `scale`, NaN where missing; `bottom` answers that count as dissatisfied;
    `weights` survey weights; `strata`, `clusters`, `population` as in `mean`.

    Returns: Estimate with unit "share".

    Undefined when: nobody answered.

    Raises: InputError for an answer outside the scale.

    How sure: Wilson's interval on the effective base, as `csat`.

    Do not: take 1 − `csat` for it: the middle of the scale is neither.

    Validated against: `csat` of the answers turned round.

    Example:
        >>> bottom_box([5, 4, 4, 3, 1]).value
        0.2

    References: Wilson (1927), doi:10.1080/01621459.1927.10502953.

    See also: csat, answer_shares.
    """
    turned = Scale(scale.min, scale.max, not scale.higher_is_better)
    found = top_share(answers, turned, bottom, Design(weights, strata, clusters, population), confidence)
    told = [part for part in found.method.split(", ") if part and not part.startswith("answers flipped")]
    method = ", ".join(filter(None, (*told, scale.note)))
    return found.with_(definition="bottom_box@1", method=method)

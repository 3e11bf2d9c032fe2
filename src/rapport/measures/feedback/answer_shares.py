"""The distribution of the answers, with intervals that hold all at once."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.columns import plain_numbers
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.feedback.scale import Scale
from rapport.measures.inference.intervals import normal_quantile, wilson_limits
from rapport.measures.inputs import Floats, confidence_of, labels, numbers, sums, weights_of
from rapport.records.errors import InputError


@checked
def answer_shares(
    answers: Any,
    scale: Scale | None = None,
    weights: Any = None,
    confidence: float = 0.95,
    *,
    simultaneous: bool = True,
) -> dict[Any, Estimate]:
    """Share of each answer.

    Question it answers: how do the answers spread over the scale (or the choices)?

    Definition: answers of one kind / answers.

    Scale, unit, range: share, 0–1; the shares add up to 1.

    Base: answers given. Excluded: "no answer".

    Parameters: `answers` numbers of a `scale` (all its whole steps are then listed, also those nobody
    chose) or, without a scale, any labels; `weights` survey weights; `simultaneous` intervals that hold
    for all answers together, else each for itself.

    Returns: {answer: Estimate}, in the scale's or the labels' order.

    Undefined when: nobody answered.

    Raises: InputError for an answer that is no whole step of the scale, or negative weights.

    How sure: Goodman's simultaneous intervals: Wilson's with the confidence shared among the answers.
    All of five hold together in 95–97 % of samples of fifty or more; each alone holds more often. With
    weights on the effective base of each share.

    Do not: read each interval alone and then speak of the whole, without `simultaneous`.

    Validated against: Goodman's formula as in R's DescTools MultinomCI on its example, and `proportion`
    for two answers.

    Example:
        >>> found = answer_shares([1, 2, 2, 3, 3, 3], Scale(1, 4))
        >>> [round(one.value, 2) for one in found.values()]
        [0.17, 0.33, 0.5, 0.0]

    References: Goodman (1965), On simultaneous confidence intervals for multinomial proportions,
    doi:10.1080/00401706.1965.10490252.

    See also: csat, nps, proportion.
    """
    level = confidence_of(confidence)
    codes, names = _codes(answers, scale)
    rows = weights_of(weights, len(codes))
    there = codes >= 0
    missing = int((~there).sum())
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "share",
        "excluded": {"no answer": missing} if missing else {},
        "definition": "answer_shares@1",
    }
    codes, rows, size = codes[there], rows[there], len(names)
    weight, square = sums(codes, rows, size), sums(codes, rows**2, size)
    total = float(weight.sum())
    if total <= 0:
        return {name: undefined("nobody answered", **facts) for name in names}
    share = weight / total
    worth = _worth(share, square, total, len(codes), weighted=weights is not None)
    shared = 1 - (1 - level) / size if simultaneous else level
    low, high = wilson_limits(share, worth, normal_quantile(shared))
    method = "Goodman, simultaneous" if simultaneous else "wilson"
    facts["method"] = method if weights is None else f"{method}, weighted"
    return {
        name: Estimate(
            value=float(share[k]),
            low=float(low[k]),
            high=float(high[k]),
            base=len(codes),
            weighted_base=total,
            effective_base=float(worth[k]),
            standard_error=float((share[k] * (1 - share[k]) / worth[k]) ** 0.5),
            **facts,
        )
        for k, name in enumerate(names)
    }


def _worth(share: Floats, square: Floats, total: float, n: int, *, weighted: bool) -> Floats:
    """Effective base of each share; Kish's where none or all gave that answer."""
    if not weighted:
        return np.full(len(share), float(n))
    variance = (square * (1 - share) ** 2 + (square.sum() - square) * share**2) / total**2
    spread, kish = share * (1 - share), total**2 / float(square.sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((spread > 0) & (variance > 0), np.minimum(spread / variance, n), kish)


def _codes(answers: Any, scale: Scale | None) -> tuple[Any, list[Hashable]]:
    if scale is None:
        codes, found = labels(answers, "answers")
        order = sorted(range(len(found)), key=lambda place: _rank(found[place]))
        place = np.empty(len(found) + 1, dtype=np.intp)
        place[order] = np.arange(len(found))
        place[-1] = -1
        return place[codes], [found[one] for one in order]
    given = numbers(plain_numbers(answers, "answers"), "answers")
    scale.oriented(given)
    steps = given - scale.min
    broken = np.flatnonzero(~np.isnan(steps) & (steps != np.floor(steps)))
    if len(broken):
        raise InputError(
            f"answer {given[broken[0]]:g} is no whole step of the scale",
            f"row {broken[0] + 1}",
            "give whole steps",
        )
    points = [scale.min + step for step in range(int(scale.max - scale.min) + 1)]
    names: list[Hashable] = [int(point) if float(point).is_integer() else point for point in points]
    return np.where(np.isnan(steps), -1, steps).astype(np.intp), names


def _rank(label: Any) -> tuple[str, Any]:
    return ("", label) if isinstance(label, int | float) else (type(label).__name__, str(label))

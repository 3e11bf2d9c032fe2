"""Change of a survey metric from one wave to the next, also when some customers answered both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.feedback.ces import ces, ces_share, easy_top
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps, nps_signs
from rapport.measures.feedback.psat import psat
from rapport.measures.feedback.scale import Scale
from rapport.measures.feedback.top_share import top_hits
from rapport.measures.inference.compare import Difference, compare
from rapport.measures.inference.overlap import overlap_of, overlapping
from rapport.measures.inputs import Codes, Floats, chosen, confidence_of, labels, numbers
from rapport.records.errors import InputError

METRICS = ("nps", "csat", "psat", "ces", "ces_share")


@checked
def wave_change(
    before: Any,
    after: Any,
    metric: str = "nps",
    scale: Scale | None = None,
    top: int = 2,
    *,
    customers_before: Any = None,
    customers_after: Any = None,
    weights_before: Any = None,
    weights_after: Any = None,
    confidence: float = 0.95,
) -> Difference:
    """Change of a survey metric between two waves: after − before.

    Question it answers: did it really change since the last survey, or may that be chance?

    Definition: metric(after) − metric(before). With customers named in both waves, those who answered
    both count as the same people: their covariance is taken off the variance of the difference.

    Scale, unit, range: the metric's unit.

    Base: answers of both waves together. Excluded: "no answer", of both.

    Parameters: `before`, `after` answers; `metric` nps, csat, psat, ces or ces_share with its `scale` and
    `top`; `customers_before`, `customers_after` who gave each answer (both or neither; a missing customer
    is nobody else); `weights_before`, `weights_after` survey weights.

    Returns: Difference, an Estimate with `p`; `method` tells how many answered both and how alike.

    Undefined when: one of the waves has no answers, or a mean has one answer only.

    Raises: InputError for answers outside the scale, an unknown metric, or customers of one wave only.

    How sure: independent waves as `compare`. Otherwise both intervals are squared and added with the
    correlation of the two waves (shares, NPS), which covers 94–96.5 % from some fifty customers a wave;
    means use Student's t with Satterthwaite's degrees of freedom.

    Do not: compare waves whose wording, scale or channel changed, or leave the customers out when the
    same people were asked: the interval is then too wide, and a true change is missed.

    Validated against: `compare` without overlap, the paired t-test (scipy) and the multinomial variance
    of paired shares with full overlap.

    Example:
        >>> who = ["a", "b", "c", "d"]
        >>> wave_change([9, 6, 8, 10], [10, 8, 9, 10], customers_before=who, customers_after=who).value
        50.0

    References: Zou & Donner (2008), doi:10.1002/sim.3095. Newcombe (1998), Improved confidence intervals
    for the difference between binomial proportions based on paired data,
    doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C.

    See also: compare, nps, across_surveys.
    """
    level = confidence_of(confidence)
    chosen(metric, METRICS, "metric")
    if (customers_before is None) != (customers_after is None):
        raise InputError("the customers of one wave only are given", "customers", "give both or neither")
    waves = _waves(metric, scale or Scale(1, 7 if metric.startswith("ces") else 5), top, level)
    first, second = numbers(before, "before"), numbers(after, "after")
    if customers_before is None:
        then = waves.estimate(first, weights_before, None)
        now = waves.estimate(second, weights_after, None)
        found = compare(now, then)
    else:
        units = _units(customers_before, customers_after, len(first), len(second))
        then = waves.estimate(first, weights_before, units[0])
        now = waves.estimate(second, weights_after, units[1])
        found = _shared(
            now, then, waves, (second, weights_after, units[1]), (first, weights_before, units[0])
        )
    gone = sum(one.excluded.get("no answer", 0) for one in (then, now))
    return found.with_(definition="wave_change@1", excluded={"no answer": gone} if gone else {})


@dataclass(frozen=True)
class _Waves:
    """What is measured in both waves: the metric of answers, and the score of each answer it averages."""

    metric: Callable[..., Estimate]
    score: Callable[[Floats], Floats]
    means: bool

    def estimate(self, answers: Floats, weights: Any, customers: Codes | None) -> Estimate:
        """The metric of one wave; answers of one customer are one cluster."""
        own = None if customers is None else customers[~np.isnan(answers)]
        repeated = own is not None and len(own) > 0 and int(np.bincount(own).max()) > 1
        return self.metric(answers, weights=weights, clusters=customers if repeated else None)


def _waves(metric: str, scale: Scale, top: int, level: float) -> _Waves:
    def hits(count: int) -> Callable[[Floats], Floats]:
        return lambda answers: np.where(np.isnan(answers), np.nan, top_hits(answers, scale, count))

    if metric == "nps":
        return _Waves(partial(nps, confidence=level), nps_signs, means=False)
    if metric == "ces":
        return _Waves(partial(ces, scale=scale, confidence=level), scale.oriented, means=True)
    if metric == "ces_share":
        return _Waves(partial(ces_share, scale=scale, confidence=level), hits(easy_top(scale)), means=False)
    whole = csat if metric == "csat" else psat
    return _Waves(partial(whole, scale=scale, top=top, confidence=level), hits(top), means=False)


def _shared(now: Estimate, then: Estimate, waves: _Waves, second: Any, first: Any) -> Difference:
    """The difference of waves whose customers are known."""
    facts: dict[str, Any] = {"confidence": now.confidence, "unit": now.unit, "base": now.base + then.base}
    if now.value is None or then.value is None:
        why = now.undefined_because or then.undefined_because
        return Difference(value=None, undefined_because=why, **facts)
    if now.low is None or then.low is None:
        return Difference(value=now.value - then.value, method="one side has no interval", **facts)
    shared = overlap_of((waves.score(second[0]), *second[1:]), (waves.score(first[0]), *first[1:]))
    return overlapping(now, then, shared, means=waves.means).with_(**facts)


def _units(before: Any, after: Any, first: int, second: int) -> tuple[Codes, Codes]:
    """One code a customer over both waves; a missing customer is a new one each time."""
    (codes, names), (later, others) = (
        labels(before, "customers_before", length=first),
        labels(after, "customers_after", length=second),
    )
    place = {name: code for code, name in enumerate(names)}
    known = np.array([place.setdefault(name, len(place)) for name in others] + [-1], dtype=np.intp)
    codes, later, size = codes.copy(), known[later], len(place)
    for part in (codes, later):
        gone = part < 0
        part[gone] = size + np.arange(int(gone.sum()))
        size += int(gone.sum())
    return codes, later

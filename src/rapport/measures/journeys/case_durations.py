"""How long cases take from their first to their last event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.mean import mean
from rapport.measures.inference.order_interval import group_quantiles
from rapport.measures.inputs import Floats, confidence_of
from rapport.measures.journeys.event_log import days, log_of, need_times
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class CaseDurations:
    """`mean`, `median` and quantiles {q: Estimate} in days; the `longest`; and `days` of each case, in
    the order of the log's cases."""

    mean: Estimate
    median: Estimate
    quantiles: dict[float, Estimate]
    longest: float | None
    days: Floats


@checked
def case_durations(
    cases: Any,
    activities: Any = None,
    at: Any = None,
    *,
    quantiles: tuple[float, ...] = (0.9,),
    confidence: float = 0.95,
) -> CaseDurations:
    """Time from the first to the last event of each case.

    Question it answers: how long does it take until a customer is done with us?

    Definition: last time − first time; 0 for a case of one event.

    Scale, unit, range: days, ≥ 0.

    Base: cases. Excluded: "no usable event".

    Parameters: `cases` an EventLog, or columns as `event_log` takes them; `quantiles` to be given beside
    the median.

    Returns: CaseDurations.

    Undefined when: there is no case. One case has no interval; a quantile needs enough cases beyond it.

    Raises: InputError for a log without times or a quantile outside 0–1.

    How sure: mean: Student's t, poor under some hundred cases where a few take very long; median and
    quantiles: interpolated order statistics, which assume nothing of the distribution.

    Do not: take it over cases that are still open; their last event is not their end.

    Validated against: pm4py 2.7 on four public logs: mean, median, longest.

    Example:
        >>> found = case_durations(["x", "x", "y", "y"], ["a", "b", "a", "b"], [0, 2, 5, 9])
        >>> found.mean.value, found.median.value, found.longest
        (3.0, 3.0, 4.0)

    References: Nyblom (1992), doi:10.1016/0167-7152(92)90076-F.

    See also: time_between, directly_follows.
    """
    level = confidence_of(confidence)
    log = log_of(cases, activities, at)
    ticks = need_times(log) if log.given else np.empty(0, dtype=np.int64)
    took = days((ticks[log.first[1:] - 1] - ticks[log.first[:-1]]).astype(np.float64))
    facts: dict[str, Any] = {"unit": "days", "excluded": log.left_out, "definition": "case_durations@1"}
    if not len(took):
        none = undefined("there is no case", confidence=level, **facts)
        return CaseDurations(none, none, dict.fromkeys(quantiles, none), None, took)
    return CaseDurations(
        mean(np.sort(took), confidence=level).with_(**facts),
        quantile_of(took, 0.5, level, facts),
        {q: quantile_of(took, q, level, facts) for q in quantiles},
        float(took.max()),
        took,
    )


def quantile_of(values: Floats, q: float, level: float, facts: dict[str, Any]) -> Estimate:
    """A quantile of values that are all there, with its interval where there are enough."""
    if not 0 < q < 1:
        raise InputError(f"quantile {q} is not between 0 and 1", "quantiles", "give e.g. 0.9")
    if not len(values):
        return undefined("nothing was seen", confidence=level, **facts)
    found = group_quantiles(values, np.zeros(len(values), dtype=np.intp), 1, q, level)
    low, high = (None if np.isnan(one[0]) else float(one[0]) for one in (found.low, found.high))
    return Estimate(
        value=float(found.value[0]),
        low=low,
        high=high,
        confidence=level,
        base=len(values),
        weighted_base=float(len(values)),
        effective_base=float(len(values)),
        method=f"quantile {q:g}, interpolated order statistics",
        **facts,
    )

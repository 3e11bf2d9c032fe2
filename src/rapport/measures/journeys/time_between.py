"""How long it takes from one activity to another."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import confidence_of
from rapport.measures.journeys.case_durations import quantile_of
from rapport.measures.journeys.event_log import days, log_of, need_times
from rapport.measures.journeys.next_visit import first_visit, next_visit


@dataclass(frozen=True)
class TimeBetween:
    """`median` (or the quantile asked for) and `mean` in days of the cases that reach b; `reached`: the
    share of the cases with a that do; `of_all`: the same quantile of all cases with a, those that never
    reach b taking longer than any."""

    median: Estimate
    mean: Estimate
    reached: Estimate
    of_all: Estimate


@checked
def time_between(
    cases: Any,
    a: Hashable,
    b: Hashable,
    activities: Any = None,
    at: Any = None,
    *,
    quantile: float = 0.5,
    confidence: float = 0.95,
) -> TimeBetween:
    """Time from the first a of a case to the first b after it.

    Question it answers: how long do customers wait from here to there, and how many never arrive?

    Definition: time of the first event of b after the first event of a, less the time of that.

    Scale, unit, range: days, ≥ 0; reached: share.

    Base: cases that reach b (`reached`, `of_all`: cases with a). Excluded: "never reached" (from the
    times), "never started" (no a), "no usable event".

    Parameters: `cases` an EventLog, or columns as `event_log` takes them; `a`, `b` activities; `quantile`
    in place of the median.

    Returns: TimeBetween.

    Undefined when: no case has a then b; `of_all` when more cases never arrive than the quantile leaves.

    Raises: InputError for activities that never occur, a log without times.

    How sure: median and quantile: interpolated order statistics, which assume nothing of the
    distribution; none under some six cases. reached: Wilson's interval.

    Do not: look at the median alone where many never arrive: the slowest are then those who gave up. For
    cases that are still open use a survival curve.

    Validated against: sorting by hand; coverage by simulation.

    Example:
        >>> found = time_between(["x", "x", "y", "y", "z"], "a", "b", list("ababa"), [0, 2, 0, 4, 1])
        >>> found.median.value, round(found.reached.value, 2), found.median.excluded
        (3.0, 0.67, {'never reached': 1})

    References: Nyblom (1992), doi:10.1016/0167-7152(92)90076-F.

    See also: directly_follows, funnel, case_durations.
    """
    level = confidence_of(confidence)
    log = log_of(cases, activities, at)
    ticks = need_times(log) if log.given else np.empty(0, dtype=np.int64)
    start = first_visit(log, log.code(a))
    met = start >= 0
    end = next_visit(log, log.code(b), np.where(met, start, -2))
    reached = end >= 0
    took = np.sort(days((ticks[end[reached]] - ticks[start[reached]]).astype(np.float64)))
    out = {"never started": int((~met).sum()), **log.left_out}
    never = int(met.sum() - reached.sum())
    both = {"never reached": never, **out}
    facts: dict[str, Any] = {"unit": "days", "definition": "time_between@1"}
    some = {**facts, "excluded": {reason: number for reason, number in both.items() if number}}
    all_of = {**facts, "excluded": {reason: number for reason, number in out.items() if number}}
    average = mean(took, confidence=level).with_(**some)
    return TimeBetween(
        quantile_of(took, quantile, level, some),
        average,
        proportion(int(reached.sum()), int(met.sum()), level).with_(
            excluded=all_of["excluded"], definition="time_between@1"
        ),
        _finite(quantile_of(np.append(took, np.full(never, np.inf)), quantile, level, all_of)),
    )


def _finite(found: Estimate) -> Estimate:
    """Without a value where it lies among those who never arrive, without limits where one does."""
    if found.value is None or not np.isfinite(found.value):
        why = found.undefined_because or "too many never arrive for this quantile"
        return found.with_(value=None, low=None, high=None, undefined_because=why)
    if found.high is not None and not np.isfinite(found.high):
        return found.with_(
            low=None, high=None, method=f"{found.method}; no upper limit: too many never arrive"
        )
    return found

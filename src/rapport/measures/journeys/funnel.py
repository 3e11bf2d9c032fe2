"""How many get from each step to the next."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import confidence_of
from rapport.measures.journeys.case_durations import quantile_of
from rapport.measures.journeys.event_log import days, log_of
from rapport.measures.journeys.next_visit import first_visit, next_visit
from rapport.measures.moments import DAY
from rapport.records.errors import InputError


@dataclass(frozen=True)
class FunnelStep:
    """One step: the `reached` share of all who began, the `passed` share of those at the step before, and
    the median time from there in days (None: first step, or a log without times)."""

    step: Hashable
    reached: Estimate
    passed: Estimate
    took: Estimate | None


@checked
def funnel(
    cases: Any,
    steps: Sequence[Hashable],
    activities: Any = None,
    at: Any = None,
    *,
    within_days: float | None = None,
    confidence: float = 0.95,
) -> tuple[FunnelStep, ...]:
    """Cases that do given steps in given order, with anything between them.

    Question it answers: at which step do we lose customers?

    Definition: a case reaches a step when an event of it follows the event that reached the step before;
    the earliest such event counts.

    Scale, unit, range: share, 0–1; days.

    Base: reached: cases that began; passed: cases at the step before. Excluded: "never began", "no usable
    event"; from passed also "lost before".

    Parameters: `cases` an EventLog, or columns as `event_log` takes them; `steps` two or more activities;
    `within_days` of the first step, later events do not count.

    Returns: one FunnelStep a step.

    Undefined when: nobody began, or nobody was at the step before.

    Raises: InputError for fewer than two steps, an activity that never occurs, `within_days` on a log
    without times.

    How sure: Wilson's interval; the median time: interpolated order statistics.

    Do not: read a step's loss as its fault; those who reach it are not those who began.

    Validated against: counting by hand; coverage by simulation.

    Example:
        >>> found = funnel(["x", "x", "y", "z", "z"], ["a", "b"], ["a", "b", "a", "b", "a"])
        >>> [(one.step, one.reached.value) for one in found]
        [('a', 1.0), ('b', 0.3333333333333333)]

    References: Wilson (1927), doi:10.1080/01621459.1927.10502953.

    See also: time_between, step_friction.
    """
    level = confidence_of(confidence)
    if len(steps) < 2:
        raise InputError(f"{len(steps)} steps", "steps", "give two or more activities")
    log = log_of(cases, activities, at)
    if within_days is not None and log.ticks is None:
        raise InputError("the log has no times", "within_days", "give the column of times")
    begin = place = first_visit(log, log.code(steps[0]))
    began = int((begin >= 0).sum())
    out = {"never began": log.count - began, **log.left_out}
    found = []
    before = place
    for turn, step in enumerate(steps):
        if turn:
            before, place = place, next_visit(log, log.code(step), np.where(place >= 0, place, -2))
            if within_days is not None and log.ticks is not None:
                late = (place >= 0) & (log.ticks[place] - log.ticks[begin] > within_days * DAY)
                place = np.where(late, -1, place)
        here, ready = int((place >= 0).sum()), int((before >= 0).sum())
        found.append(
            FunnelStep(
                step,
                _share(here, began, level, out),
                _share(here, ready, level, {**out, "lost before": began - ready}),
                None if not turn or log.ticks is None else _took(log.ticks, before, place, level),
            )
        )
    return tuple(found)


def _share(count: int, base: int, level: float, out: dict[str, int]) -> Estimate:
    excluded = {reason: number for reason, number in out.items() if number}
    return proportion(count, base, level).with_(excluded=excluded, definition="funnel@1")


def _took(ticks: Any, before: Any, place: Any, level: float) -> Estimate:
    here = place >= 0
    took = days((ticks[place[here]] - ticks[before[here]]).astype(np.float64))
    return quantile_of(took, 0.5, level, {"unit": "days", "definition": "funnel@1"})

"""What is done more than once in one case."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.estimate_columns import EstimateColumns
from rapport.measures.inference.intervals import normal_quantile, wilson_limits
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import Codes, confidence_of
from rapport.measures.journeys.event_log import EventLog, log_of


@dataclass(frozen=True, eq=False)
class Rework:
    """`cases`: the share of cases in which some activity occurs again. `repeated`: of the cases that meet
    an activity, the share that meet it again; `at_once`: the share in which it follows itself.
    `extra`: activity → events beyond the first of each case."""

    cases: Estimate
    repeated: EstimateColumns
    at_once: EstimateColumns
    extra: dict[Hashable, int]


@checked
def rework(cases: Any, activities: Any = None, at: Any = None, *, confidence: float = 0.95) -> Rework:
    """How often cases come back to an activity.

    Question it answers: what do customers have to do twice?

    Definition: an activity that occurs more than once in a case is rework, whatever lies between;
    "at once" when it directly follows itself.

    Scale, unit, range: share, 0–1.

    Base: cases; for an activity the cases that meet it. Excluded: "no usable event".

    Parameters: `cases` an EventLog, or columns as `event_log` takes them.

    Returns: Rework.

    Undefined when: there is no case.

    How sure: Wilson's interval; cases are independent.

    Do not: call every repetition waste; a second visit may be wanted.

    Validated against: pm4py 2.7: cases with rework of four public logs.

    Example:
        >>> found = rework(["x", "x", "x", "y"], ["a", "b", "a", "a"])
        >>> found.cases.value, found.repeated["a"].value, found.at_once["a"].value, found.extra["a"]
        (0.5, 0.5, 0.0, 1)

    References: van der Aalst (2016), doi:10.1007/978-3-662-49851-4.

    See also: step_friction, variants.
    """
    level = confidence_of(confidence)
    log = log_of(cases, activities, at)
    case, code, times = visits(log)
    kinds = len(log.activities)
    again = times > 1
    met = np.bincount(code, minlength=kinds).astype(np.float64)
    loops = log.next_in_case[:-1] & (log.activity[1:] == log.activity[:-1])
    pairs = np.unique(log.case[:-1][loops] * max(kinds, 1) + log.activity[:-1][loops]) % max(kinds, 1)
    some = proportion(len(np.unique(case[again])), log.count, level)
    extra = np.bincount(code, times - 1, kinds)
    return Rework(
        some.with_(excluded=log.left_out, definition="rework@1"),
        _shares(log, np.bincount(code[again], minlength=kinds), met, level),
        _shares(log, np.bincount(pairs, minlength=kinds), met, level),
        {log.activities[one]: int(extra[one]) for one in range(kinds)},
    )


def visits(log: EventLog) -> tuple[Codes, Codes, Codes]:
    """Each pair of a case and an activity it meets, by case, with how often."""
    kinds = max(len(log.activities), 1)
    key, times = np.unique(log.case * kinds + log.activity, return_counts=True)
    return key // kinds, key % kinds, times


def _shares(log: EventLog, count: Any, met: Any, level: float) -> EstimateColumns:
    share = count / met
    low, high = wilson_limits(share, met, normal_quantile(level))
    facts = {"unit": "share", "confidence": level, "method": "wilson", "definition": "rework@1"}
    error = np.sqrt(share * (1 - share) / met)
    return EstimateColumns(
        log.activities, share, low, high, met, error, facts, effective_base=met, excluded=log.left_out
    )

"""What directly follows what."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inference.estimate_columns import EstimateColumns
from rapport.measures.inference.intervals import student_limits
from rapport.measures.inference.order_interval import group_quantiles
from rapport.measures.inputs import Codes, confidence_of
from rapport.measures.journeys.event_log import EventLog, days, log_of, need_times
from rapport.records.errors import InputError

DENSE = 1 << 22
Edge = tuple[Hashable, Hashable]


@dataclass(frozen=True, eq=False)
class DirectlyFollows:
    """The graph: edges (codes `before`, `after` into `activities`) with their `count`, most frequent
    first; `start` and `end` count the cases that begin and end with an activity."""

    activities: tuple[Hashable, ...]
    before: Codes
    after: Codes
    count: Codes
    start: Mapping[Hashable, int]
    end: Mapping[Hashable, int]
    cases: int
    events: int
    times: EstimateColumns | None = None

    @cached_property
    def edges(self) -> dict[Edge, int]:
        """(activity, next activity) → how often, most frequent first."""
        names = self.activities
        pairs = zip(self.before.tolist(), self.after.tolist(), self.count.tolist(), strict=True)
        return {(names[a], names[b]): number for a, b, number in pairs}

    @property
    def total(self) -> int:
        """All steps from one event to the next."""
        return int(self.count.sum())

    def footprints(self) -> dict[str, set[Edge]]:
        """Pairs that occur in one direction only ("sequence") and in both ("parallel")."""
        edges = self.edges
        both = {(a, b) for a, b in edges if (b, a) in edges}
        return {"sequence": set(edges) - both, "parallel": both}


@checked
def directly_follows(
    cases: Any,
    activities: Any = None,
    at: Any = None,
    *,
    times: str | float | None = None,
    confidence: float = 0.95,
) -> DirectlyFollows:
    """How often each activity directly follows another, and how long that takes.

    Question it answers: what do customers do next, and where do they wait?

    Definition: the count of events of b that are the next event of their case after one of a; an
    activity may follow itself.

    Base: steps; for the time of an edge its steps.

    Parameters: `cases` an EventLog, or the columns `cases`, `activities`, `at` as `event_log` takes them;
    `times` "median", "mean" or a quantile 0–1 adds the time of each edge.

    Returns: DirectlyFollows: `edges` {(a, b): count}, `start`, `end` {activity: cases}, and `times`, a
    mapping (a, b) → Estimate in days.

    Undefined when: no case has two events: there are no edges.

    Raises: InputError for `times` on a log without times.

    How sure: counts are of the log, without interval. Median and quantile: between order statistics,
    interpolated (none under some six steps); mean: Student's t. Steps of one case are taken as
    independent; customers who loop a lot make the intervals too narrow.

    Do not: read a frequent edge as a cause.

    Validated against: pm4py 2.7: all edges of four public logs (running example, receipt, help desk, BPI
    challenge 2013).

    Example:
        >>> found = directly_follows(["x", "x", "x", "y", "y"], ["a", "b", "b", "a", "b"])
        >>> found.edges, found.start
        ({('a', 'b'): 2, ('b', 'b'): 1}, {'a': 2})

    References: van der Aalst (2016), doi:10.1007/978-3-662-49851-4. Nyblom (1992),
    doi:10.1016/0167-7152(92)90076-F.

    See also: event_log, transition_matrix, time_between.
    """
    level = confidence_of(confidence)
    log = log_of(cases, activities, at)
    kinds = len(log.activities)
    key = _keys(log)
    inner = key[log.next_in_case[:-1]]
    used, count, group = _counted(inner, kinds * kinds, grouped=times is not None)
    order = np.lexsort((used, -count))
    start = log.activity[log.first[:-1]]
    end = log.activity[log.first[1:] - 1]
    found = DirectlyFollows(
        log.activities,
        used[order] // max(kinds, 1),
        used[order] % max(kinds, 1),
        count[order],
        _by_count(start, log.activities),
        _by_count(end, log.activities),
        log.count,
        len(log.case),
    )
    if times is None:
        return found
    ticks = need_times(log)
    waited = days(np.diff(ticks)[log.next_in_case[:-1]])
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    columns = _times(waited, place[group], list(found.edges), times, level, log.excluded)
    return DirectlyFollows(**{**_fields(found), "times": columns})


def _fields(found: DirectlyFollows) -> dict[str, Any]:
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


def _keys(log: EventLog) -> Codes:
    """Each event but the last and its follower as one number."""
    key = log.activity[:-1] * len(log.activities)
    key += log.activity[1:]
    return key


def _counted(key: Codes, size: int, *, grouped: bool) -> tuple[Codes, Codes, Codes]:
    """The keys that occur, how often, and (where asked) which of them each row has."""
    if size > max(DENSE, len(key)):
        used, group, count = np.unique(key, return_inverse=True, return_counts=True)
        return used, count, group
    dense = np.bincount(key, minlength=size)
    used = np.flatnonzero(dense)
    if not grouped:
        return used, dense[used], used
    place = np.zeros(size, dtype=np.intp)
    place[used] = np.arange(len(used))
    return used, dense[used], place[key]


def _by_count(code: Codes, names: tuple[Hashable, ...]) -> dict[Hashable, int]:
    """Activity → number, the largest first."""
    count = np.bincount(code, minlength=len(names))
    order = np.argsort(-count, kind="stable")
    return {names[one]: int(count[one]) for one in order.tolist() if count[one]}


def _times(
    waited: Any, group: Codes, names: list[Edge], times: str | float, level: float, out: Mapping[str, int]
) -> EstimateColumns:
    facts: dict[str, Any] = {"unit": "days", "confidence": level, "definition": "directly_follows@1"}
    if times == "mean":
        n = np.bincount(group, minlength=len(names)).astype(np.float64)
        mean = np.bincount(group, waited, len(names)) / n
        with np.errstate(invalid="ignore", divide="ignore"):
            spread = np.bincount(group, (waited - mean[group]) ** 2, len(names)) / (n - 1)
            error = np.where(n > 1, np.sqrt(spread / n), np.nan)
        low, high = student_limits(mean, error, n - 1, level)
        facts["method"] = "mean, Student t"
        return EstimateColumns(
            names, mean, low, high, n, error, facts, degrees_of_freedom=n - 1, rank=n, excluded=out
        )
    q = 0.5 if times == "median" else times
    if isinstance(q, str) or not 0 < q < 1:
        raise InputError(f"times {times!r} is unknown", "times", 'use "median", "mean" or a quantile 0–1')
    found = group_quantiles(waited, group, len(names), q, level)
    facts["method"] = f"quantile {q:g}, interpolated order statistics"
    none = np.full(len(names), np.nan)
    return EstimateColumns(
        names, found.value, found.low, found.high, found.base, none, facts, rank=found.base, excluded=out
    )

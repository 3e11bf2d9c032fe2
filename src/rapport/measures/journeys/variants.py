"""The different ways that cases take, and how many take each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inference.estimate_columns import EstimateColumns
from rapport.measures.inference.intervals import normal_quantile, wilson_limits
from rapport.measures.inputs import Codes, confidence_of
from rapport.measures.journeys.event_log import EventLog, log_of
from rapport.records.errors import InputError

MIX = tuple(
    np.uint64(one) for one in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)
)


@dataclass(frozen=True, eq=False)
class Paths:
    """Each different path once, the most frequent first, then by its activities: a case that has it
    (`example`), its number of cases (`count`), and the path of each case (`of_case`)."""

    example: Codes
    count: Codes
    of_case: Codes


@checked
def variants(
    cases: Any, activities: Any = None, at: Any = None, *, k: int | None = None, confidence: float = 0.95
) -> EstimateColumns:
    """The paths that cases take and the share of cases that take each.

    Question it answers: how many different ways are there, and which are the usual ones?

    Definition: a variant is the sequence of all activities of a case; its share is cases of it / cases.

    Scale, unit, range: share, 0–1.

    Base: all cases of the log. Excluded: "no usable event".

    Parameters: `cases` an EventLog, or columns as `event_log` takes them; `k` keeps only the most
    frequent; `confidence`.

    Returns: a mapping (activity, activity, …) → Estimate, the most frequent first, equals by name.

    Undefined when: there is no case: the mapping is empty.

    Raises: InputError for `k` under 1.

    How sure: Wilson's interval of each share by itself; cases are independent. Variants chosen for being
    on top look a little larger than they are.

    Do not: count variants of logs of different length; more cases always show more of them.

    Validated against: pm4py 2.7: number and top of the variants of four public logs.

    Example:
        >>> found = variants(["x", "x", "y", "y", "z"], ["a", "b", "a", "b", "a"])
        >>> {path: round(one.value, 2) for path, one in found.items()}
        {('a', 'b'): 0.67, ('a',): 0.33}

    References: van der Aalst (2016), doi:10.1007/978-3-662-49851-4. Wilson (1927),
    doi:10.1080/01621459.1927.10502953.

    See also: directly_follows, rework.
    """
    level = confidence_of(confidence)
    if k is not None and k < 1:
        raise InputError(f"{k} variants", "k", "ask for at least one")
    log = log_of(cases, activities, at)
    found = paths_of(log)
    count = found.count[:k].astype(np.float64)
    names = [path_names(log, one) for one in found.example[:k].tolist()]
    n = np.full(len(count), float(log.count))
    share = count / n
    low, high = wilson_limits(share, n, normal_quantile(level))
    facts = {"unit": "share", "confidence": level, "method": "wilson", "definition": "variants@1"}
    error = np.sqrt(share * (1 - share) / n)
    return EstimateColumns(
        names, share, low, high, n, error, facts, effective_base=n, excluded=log.left_out, rank=count
    )


def path_names(log: EventLog, case: int) -> tuple[Any, ...]:
    """The activities of one case."""
    return tuple(log.activities[one] for one in log.activity[log.first[case] : log.first[case + 1]].tolist())


def paths_of(log: EventLog) -> Paths:
    """Which cases have the same path.

    Cases are compared by a number of 64 bits mixed from activities and places, and then event by
    event with the first case of their number, so that a clash of numbers cannot go unseen.
    """
    if not log.count:
        none = np.empty(0, dtype=np.intp)
        return Paths(none, none, none)
    number = _mixed(log)
    _, example, of_case, count = np.unique(number, return_index=True, return_inverse=True, return_counts=True)
    if not _same(log, example[of_case]):
        example, of_case, count = _one_by_one(log)
    text = [_bytes(log, one) for one in example.tolist()]
    order = np.array(sorted(range(len(text)), key=lambda one: (-count[one], text[one])), dtype=np.intp)
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    return Paths(example[order], count[order], place[of_case])


def _mixed(log: EventLog) -> Any:
    turn = np.arange(len(log.case), dtype=np.uint64) - np.repeat(log.first[:-1], log.lengths).astype(
        np.uint64
    )
    word = (log.activity.astype(np.uint64) + np.uint64(1)) * MIX[0] + (turn + np.uint64(1)) * MIX[3]
    word ^= word >> np.uint64(30)
    word *= MIX[1]
    word ^= word >> np.uint64(27)
    word *= MIX[2]
    word ^= word >> np.uint64(31)
    return np.add.reduceat(word, log.first[:-1])


def _same(log: EventLog, model: Codes) -> bool:
    """Whether each case has the events of its model case."""
    if not np.array_equal(log.lengths, log.lengths[model]):
        return False
    shift = np.repeat(log.first[:-1][model] - log.first[:-1], log.lengths)
    return bool(np.array_equal(log.activity, log.activity[np.arange(len(log.case)) + shift]))


def _one_by_one(log: EventLog) -> tuple[Codes, Codes, Codes]:
    index: dict[bytes, int] = {}
    of_case = np.array([index.setdefault(_bytes(log, one), len(index)) for one in range(log.count)])
    _, example, count = np.unique(of_case, return_index=True, return_counts=True)
    return example, of_case, count


def _bytes(log: EventLog, case: int) -> bytes:
    """The path of a case as bytes that sort like its activities."""
    return log.activity[log.first[case] : log.first[case + 1]].astype(">u4").tobytes()

"""Where customers get stuck, and what it costs."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.order_interval import group_quantiles
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import Codes, Floats, confidence_of
from rapport.measures.journeys.case_values import label_per_case, number_per_case
from rapport.measures.journeys.event_log import EventLog, days, log_of
from rapport.measures.journeys.matched_difference import Matched, matched_difference
from rapport.measures.journeys.rework import visits

DEFINITION = "step_friction@1"
SURE = 0.05


@dataclass(frozen=True)
class StepFriction:
    """One step: the cases that `met` it, of so many `customers`; of these cases the shares that end there
    (`dropped`), come back to it (`repeated`), go from it to something they had already done
    (`moved_back`); the median days until anything follows (`waited`); the `outcome_difference` to
    comparable cases that did not meet it; and the `harm`: customers × how much worse. `q` is the
    difference's adjusted p; `sure` when it is at most 5 % and the outcome is worse."""

    met: int
    customers: int
    dropped: Estimate
    repeated: Estimate
    moved_back: Estimate
    waited: Estimate
    outcome_difference: Estimate
    harm: Estimate
    q: float | None
    sure: bool


@checked
def step_friction(
    cases: Any,
    activities: Any = None,
    at: Any = None,
    *,
    outcomes: Any = None,
    higher_is_better: bool = True,
    alike: Any = None,
    ends: tuple[Hashable, ...] = (),
    confidence: float = 0.95,
) -> dict[Hashable, StepFriction]:
    """What goes wrong at each step, ranked by customers × harm.

    Question it answers: which step of the journey should we repair first?

    Definition: dropped: its event is the case's last; repeated: the case meets it again; moved back: the
    next event is another activity that the case had met before; waited: from the first event of the step
    to the next event. Outcome difference: mean of the cases that met the step − mean of those that did
    not, within cases that began alike and have the same label in `alike`, weighted by those that met it.
    Harm: customers that met it × how much worse the outcome is (each case is a customer's, unless a gap
    made several cases of one customer).

    Scale, unit, range: shares 0–1, days, the outcome's unit.

    Base: cases that met the step; outcome difference: those and the comparable ones. Excluded: "never
    there", "no usable event"; "no outcome", "no comparable case"; waited: "nothing followed".

    Parameters: `cases` an EventLog, or columns as `event_log` takes them; `outcomes` {case: number} or
    two columns (score, or 1 and 0 for churned); `higher_is_better` of the outcome; `alike` {case: label}
    what makes cases comparable (segment, channel, month); `ends` activities where ending is meant.

    Returns: {activity: StepFriction}, the largest sure harm first; without outcomes by cases dropped.

    Undefined when: `dropped` at an end that is meant; the difference without outcomes or comparable cases.

    Raises: InputError as `event_log`, or for a case named twice in `outcomes`.

    How sure: Wilson's interval of shares; interpolated order statistics for the median; Student's t with
    Welch's degrees of freedom for the difference, poor under some twenty cases a side or for an outcome
    that is rare. q is Benjamini–Hochberg's over all steps.

    Do not: take the difference for the effect of the step. Customers with harder concerns meet more steps;
    name in `alike` what makes them harder.

    Validated against: Welch's test in scipy (one stratum), stratified means by hand; coverage by
    simulation.

    Example:
        >>> from rapport.measures import event_log
        >>> log = event_log(list("xxyyzw"), ["ask", "wait", "ask", "wait", "ask", "ask"], [1, 2, 1, 3, 1, 1])
        >>> found = step_friction(log, outcomes={"x": 2, "y": 3, "z": 5, "w": 4})
        >>> found["wait"].outcome_difference.value, found["wait"].harm.value, found["ask"].waited.value
        (-2.0, 4.0, 1.5)

    References: Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x. Welch (1947),
    doi:10.1093/biomet/34.1-2.28. Cochran (1968), doi:10.2307/2528036.

    See also: rework, funnel, time_between, compare.
    """
    level = confidence_of(confidence)
    log = log_of(cases, activities, at)
    case, code, times = visits(log)
    kinds = len(log.activities)
    met = np.bincount(code, minlength=kinds)
    customers = np.bincount(
        np.unique(log.owner[case] * max(kinds, 1) + code) % max(kinds, 1), minlength=kinds
    )
    ended = np.bincount(log.activity[log.first[1:] - 1], minlength=kinds)
    again = np.bincount(code[times > 1], minlength=kinds)
    back = _moved_back(log, kinds)
    waits = _waits(log, case, code, met, level)
    outcome = np.full(log.count, np.nan) if outcomes is None else number_per_case(log, outcomes, "outcomes")
    found = matched_difference(case, code, kinds, outcome, _strata(log, alike), level)
    q = benjamini_hochberg(found.p)
    sign = -1.0 if higher_is_better else 1.0
    lost = np.array([name not in ends for name in log.activities], dtype=bool)
    steps: dict[Hashable, StepFriction] = {}
    for one in _ranked(found, q, sign, customers, ended * lost, outcomes is not None):
        number = int(met[one])
        rest = _some({"never there": log.count - number, **log.left_out})
        name = log.activities[one]
        dropped = _share(ended[one], number, level, rest)
        if name in ends:
            dropped = undefined("ending here is meant", confidence=level, unit="share", excluded=rest)
        difference = _difference(found, one, outcome, level, log)
        steps[name] = StepFriction(
            number,
            int(customers[one]),
            dropped,
            _share(again[one], number, level, rest),
            _share(back[one], number, level, rest),
            waits[one],
            difference,
            _harm(difference, sign, int(customers[one])),
            None if np.isnan(q[one]) else float(q[one]),
            bool(q[one] <= SURE and sign * found.difference[one] > 0),
        )
    return steps


def _ranked(found: Matched, q: Floats, sign: float, customers: Codes, ended: Codes, known: bool) -> list[int]:
    """Sure harm first, then by customers × harm, then by cases that end there."""
    harm = np.nan_to_num(sign * found.difference * customers) if known else np.zeros(len(ended))
    sure = np.nan_to_num(q, nan=1.0) <= SURE
    order = np.lexsort((-ended, -harm, ~(sure & (harm > 0))))
    return [int(one) for one in order]


def _moved_back(log: EventLog, kinds: int) -> Codes:
    """Cases that go at least once from the activity to another one they had met before."""
    _, first = np.unique(log.case * max(kinds, 1) + log.activity, return_index=True)
    seen = np.ones(len(log.case), dtype=bool)
    seen[first] = False
    back = log.next_in_case[:-1] & seen[1:] & (log.activity[1:] != log.activity[:-1])
    pairs = np.unique(log.case[:-1][back] * max(kinds, 1) + log.activity[:-1][back])
    return np.bincount(pairs % max(kinds, 1), minlength=kinds)


def _waits(log: EventLog, case: Codes, code: Codes, met: Codes, level: float) -> list[Estimate]:
    """Median days from the first event of each activity in a case to whatever follows."""
    kinds = len(log.activities)
    facts: dict[str, Any] = {"unit": "days", "confidence": level, "definition": DEFINITION}
    if log.ticks is None:
        return [undefined("the log has no times", **facts)] * kinds
    _, first = np.unique(log.case * max(kinds, 1) + log.activity, return_index=True)
    follows = first[log.next_in_case[first]]
    took = days((log.ticks[follows + 1] - log.ticks[follows]).astype(np.float64))
    found = group_quantiles(took, log.activity[follows], kinds, 0.5, level)
    estimates = []
    for one in range(kinds):
        base = int(found.base[one])
        rest = {"nothing followed": int(met[one]) - base, "never there": log.count - int(met[one])}
        more = {**facts, "excluded": _some({**rest, **log.left_out}), "base": base}
        if not base:
            estimates.append(undefined("nothing ever followed", **more))
            continue
        low, high = (None if np.isnan(limit[one]) else float(limit[one]) for limit in (found.low, found.high))
        method = "median, interpolated order statistics"
        estimates.append(
            Estimate(value=float(found.value[one]), low=low, high=high, method=method, **more).with_(
                weighted_base=float(base)
            )
        )
    return estimates


def _strata(log: EventLog, alike: Any) -> Codes:
    """Cases that began with the same activity and have the same label."""
    begin = log.activity[log.first[:-1]]
    if alike is None:
        return begin
    label, names = label_per_case(log, alike, "alike")
    stratum: Codes = np.unique(begin * len(names) + label, return_inverse=True)[1].ravel()
    return stratum


def _share(count: int, base: int, level: float, out: dict[str, int]) -> Estimate:
    return proportion(int(count), base, level).with_(excluded=out, definition=DEFINITION)


def _difference(found: Matched, one: int, outcome: Floats, level: float, log: EventLog) -> Estimate:
    unknown = int(np.isnan(outcome).sum())
    base = int(found.met[one] + found.others[one])
    rest = {"no outcome": unknown, "no comparable case": log.count - unknown - base, **log.left_out}
    facts: dict[str, Any] = {
        "unit": "score",
        "confidence": level,
        "base": base,
        "weighted_base": float(base),
        "excluded": _some(rest),
        "definition": DEFINITION,
    }
    if np.isnan(found.difference[one]):
        why = "no outcome is known" if unknown == log.count else "no comparable case"
        return undefined(why, **facts)
    value = Estimate(value=float(found.difference[one]), **facts)
    if np.isnan(found.error[one]):
        return value.with_(method="stratified difference; too few cases for an interval")
    return value.with_(
        low=float(found.low[one]),
        high=float(found.high[one]),
        standard_error=float(found.error[one]),
        degrees_of_freedom=float(found.df[one]) if np.isfinite(found.df[one]) else None,
        method="stratified difference, Welch, Student t",
    )


def _harm(difference: Estimate, sign: float, customers: int) -> Estimate:
    """The same difference, as what all customers that met the step lose."""
    if difference.value is None:
        return difference.with_(unit="outcome")
    low, high = difference.low, difference.high
    limits = sorted(sign * customers * one for one in (low, high) if one is not None)
    error = difference.standard_error
    return difference.with_(
        value=sign * customers * difference.value,
        low=limits[0] if limits else None,
        high=limits[1] if limits else None,
        standard_error=None if error is None else customers * error,
        unit="outcome",
    )


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {reason: number for reason, number in counts.items() if number}

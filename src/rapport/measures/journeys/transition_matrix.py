"""Journeys as a first-order Markov chain."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.estimate_columns import EstimateColumns
from rapport.measures.inference.intervals import student_quantiles, wilson_limits
from rapport.measures.inputs import Floats, confidence_of
from rapport.measures.journeys.case_values import label_per_case
from rapport.measures.journeys.event_log import EventLog, log_of
from rapport.measures.journeys.steps_of_cases import END, START, CaseSteps, cell_spread, steps_of_cases
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class TransitionMatrix:
    """`probabilities`: (from, to) → Estimate of each step that occurred; `matrix` all of them, `rows` ×
    `columns`. `visits`: activity → expected visits of a case; `steps_to_end`: activity → expected steps
    from there to the end; `absorption`: (activity or "(start)", end) → probability to end there."""

    rows: tuple[Hashable, ...]
    columns: tuple[Hashable, ...]
    matrix: Floats
    probabilities: EstimateColumns
    visits: EstimateColumns
    steps_to_end: EstimateColumns
    absorption: EstimateColumns
    cells: EstimateColumns

    def probability(self, before: Hashable, after: Hashable) -> Estimate:
        """The estimate of any step, also one that never occurred."""
        if before not in self.rows or after not in self.columns:
            raise InputError(f"no step from {before!r} to {after!r}", "activity", "name two of the log")
        return self.cells.at(self.rows.index(before) * len(self.columns) + self.columns.index(after))


@checked
def transition_matrix(
    cases: Any, activities: Any = None, at: Any = None, *, ends: Any = None, confidence: float = 0.95
) -> TransitionMatrix:
    """Probabilities from each activity to the next, and what follows from them.

    Question it answers: where do customers go from here, how far is it to the end, and where do they end?

    Definition: p(a → b) = steps from a to b / steps from a, with "(start)" before the first and "(end)"
    after the last event. Expected visits, steps to the end and absorption follow from (I − Q)⁻¹.

    Scale, unit, range: share, 0–1; visits and steps ≥ 0.

    Base: probabilities: events of the activity (cases for the start); visits and absorption from the
    start: cases. Excluded: "no usable event".

    Parameters: `cases` an EventLog, or columns as `event_log` takes them; `ends` tells different ends
    apart ("bought", "left"): {case: end}, or two columns (cases, ends).

    Returns: TransitionMatrix.

    Undefined when: there is no case: everything is empty.

    Raises: InputError for an activity named "(start)" or "(end)", more than 1,000 activities, a case
    without its end.

    How sure: cases are the units, so one customer who loops fifty times counts once: Wilson's interval
    on the effective base of each cell, Student's t by linearisation for visits, steps and absorption.
    Poor under some ten cases that leave a state.

    Do not: trust far-reaching results (steps, absorption) where the next step depends on more than the
    present one; the visits alone hold in any case.

    Validated against: R markovchain and the fundamental matrix on the help desk log: all probabilities,
    visits and steps; pm4py's counts on three more; coverage by simulation.

    Example:
        >>> found = transition_matrix(["x", "x", "y", "y", "z"], ["a", "b", "a", "b", "a"])
        >>> round(found.probabilities["a", "b"].value, 3), found.visits["a"].value
        (0.667, 1.0)

    References: Anderson & Goodman (1957), doi:10.1214/aoms/1177707039. Kemeny & Snell (1960), Finite
    Markov chains. Korn & Graubard (1998), Survey Methodology 24, 193–201.

    See also: directly_follows, removal_effect.
    """
    level = confidence_of(confidence)
    log = log_of(cases, activities, at)
    end, names = (None, [END]) if ends is None else label_per_case(log, ends, "ends")
    steps = steps_of_cases(log, end, len(names))
    counts = steps.counts
    rows, columns = (*log.activities, START), (*log.activities, *names)
    total = counts.sum(axis=1, keepdims=True)
    matrix = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
    cells = _cells(steps, counts, matrix, (rows, columns), log, level)
    return TransitionMatrix(
        rows,
        columns,
        matrix,
        cells.only(np.flatnonzero(counts.ravel() > 0)),
        _visits(steps, log, level),
        *_far(steps, counts, matrix, (rows, columns), log, level),
        cells,
    )


Names = tuple[tuple[Hashable, ...], tuple[Hashable, ...]]


def _cells(
    steps: CaseSteps, counts: Floats, matrix: Floats, names: Names, log: EventLog, level: float
) -> EstimateColumns:
    """All cells, in the order of the matrix."""
    variance, cases = cell_spread(steps, counts)
    base = np.broadcast_to(counts.sum(axis=1)[:, None], counts.shape)
    some = np.broadcast_to(cases[:, None], counts.shape)
    known = base > 0
    inside = known & (matrix > 0) & (matrix < 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        worth = np.where(inside & (variance > 0), matrix * (1 - matrix) / variance, some)
    low, high = wilson_limits(matrix, np.where(known, worth, np.nan), student_quantiles(some - 1, level))
    error = np.where(inside & (some > 1), np.sqrt(variance), np.where(known, 0.0, np.nan))
    facts = {
        "unit": "share",
        "confidence": level,
        "method": "Wilson on the effective base, cases as units",
        "definition": "transition_matrix@1",
    }
    return EstimateColumns(
        [(one, other) for one in names[0] for other in names[1]],
        np.where(known, matrix, np.nan).ravel(),
        low.ravel(),
        high.ravel(),
        base.ravel(),
        error.ravel(),
        facts,
        effective_base=worth.ravel(),
        degrees_of_freedom=(some - 1).ravel(),
        excluded=log.left_out,
        undefined_because="no case was there",
    )


def _visits(steps: CaseSteps, log: EventLog, level: float) -> EstimateColumns:
    """Mean visits of a case: exactly what the chain expects, as it is fitted to the same steps."""
    inner = steps.before < steps.kinds
    pair, place = np.unique(
        steps.case[inner] * max(steps.kinds, 1) + steps.before[inner], return_inverse=True
    )
    each = np.bincount(place, steps.times[inner]) if len(pair) else np.empty(0)
    state = pair % max(steps.kinds, 1)
    n = float(max(steps.cases, 1))
    total, squares = (np.bincount(state, one, steps.kinds) for one in (each, each**2))
    value = total / n
    spread = np.maximum(squares - n * value**2, 0) / max(n - 1, 1)
    return _columns(log.activities, value, np.sqrt(spread / n), "visits", log, level, floor=0.0)


def _far(
    steps: CaseSteps, counts: Floats, matrix: Floats, names: Names, log: EventLog, level: float
) -> tuple[EstimateColumns, EstimateColumns]:
    """Steps to the end and the probability of each end, with cases as the units of the linearisation.

    For a quantity V that each step moves by `gain` (steps: 1, an end: 0), a case's influence on V(s) is
    Σ over its steps of N(s, from) (V(to) + gain − V(from)) / steps leaving from.
    """
    kinds, ends = steps.kinds, steps.ends
    inverse = np.linalg.inv(np.eye(kinds + 1)[:, : kinds + 1] - _square(matrix, kinds))
    left = np.maximum(counts.sum(axis=1), 1)
    length = inverse @ np.ones(kinds + 1)
    reach = inverse @ matrix[:, kinds:]

    def error(value: Floats, final: Floats, gain: float) -> Floats:
        there = np.concatenate([value[:kinds], final])
        moved = steps.times * (there[steps.after] + gain - value[steps.before]) / left[steps.before]
        found = [
            np.square(np.bincount(steps.case, inverse[state][steps.before] * moved)).sum()
            for state in range(kinds + 1)
        ]
        return np.sqrt(np.array(found) * steps.cases / max(steps.cases - 1, 1))

    far = error(length, np.zeros(ends), 1.0)
    to_end = _columns(log.activities, length[:kinds], far[:kinds], "steps", log, level, floor=1.0)
    chances = [error(reach[:, one], np.eye(ends)[one], 0.0) for one in range(ends)] if ends > 1 else []
    errors = np.column_stack(chances) if chances else np.zeros_like(reach)
    pairs = [(one, other) for one in names[0] for other in names[1][kinds:]]
    found = _columns(pairs, reach.ravel(), errors.ravel(), "share", log, level, floor=0.0)
    return to_end, _as_shares(found, steps.cases, level)


def _square(matrix: Floats, kinds: int) -> Floats:
    """From activities and start to activities and start (which nothing leads to)."""
    return np.column_stack([matrix[:, :kinds], np.zeros(kinds + 1)])


def _columns(
    names: Any, value: Floats, error: Floats, unit: str, log: EventLog, level: float, floor: float
) -> EstimateColumns:
    many = log.count > 1
    reach = student_quantiles(log.count - 1, level) * error if many else np.full(len(value), np.nan)
    facts = {
        "unit": unit,
        "confidence": level,
        "method": "Markov chain, linearised over cases, Student t",
        "definition": "transition_matrix@1",
    }
    cases = np.full(len(value), float(log.count))
    low = np.where(value - reach < floor, np.minimum(floor, value), value - reach) if many else reach
    return EstimateColumns(
        names,
        value,
        low,
        value + reach,
        cases,
        error if many else reach,
        facts,
        degrees_of_freedom=cases - 1,
        excluded=log.left_out,
    )


def _as_shares(found: EstimateColumns, cases: int, level: float) -> EstimateColumns:
    """Probabilities with Wilson's interval on the base that their error is worth."""
    p = np.clip(found.value, 0.0, 1.0) if cases else np.full(len(found), np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        worth = np.where(found.standard_error > 0, p * (1 - p) / found.standard_error**2, float(cases))
    low, high = wilson_limits(p, np.maximum(worth, 1e-9), student_quantiles(max(cases - 1, 1), level))
    facts = {**found.facts, "method": "Markov chain, linearised over cases, Wilson on the effective base"}
    return replace(found, value=p, low=low, high=high, effective_base=worth, facts=facts)

"""Which evaluators score higher or lower than the others would."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Codes, Floats, confidence_of, labels, numbers, sums
from rapport.records.errors import InputError

MINIMUM_DF = 5


@dataclass(frozen=True)
class _Fit:
    """Severities about their mean, their standard errors, degrees of freedom and method."""

    value: Floats
    error: Floats
    df: float
    method: str


@checked
def severity(
    scores: Any, units: Any, evaluators: Any, strata: Any = None, confidence: float = 0.95
) -> dict[Hashable, Estimate]:
    """How far each evaluator scores above (+, lenient) or below (−, severe) the others.

    Question it answers: whose scores would change if somebody else scored the same interactions?

    Definition: evaluators' effects in score = stratum + unit + evaluator + error, about their
    unweighted mean, by generalised least squares with random units: comparisons within doubly scored
    units and, because assignment is at random, between units too, each by its precision.

    Scale, unit, range: points, as the scores.

    Base: the evaluator's scores. Excluded: the evaluator's rows without a score, "no score".

    Parameters: one row an evaluation, as in `audit_mean`; `strata` within which units were assigned at
    random.

    Returns: {evaluator: Estimate}.

    Undefined when: fewer than two evaluators have scores.

    How sure: Student's t. With fewer than 5 degrees of freedom from doubly scored units it rests on
    random assignment alone and `method` says so.

    Do not: use it where people chose what they score; then it mixes severity with their cases.

    Validated against: simulated audits of known severities (unbiased, 95 % held), and two-way least
    squares by statsmodels where all units are scored by all.

    Example:
        >>> found = severity([70, 80, 60, 72, 50, 61], ["a", "a", "b", "b", "c", "c"], ["x", "y"] * 3)
        >>> round(found["x"].value, 2), round(found["y"].value, 2)
        (-5.5, 5.5)

    References: Searle, Casella & McCulloch (1992), doi:10.1002/9780470316856.

    See also: audit_mean, icc.
    """
    level = confidence_of(confidence)
    values = numbers(scores, "scores")
    unit, _ = labels(units, "units", length=len(values))
    person, names = labels(evaluators, "evaluators", length=len(values))
    if (unit < 0).any() or (person < 0).any():
        raise InputError("a row has no unit or no evaluator", "units, evaluators", "name both in each row")
    stratum = np.zeros(len(values), dtype=np.intp)
    if strata is not None:
        stratum, _ = labels(strata, "strata", length=len(values))
    here = ~np.isnan(values)
    base = sums(person[here], None, len(names))
    missing = sums(person[~here], None, len(names))
    present = np.flatnonzero(base > 0)
    fit = _fit(values[here], unit[here], person[here], stratum[here], present) if len(present) > 1 else None
    place = {int(code): row for row, code in enumerate(present)}
    found: dict[Hashable, Estimate] = {}
    for code, name in enumerate(names):
        facts: dict[str, Any] = {
            "confidence": level,
            "base": int(base[code]),
            "excluded": {"no score": int(missing[code])} if missing[code] else {},
            "definition": "severity@1",
        }
        if fit is None or code not in place:
            why = (
                "there is no other evaluator to compare with" if base[code] else "no interaction has a score"
            )
            found[name] = undefined(why, **facts)
        else:
            found[name] = _estimate(fit, place[code], level, facts)
    return found


def _estimate(fit: _Fit, row: int, level: float, facts: dict[str, Any]) -> Estimate:
    value, error = float(fit.value[row]), float(fit.error[row])
    if not np.isfinite(error) or fit.df < 1:
        return Estimate(value=value, method=f"{fit.method}; too few rows for an interval", **facts)
    return Estimate(**around(value, error, level, fit.df), method=fit.method, **facts)


def _fit(y: Floats, unit: Codes, person: Codes, stratum: Codes, present: Codes) -> _Fit:
    people = (person[:, None] == present[None, :]).astype(np.float64)
    strata = np.unique(stratum)
    levels = (stratum[:, None] == strata[None, :]).astype(np.float64)
    design = np.hstack([people, levels[:, 1:], np.ones((len(y), 1))])
    _, unit = np.unique(unit, return_inverse=True)
    total, total_df = _residual(y, design)
    within, within_df = _residual(_centred(y, unit), _centred(people, unit), int(unit.max()) + 1)
    share = np.zeros(len(y))
    spread, df, method = total, total_df, "random assignment alone, nothing much doubly scored"
    if within_df >= MINIMUM_DF:
        k = sums(unit, None, int(unit.max()) + 1)[unit]
        between = max(total - within, 0.0)
        share = 1 - np.sqrt(within / np.maximum(within + k * between, 1e-300))
        spread, df, method = within, within_df, "generalised least squares, random units"
    y = y - share * (y - _centred(y, unit))
    design = design - share[:, None] * (design - _centred(design, unit))
    inverse = np.linalg.pinv(design.T @ design)
    contrast = np.zeros((len(present), design.shape[1]))
    contrast[:, : len(present)] = np.eye(len(present)) - 1 / len(present)
    value = contrast @ inverse @ (design.T @ y)
    error = np.sqrt(np.diag(contrast @ inverse @ contrast.T) * spread)
    return _Fit(value, error, float(df), f"{method}, Student t")


def _centred(values: Floats, unit: Codes) -> Floats:
    """Values (or columns) less their unit's mean."""
    count = int(unit.max()) + 1
    columns = values.reshape(len(unit), -1)
    n = sums(unit, None, count)
    mean = np.column_stack([sums(unit, column, count) / n for column in columns.T])
    centred: Floats = (columns - mean[unit]).reshape(values.shape)
    return centred


def _residual(y: Floats, design: Floats, absorbed: int = 0) -> tuple[float, int]:
    """Residual variance of least squares and its degrees of freedom, `absorbed` means taken out before."""
    solution, _, rank, _ = np.linalg.lstsq(design, y, rcond=None)
    df = len(y) - int(rank) - absorbed
    squares = float(((y - design @ solution) ** 2).sum())
    return (squares / df if df > 0 else float("nan")), df

"""Whether predicted probabilities come true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import around, normal_quantile
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import Floats, confidence_of
from rapport.measures.loyalty.auc import scored
from rapport.measures.loyalty.logistic import logistic
from rapport.records.errors import InputError

INSIDE = 1e-9


@dataclass(frozen=True)
class Bin:
    """One part of the customers by predicted probability: the mean predicted, and the share observed."""

    predicted: float
    observed: Estimate


@dataclass(frozen=True)
class Calibration:
    """`brier` (mean squared error), `slope` (1 when the spread is right, under 1 when too extreme),
    `intercept` (0 when the level is right, in log odds), `expected_over_observed`, and `bins` from the
    lowest to the highest predictions."""

    brier: Estimate
    slope: Estimate
    intercept: Estimate
    expected_over_observed: Estimate
    bins: tuple[Bin, ...]


@checked
def calibration(probabilities: Any, outcome: Any, confidence: float = 0.95, *, bins: int = 10) -> Calibration:
    """Calibration of predicted probabilities.

    Question it answers: of the customers said to leave with 30 %, do 30 % leave?

    Definition: Brier's score Σ (p − y)²/n; slope b of logit P(y) = a + b logit(p); intercept a with b
    held at 1; Σ p / Σ y.

    Scale, unit, range: Brier 0–1 (0 is best), slope and intercept coefficients, ratio from 0.

    Base: rows with both. Excluded: "score or outcome is missing".

    Parameters: `probabilities` between 0 and 1; `outcome` 1 or 0; `bins` of equal size, equal
    probabilities staying together.

    Returns: Calibration, each number an Estimate.

    Undefined when: nothing is complete; slope, intercept and ratio also when not both outcomes occur, the
    slope when all probabilities are alike or tell the outcomes apart perfectly.

    Raises: InputError for probabilities outside 0 to 1.

    How sure: Brier by Student's t; slope and intercept by the information matrix; the ratio on the scale
    of logarithms; observed shares by Wilson. Predictions must come from other rows than those they were
    fitted on.

    Do not: judge a model by its Brier score alone: it depends on how common the outcome is.

    Validated against: statsmodels' Logit and GLM with offset (slope, intercept and their errors);
    simulation.

    Example:
        >>> found = calibration([0.1, 0.2, 0.3, 0.4, 0.6, 0.7], [0, 1, 0, 0, 1, 1])
        >>> round(found.brier.value, 3), round(found.expected_over_observed.value, 3)
        (0.192, 0.767)

    References: Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2. Cox (1958),
    doi:10.1093/biomet/45.3-4.562. Van Calster et al. (2019), doi:10.1186/s12916-019-1466-7.

    See also: auc, churn_risk.
    """
    level = confidence_of(confidence)
    p, truth, missing = scored(probabilities, outcome)
    if len(p) and (p.min() < 0 or p.max() > 1):
        raise InputError("a probability lies outside 0 to 1", "probabilities", "give numbers from 0 to 1")
    if bins != int(bins) or bins < 2:
        raise InputError(f"{bins} bins", "bins", "give a whole number from 2")
    order = np.lexsort((truth, p))
    p, y = p[order], truth[order].astype(np.float64)
    excluded = {"score or outcome is missing": missing} if missing else {}
    facts: dict[str, Any] = {
        "confidence": level,
        "base": len(p),
        "excluded": excluded,
        "definition": "calibration@1",
    }
    brier = mean((p - y) ** 2, confidence=level).with_(
        excluded=excluded, definition="calibration@1", unit="share", method="Brier's score, Student t"
    )
    if brier.low is not None and brier.high is not None:
        brier = brier.with_(low=max(brier.low, 0.0), high=min(brier.high, 1.0))
    slope, intercept = _slope(p, y, facts), _intercept(p, y, facts)
    return Calibration(brier, slope, intercept, _ratio(p, y, facts), _bins(p, y, int(bins), level))


def _slope(p: Floats, y: Floats, facts: dict[str, Any]) -> Estimate:
    more = {**facts, "unit": "coefficient", "method": "logistic regression on the log odds, Wald"}
    if y.sum() in (0, len(y)):
        return undefined("not both outcomes occur", **more)
    odds = special.logit(np.clip(p, INSIDE, 1 - INSIDE))
    if np.ptp(odds) < 1e-9:
        return undefined("all probabilities are alike", **more)
    fit = logistic(np.column_stack([np.ones(len(p)), odds - odds.mean()]), y)
    if not fit.reached:
        return undefined("the probabilities tell the outcomes apart perfectly: no slope", **more)
    return _wald(float(fit.beta[1]), float(fit.covariance[1, 1]) ** 0.5, more)


def _intercept(p: Floats, y: Floats, facts: dict[str, Any]) -> Estimate:
    more = {**facts, "unit": "coefficient", "method": "calibration in the large, Wald"}
    if y.sum() in (0, len(y)):
        return undefined("not both outcomes occur", **more)
    odds = special.logit(np.clip(p, INSIDE, 1 - INSIDE))
    fit = logistic(np.ones((len(p), 1)), y, offset=odds)
    return _wald(float(fit.beta[0]), float(fit.covariance[0, 0]) ** 0.5, more)


def _ratio(p: Floats, y: Floats, facts: dict[str, Any]) -> Estimate:
    more = {**facts, "unit": "ratio", "method": "expected over observed, log scale"}
    if not y.any() or not p.any():
        return undefined("nothing was observed or expected", **more)
    value, n = float(p.sum() / y.sum()), len(y)
    relative = float((((y - y.mean()) - (p - p.mean()) / value) ** 2).sum()) ** 0.5 / float(y.sum())
    relative *= (n / max(n - 1, 1)) ** 0.5
    if relative == 0:
        return Estimate(value=value, **more)
    reach = float(np.exp(normal_quantile(facts["confidence"]) * relative))
    return Estimate(
        value=value, low=value / reach, high=value * reach, standard_error=value * relative, **more
    )


def _wald(value: float, error: float, facts: dict[str, Any]) -> Estimate:
    return Estimate(**around(value, error, facts["confidence"]), **facts)


def _bins(p: Floats, y: Floats, bins: int, level: float) -> tuple[Bin, ...]:
    """Parts of about equal size; equal probabilities stay in one part."""
    if not len(p):
        return ()
    first = np.searchsorted(p, p, side="left")
    place = np.minimum(first * bins // len(p), bins - 1)
    found = []
    for part in np.unique(place):
        here = place == part
        seen = proportion(float(y[here].sum()), int(here.sum()), level)
        found.append(Bin(float(p[here].mean()), seen.with_(definition="calibration@1")))
    return tuple(found)

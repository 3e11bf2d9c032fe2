"""Regression under a sampling design: weighted coefficients with linearised errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.design_variance import Design, drawn
from rapport.measures.inference.linear_estimate import base_facts, linear_estimate, told
from rapport.measures.inference.model_columns import model_columns
from rapport.measures.inputs import Floats, chosen, confidence_of, numbers, weights_of
from rapport.records.errors import InputError

FAMILIES = ("linear", "logit")
STEPS = 50


@dataclass(frozen=True)
class Regression:
    """`coefficients` by name ("intercept" first), `p` of each under no effect, `covariance` of all in
    the same order (None: undefined), and the `family`."""

    coefficients: Mapping[str, Estimate]
    p: Mapping[str, float | None]
    covariance: Floats | None
    family: str


@checked
def survey_regression(
    outcome: Any,
    drivers: Any,
    family: str = "linear",
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    *,
    cluster_sizes: Any = None,
) -> Regression:
    """Linear or logistic regression of rows that were drawn by a design.

    Question it answers: how does the outcome go with each driver, the others held equal, in the frame?

    Definition: weighted least squares, or the maximum of the weighted logistic likelihood; covariance
    A⁻¹ V A⁻¹, V the design's variance of the sum of the scores.

    Scale, unit, range: outcome by one of the driver; logit: log odds by one of the driver.

    Base: rows with outcome and all drivers. Excluded: "missing".

    Parameters: `outcome` a number a row (logit: 0 or 1, or shares between); `drivers` a frame, a
    dictionary of columns or a matrix; a column of text or yes/no becomes one coefficient for each
    label but the first in order; `family` linear or logit; the design as in `mean`.

    Returns: Regression of Estimates in the coefficients' units.

    Undefined when: fewer units than coefficients, drivers that say the same twice, or (logit) an
    outcome that a driver foretells without exception: then every coefficient says why.

    Raises: InputError for an unknown family, an outcome outside 0 to 1 (logit), else as in `mean`.

    How sure: Student's t with units − strata − drivers degrees of freedom. From few clusters (under
    some fifteen) the linearised errors are too small.

    Do not: read coefficients as cause; importance of drivers that go together is `driver_importance`.

    Validated against: R survey's svyglm on the California schools: linear and logistic coefficients
    and errors under a cluster design.

    Example:
        >>> found = survey_regression([1, 3, 5, 7.5], {"wait": [0, 1, 2, 3]})
        >>> {name: round(one.value, 2) for name, one in found.coefficients.items()}
        {'intercept': 0.9, 'wait': 2.15}

    References: Binder (1983), doi:10.2307/1402588. Lumley & Scott (2017), doi:10.1214/16-STS605.

    See also: survey_t_test, mean.
    """
    level = confidence_of(confidence)
    chosen(family, FAMILIES, "family")
    y = numbers(outcome, "outcome")
    x, names = model_columns(drivers, len(y))
    if family == "logit" and ((y < 0) | (y > 1)).any():
        raise InputError("an outcome lies outside 0 to 1", "outcome", "give 0 and 1")
    here = ~np.isnan(y) & ~np.isnan(x).any(axis=1)
    missing = int((~here).sum())
    unit = "log odds" if family == "logit" else "score"
    facts: dict[str, Any] = {"unit": unit, "definition": "survey_regression@1"}
    if not here.any() or not weights_of(weights, len(y))[here].any():
        excluded = {"missing": missing} if missing else {}
        return _none(names, "no row is complete", family, confidence=level, excluded=excluded, **facts)
    sample = drawn(Design(weights, strata, clusters, population, cluster_sizes), here)
    facts |= base_facts(here, sample.weight, missing=missing)
    fitted = _fit(x[here], y[here], sample.weight, family)
    df = sample.df - (x.shape[1] - 1)
    if isinstance(fitted, str) or df <= 0:
        because = fitted if isinstance(fitted, str) else "there are no more units than coefficients"
        return _none(names, because, family, confidence=level, **facts)
    beta, influence = fitted
    covariance = sample.covariance(influence)
    method = told(family, sample)
    found, p = {}, {}
    for place, name in enumerate(names):
        variance = None if covariance is None else float(covariance[place, place])
        found[name] = linear_estimate(float(beta[place]), variance, df, level, method, **facts)
        p[name] = _p(found[name])
    return Regression(found, p, covariance, family)


def _fit(x: Floats, y: Floats, w: Floats, family: str) -> tuple[Floats, Floats] | str:
    """Coefficients and each row's part in them (its score times the inverse information); or why not."""
    mean = (w[:, None] * x).sum(axis=0) / w.sum()
    size = np.sqrt(np.maximum((w[:, None] * (x - mean) ** 2).sum(axis=0) / w.sum(), 0.0))
    size[0] = 1.0
    if (size <= 1e-12 * np.maximum(np.abs(x).max(axis=0), 1e-300)).any():
        return "a driver has the same value in all rows"
    z = (x - mean) / size
    z[:, 0] = 1.0
    beta = np.zeros(x.shape[1])
    share = float((w * y).sum() / w.sum())
    if family == "logit":
        if not 0 < share < 1:
            return "the outcome is the same in all rows"
        beta[0] = np.log(share / (1 - share))
    for _ in range(STEPS):
        fit = special.expit(z @ beta) if family == "logit" else z @ beta
        slope = fit * (1 - fit) if family == "logit" else np.ones(len(y))
        information = (z * (w * slope)[:, None]).T @ z / w.sum()
        if np.linalg.cond(information) > 1e14:
            return "drivers say the same, or foretell the outcome without exception"
        step = np.linalg.solve(information, (z * (w * (y - fit))[:, None]).sum(axis=0) / w.sum())
        beta = beta + step
        if np.abs(step).max() < 1e-12 * max(1.0, np.abs(beta).max()):
            break
        if family == "logit" and np.abs(z @ beta).max() > 500:
            return "a driver foretells the outcome without exception"
    back = np.diag(1 / size)
    back[0, 1:] = -mean[1:] / size[1:]
    fit = special.expit(z @ beta) if family == "logit" else z @ beta
    scores = z * (w * (y - fit))[:, None]
    inverse = np.linalg.inv(information * w.sum())
    return back @ beta, scores @ inverse @ back.T


def _p(one: Estimate) -> float | None:
    if one.value is None or not one.standard_error or not one.degrees_of_freedom:
        return None
    return float(2 * special.stdtr(one.degrees_of_freedom, -abs(one.value) / one.standard_error))


def _none(names: list[str], because: str, family: str, **facts: Any) -> Regression:
    nothing = {name: undefined(because, **facts) for name in names}
    return Regression(nothing, dict.fromkeys(names), None, family)

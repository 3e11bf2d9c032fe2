"""How much the outcome differs for one unit more of each driver, the others equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.drivers import r_squared_shares as shares
from rapport.measures.drivers.importance_methods import has_own
from rapport.measures.drivers.moments import Moments, moments_of, standardised
from rapport.measures.drivers.rows import Rows, rows_of
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Bools, Floats, chosen, confidence_of, sums

ERRORS = ("auto", "classical", "robust")
INTERCEPT = "(intercept)"


@dataclass(frozen=True)
class Regression(Mapping[str, Estimate]):
    """Coefficients by name, "(intercept)" first; R² as a plain number (its interval is
    `driver_importance`'s) and the residuals' standard deviation, in the outcome's unit."""

    coefficients: Mapping[str, Estimate]
    r_squared: float | None
    residual_deviation: float | None

    def __getitem__(self, name: str) -> Estimate:
        return self.coefficients[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.coefficients)

    def __len__(self) -> int:
        return len(self.coefficients)


@checked
def linear_regression(
    outcome: Any,
    drivers: Any,
    weights: Any = None,
    clusters: Any = None,
    confidence: float = 0.95,
    *,
    errors: str = "auto",
) -> Regression:
    """Coefficients of the linear regression of the outcome on all drivers.

    Question it answers: by how much does the outcome differ where a driver is one unit higher and the
    others are the same?

    Definition: weighted least squares with an intercept, version 1.

    Scale, unit, range: outcome's units for one unit of the driver ("score").

    Base: complete rows. Excluded: "no outcome", "a driver is missing", "no cluster".

    Parameters: `outcome`, `drivers`, `weights`, `clusters` as in `driver_importance`; `errors`
    "classical" (residuals vary alike everywhere), "robust" (they need not), or "auto": classical unless
    there are weights or clusters.

    Returns: Regression, a mapping {driver: Estimate} with "(intercept)", `r_squared` and
    `residual_deviation`.

    Undefined when: there are too few rows, a driver does not vary, or the other drivers determine it.

    Raises: InputError as `driver_importance`.

    How sure: Student's t. "classical" covers 94–96 % where residuals vary alike, from 30 rows on;
    "robust" (leverage-corrected HC3, by sums over clusters where given) 94–96.5 % from 200 rows on
    where they do not, and too little under some thirty clusters.

    Do not: rank drivers by it; their units differ. Use `driver_importance`.

    Validated against: R's lm and statsmodels on an amusement park's satisfaction survey.

    Example:
        >>> found = linear_regression([1, 3, 5, 8], {"wait": [0, 1, 2, 3]})
        >>> round(found["wait"].value, 6), round(found["(intercept)"].value, 6)
        (2.3, 0.8)

    References: MacKinnon & White (1985), doi:10.1016/0304-4076(85)90158-7. Binder (1983),
    doi:10.2307/1402588.

    See also: driver_importance.
    """
    chosen(errors, ERRORS, "errors")
    rows = rows_of(outcome, drivers, weights, clusters)
    robust = errors == "robust" or (errors == "auto" and (rows.weighted or rows.units is not None))
    return regression_of_rows(rows, confidence_of(confidence), robust)


def regression_of_rows(rows: Rows, level: float, robust: bool) -> Regression:
    """The same for rows arranged before."""
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "score",
        "base": rows.base,
        "excluded": rows.excluded,
        "weighted_base": rows.weighted_base,
        "effective_base": rows.effective_base,
        "definition": "linear_regression@1",
    }
    names = [INTERCEPT, *rows.names]
    moments = moments_of(rows) if rows.base and rows.weighted_base > 0 else None
    used = np.zeros(len(rows.names), dtype=bool) if moments is None else moments.deviations[:-1] > 0
    if moments is not None and used.any():
        used[used] = has_own(moments.correlations[np.ix_([*used, True], [*used, True])])
    if moments is None or rows.base < used.sum() + 2:
        why = "too few complete rows" if rows.base else "no row is complete"
        return Regression({name: undefined(why, **facts) for name in names}, None, None)
    fit = _fit(rows, moments, used, robust)
    place = {name: line for line, name in enumerate([INTERCEPT, *np.array(rows.names)[used]])}
    told = {
        name: _estimate(fit, place[name], facts)
        if name in place
        else undefined("it does not vary, or other drivers determine it", **facts)
        for name in names
    }
    return Regression(told, fit.r_squared, fit.deviation)


@dataclass(frozen=True)
class _Fit:
    """Intercept first."""

    values: Floats
    errors: Floats
    df: float
    r_squared: float | None
    deviation: float
    note: str


def _fit(rows: Rows, moments: Moments, used: Bools, robust: bool) -> _Fit:
    keep = np.append(used, True)
    r = moments.correlations[np.ix_(keep, keep)]
    means, deviations = moments.means[keep], moments.deviations[keep]
    beta = shares.standardised(r)
    slopes = beta * deviations[-1] / deviations[:-1]
    left = max(1.0 - float(shares.r_squared(r)), 0.0) if deviations[-1] > 0 else 0.0
    n, p = rows.effective_base, len(beta)
    df = (rows.unit_count - 1.0) if rows.units is not None else n - p - 1
    variance = left * deviations[-1] ** 2 * n / max(n - p - 1, 1e-9)
    inverse = np.linalg.inv(r[:-1, :-1])
    # Intercept at the means, slopes in standard deviations of the drivers; back to units at the end.
    if robust:
        square = _robust(rows, moments, keep, beta, inverse) * deviations[-1] ** 2
    else:
        square = np.zeros((p + 1, p + 1))
        square[0, 0], square[1:, 1:] = variance / n, inverse * variance / n
    back = np.diag(np.append(1.0, 1 / deviations[:-1]))
    back[0, 1:] = -means[:-1] / deviations[:-1]
    errors = np.sqrt(np.maximum(np.diag(back @ square @ back.T), 0.0))
    values = np.append(means[-1] - slopes @ means[:-1], slopes)
    total = 1 - left if deviations[-1] > 0 else None
    return _Fit(values, errors, df, total, variance**0.5, "robust" if robust else "classical")


def _robust(rows: Rows, moments: Moments, keep: Bools, beta: Floats, inverse: Floats) -> Floats:
    """Covariance of the mean and the standardised slopes, from each unit's own residuals."""
    n, p = rows.effective_base, len(beta)
    units = rows.unit_count if rows.units is not None else 0
    codes = None if rows.units is None else np.unique(rows.units, return_inverse=True)[1]
    by_unit, square = np.zeros((p + 1, units)), np.zeros((p + 1, p + 1))
    for start, every in standardised(rows, moments):
        part = slice(start, start + every.shape[1])
        z, y = every[keep][:-1], every[-1]
        left = (y - beta @ z) * rows.weights[part] / rows.weighted_base
        turned = inverse @ z
        if codes is None:
            # What a row pulls the fit towards itself is given back.
            pull = (1 + (turned * z).sum(axis=0)) * rows.weights[part] / rows.weighted_base
            left = left / np.maximum(1 - pull, 1e-9)
        lines = np.concatenate([left[None], turned * left])
        if codes is None:
            square += lines @ lines.T
        else:
            by_unit += np.stack([sums(codes[part], line, units) for line in lines])
    if codes is None:
        return square
    return np.asarray(by_unit @ by_unit.T * units / max(units - 1, 1) * (n - 1) / max(n - p - 1, 1))


def _estimate(fit: _Fit, line: int, facts: dict[str, Any]) -> Estimate:
    value, error = float(fit.values[line]), float(fit.errors[line])
    if fit.df < 1:
        return Estimate(value=value, method="least squares; too few rows for an interval", **facts)
    return Estimate(
        **around(value, error, facts["confidence"], fit.df),
        method=f"least squares, {fit.note} errors, Student t",
        **facts,
    )

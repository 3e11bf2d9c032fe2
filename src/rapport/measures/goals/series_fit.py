"""Fits of an interrupted series: its coefficients with their covariance, and what they leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inference.intervals import normal_quantile, student_quantile
from rapport.measures.inference.time_regression import TimeFit, time_regression
from rapport.measures.inputs import Floats

ERRORS = ("alike", "independent", "newey_west")
FAMILIES = ("linear", "poisson", "quasipoisson")


@dataclass(frozen=True, eq=False)
class SeriesFit:
    """`mean` coefficients, their `covariance`; residuals left (counts: of the deviance).

    `mixed` answers for a combination of coefficients when the errors' likeness was mixed.
    """

    mean: Floats
    covariance: Floats
    df: float | None
    dispersion: float
    residuals: Floats
    likeness: float | None
    mixed: TimeFit | None

    def contrast(self, columns: Floats, level: float) -> tuple[float, float, float, float]:
        """Value, standard error, low, high of a combination of coefficients."""
        if self.mixed is not None:
            return self.mixed.contrast(columns, level)
        value = float(columns @ self.mean)
        error = max(float(columns @ self.covariance @ columns), 0.0) ** 0.5
        reach = self.quantile(level) * error
        return value, error, value - reach, value + reach

    def quantile(self, level: float) -> float:
        if self.df is None:
            return normal_quantile(level)
        return student_quantile(self.df, level)

    def errors(self, columns: Floats) -> Floats:
        """Standard errors of many combinations."""
        found: Floats = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", columns, self.covariance, columns), 0.0))
        return found


def fit_series(
    columns: Floats,
    values: Floats,
    offset: Floats,
    places: Floats,
    *,
    family: str,
    errors: str,
    lags: int | None,
) -> SeriesFit | None:
    """The fit, or None when the columns cannot be told apart or rows are too few."""
    n, p = columns.shape
    if n <= p:
        return None
    counted = family != "linear"
    start = _counts(columns, values, offset) if counted else _squares(columns, values - offset)
    if start is None:
        return None
    if counted:
        expected = np.exp(columns @ start + offset)
        root = np.sqrt(expected)
        rows, left = columns * root[:, None], (values - expected) / root
        residuals = _deviance(values, expected)
    else:
        rows, left = columns, values - offset - columns @ start
        residuals = left
    scale = float(left @ left) / (n - p)
    dispersion = 1.0 if family == "poisson" else scale
    if errors == "alike":
        return _mixed(
            rows, left, places, start, residuals, scale, at_least=1.0 if family == "poisson" else 0.0
        )
    inverse = np.linalg.inv(rows.T @ rows)
    covariance = inverse * dispersion
    if errors == "newey_west":
        covariance = inverse @ _long_run(rows * left[:, None], places, lags) @ inverse
    df = None if counted and errors == "independent" else float(n - p)
    return SeriesFit(start, covariance, df, scale, residuals, None, None)


def _mixed(
    rows: Floats,
    left: Floats,
    places: Floats,
    start: Floats,
    residuals: Floats,
    scale: float,
    *,
    at_least: float,
) -> SeriesFit | None:
    """Errors alike in time: what the first fit leaves is fitted again, for each likeness."""
    found = time_regression(rows, left, places)
    if found is None:
        return None
    fit = TimeFit(
        found.likeness,
        found.weight,
        found.coefficients + start,
        found.inverse,
        np.maximum(found.scale, at_least),
        found.df,
        found.last,
        found.left,
    )
    return SeriesFit(fit.mean, fit.covariance, found.df, scale, residuals, found.usual_likeness, fit)


def _squares(columns: Floats, values: Floats) -> Floats | None:
    basis, back = np.linalg.qr(columns)
    size = np.abs(np.diag(back))
    if size.min() <= 1e-10 * size.max():
        return None
    found: Floats = np.linalg.solve(back, basis.T @ values)
    return found


def _counts(columns: Floats, values: Floats, offset: Floats) -> Floats | None:
    """Poisson regression by reweighted least squares."""
    expected = values + 0.5
    last = np.inf
    found: Floats | None = None
    for _ in range(100):
        root = np.sqrt(expected)
        working = np.log(expected) - offset + (values - expected) / expected
        found = _squares(columns * root[:, None], working * root)
        if found is None:
            return None
        expected = np.exp(np.clip(columns @ found + offset, -300, 300))
        now = float((_deviance(values, expected) ** 2).sum())
        if abs(now - last) <= 1e-12 * (abs(now) + 0.1):
            return found
        last = now
    return found


def _deviance(values: Floats, expected: Floats) -> Floats:
    part = np.where(values > 0, values * np.log(np.maximum(values, 1e-300) / expected), 0.0)
    found: Floats = np.sign(values - expected) * np.sqrt(np.maximum(2 * (part - (values - expected)), 0.0))
    return found


def _long_run(scores: Floats, places: Floats, lags: int | None) -> Floats:
    """Newey and West: products of rows up to `lags` periods apart, falling off evenly."""
    n = len(scores)
    most = int(np.floor(4 * (n / 100) ** (2 / 9))) if lags is None else lags
    total: Floats = scores.T @ scores
    for lag in range(1, min(most, n - 1) + 1):
        near = np.isclose(places[lag:] - places[:-lag], lag)
        cross = (scores[lag:] * near[:, None]).T @ scores[:-lag]
        total = total + (1 - lag / (most + 1)) * (cross + cross.T)
    return total

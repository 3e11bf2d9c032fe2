"""Regression of a series whose neighbouring errors may be alike, that likeness not known either.

Errors are first-order autoregressive in time. Each likeness on a grid gives a generalised least-squares
fit; the fits are mixed by how likely each likeness is (its restricted likelihood times the reference
prior 1/√(1 − ρ²)), so that intervals hold what is not known of it too. A mixture of one fit
(likeness 0) is ordinary least squares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.inputs import Floats

GRID = np.linspace(-0.6, 0.98, 40)
CLASSES = 200


@dataclass(frozen=True, eq=False)
class TimeFit:
    """Fits by likeness (rows) with their weights; `inverse` times `scale` is a fit's covariance.

    `last` is the last row's columns, `left` each fit's error there.
    """

    likeness: Floats
    weight: Floats
    coefficients: Floats
    inverse: Floats
    scale: Floats
    df: float
    last: Floats
    left: Floats

    @property
    def mean(self) -> Floats:
        """The coefficients, mixed."""
        found: Floats = self.weight @ self.coefficients
        return found

    @property
    def covariance(self) -> Floats:
        """Their covariance, what the likeness leaves open included."""
        inside = np.einsum("k,kij->ij", self.weight * self.scale, self.inverse)
        apart = self.coefficients - self.mean
        found: Floats = inside + np.einsum("k,ki,kj->ij", self.weight, apart, apart)
        return found

    @property
    def usual_likeness(self) -> float:
        return float(self.weight @ self.likeness)

    def contrast(self, columns: Floats, level: float) -> tuple[float, float, float, float]:
        """Value, standard error, low and high of a combination of the coefficients."""
        middle = self.coefficients @ columns
        variance = self.scale * np.einsum("kij,i,j->k", self.inverse, columns, columns)
        return self._mixed(middle, variance, level)

    def ahead(self, columns: Floats, gap: float, level: float) -> tuple[float, float, float, float]:
        """The same for one new value, `gap` periods after the last row, its own error included."""
        power = _power(self.likeness, np.array([gap]))[:, 0]
        apart = columns[None, :] - power[:, None] * self.last[None, :]
        middle = self.coefficients @ columns + power * self.left
        variance = self.scale * (1 - power**2 + np.einsum("kij,ki,kj->k", self.inverse, apart, apart))
        return self._mixed(middle, variance, level)

    def _mixed(self, middle: Floats, variance: Floats, level: float) -> tuple[float, float, float, float]:
        value = float(self.weight @ middle)
        error = np.sqrt(np.maximum(variance, 0.0))
        total = float(np.sqrt(self.weight @ (variance + (middle - value) ** 2)))
        if total <= 0 or self.df <= 0:
            return value, total, value, value
        low, high = (self._quantile(middle, error, tail) for tail in ((1 - level) / 2, (1 + level) / 2))
        return value, total, min(low, value), max(high, value)

    def _quantile(self, middle: Floats, error: Floats, tail: float) -> float:
        """Where the mixture of Student's t leaves `tail` below: Newton's steps, kept between bounds."""
        ends = middle + float(special.stdtrit(self.df, tail)) * error
        low, high = float(ends.min()), float(ends.max())
        place = float(self.weight @ ends)
        error = np.maximum(error, 1e-300)
        top = float(special.gammaln((self.df + 1) / 2) - special.gammaln(self.df / 2))
        height = np.exp(top) / (np.sqrt(self.df * np.pi) * error)
        for _ in range(60):
            z = (place - middle) / error
            off = float(self.weight @ special.stdtr(self.df, z)) - tail
            low, high = (place, high) if off < 0 else (low, place)
            density = float(self.weight @ (height * (1 + z**2 / self.df) ** (-(self.df + 1) / 2)))
            after = place - off / density if density > 0 else np.inf
            after = after if low <= after <= high else (low + high) / 2
            if abs(after - place) <= 1e-11 * (high - low + abs(place)):
                return after
            place = after
        return place


def time_regression(columns: Floats, values: Floats, places: Floats, *, alike: bool = True) -> TimeFit | None:
    """The fit of values on columns at these places in time; None when columns depend on each other."""
    n, p = columns.shape
    if n <= p:
        return None
    basis, back = np.linalg.qr(columns)
    size = np.abs(np.diag(back))
    if size.min(initial=np.inf) <= 1e-10 * max(size.max(initial=0.0), 1e-300):
        return None
    first = basis.T @ values
    rest = values - basis @ first
    grid = GRID if alike and n > p + 1 else np.zeros(1)
    products, shape = _products(np.column_stack([basis, rest]), places, grid)
    inner, cross, square = products[:, :p, :p], products[:, :p, p], products[:, p, p]
    inverse = np.linalg.inv(inner)
    shift = np.einsum("kij,kj->ki", inverse, cross)
    df = float(n - p)
    left = np.maximum(square - np.einsum("ki,ki->k", shift, cross), 0.0)
    floor = 1e-28 * max(float(values @ values), 1e-300)
    chance = -0.5 * (df * np.log(left + floor) + shape + np.linalg.slogdet(inner)[1])
    chance -= 0.5 * np.log1p(-(grid**2))
    weight = np.exp(chance - chance.max())
    turn = np.linalg.inv(back)
    coefficients = (shift + first) @ turn.T
    return TimeFit(
        grid,
        weight / weight.sum(),
        coefficients,
        turn @ inverse @ turn.T,
        left / df,
        df,
        columns[-1],
        float(values[-1]) - coefficients @ columns[-1],
    )


def _products(rows: Floats, places: Floats, grid: Floats) -> tuple[Floats, Floats]:
    """For each likeness the rows' products weighted by the inverse correlation, and its log determinant."""
    gaps = np.round(np.diff(places), 6)
    kinds, member = np.unique(gaps, return_inverse=True)
    if len(kinds) > CLASSES:
        edges = np.quantile(gaps, np.linspace(0, 1, CLASSES + 1))
        member = np.clip(np.searchsorted(edges, gaps) - 1, 0, CLASSES - 1)
        kinds = (edges[1:] + edges[:-1]) / 2
    total = np.repeat((rows[:1].T @ rows[:1])[None], len(grid), axis=0)
    shape = np.zeros(len(grid))
    power = _power(grid, kinds)
    for kind in range(len(kinds)):
        here = np.flatnonzero(member == kind)
        before, after = rows[here], rows[here + 1]
        r = power[:, kind][:, None, None]
        cross = after.T @ before
        total += (after.T @ after - r * (cross + cross.T) + r**2 * (before.T @ before)) / (1 - r**2)
        shape += len(here) * np.log1p(-(power[:, kind] ** 2))
    return total, shape


def _power(likeness: Floats, gaps: Floats) -> Floats:
    """The likeness of errors so many periods apart; a negative one alternates only over whole periods."""
    size = np.abs(likeness)[:, None] ** gaps[None, :]
    whole = gaps == np.round(gaps)
    sign = np.where(
        likeness[:, None] < 0, np.where(whole & (gaps % 2 == 1), -1.0, np.where(whole, 1.0, 0.0)), 1.0
    )
    found: Floats = size * sign
    return found

"""The conditions of a covariate balancing propensity score, and the coefficients that meet them best."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import special

from rapport.measures.inputs import Floats

# Probabilities stay this far from 0 and 1, as in the authors' own program.
EDGE = 1e-5
STEPS = 300
FLAT, FLATTER, NOTHING = 1e-9, 1e-13, 1e-26


@dataclass(frozen=True)
class Moments:
    """The model's columns `x` (cells × columns, any basis) with each cell's amounts in the `target` and in
    the `sample`. A coefficient vector gives each cell the probability p of being of the target.

    Conditions: Σ (t − p) x = 0, the likelihood's, and Σ (t − p)/(1 − p) x = 0, that the sample weighted by
    the odds p/(1 − p) has the target's means.
    """

    x: Floats
    target: Floats
    sample: Floats

    @cached_property
    def size(self) -> float:
        """All amounts."""
        return float(self.target.sum() + self.sample.sum())

    @cached_property
    def ratio(self) -> float:
        """All amounts over those of the target."""
        return self.size / float(self.target.sum())

    def probability(self, beta: Floats) -> Floats:
        """p of each cell, kept off 0 and 1."""
        return np.asarray(np.clip(special.expit(self.x @ beta), EDGE, 1 - EDGE))

    def balance(self, beta: Floats) -> Floats:
        """The second conditions, a row's worth."""
        p = self.probability(beta)
        return np.asarray(self.x.T @ (self.target - self.sample * p / (1 - p))) * self.ratio / self.size

    def both(self, beta: Floats) -> Floats:
        """The likelihood's conditions and those of balance."""
        p = self.probability(beta)
        likely = self.x.T @ (self.target * (1 - p) - self.sample * p) / self.size
        return np.concatenate([likely, self.balance(beta)])

    def balance_slope(self, beta: Floats) -> Floats:
        """How the conditions of balance move with the coefficients."""
        p, inside = self.probability(beta), self._inside(beta)
        moved = np.where(inside, -self.ratio * self.sample * p / (1 - p), 0.0)
        return np.asarray((self.x * moved[:, None]).T @ self.x / self.size)

    def both_slope(self, beta: Floats) -> Floats:
        """How all conditions move with the coefficients."""
        p, inside = self.probability(beta), self._inside(beta)
        moved = np.where(inside, -(self.target + self.sample) * p * (1 - p), 0.0)
        return np.vstack([(self.x * moved[:, None]).T @ self.x / self.size, self.balance_slope(beta)])

    def bend(self, beta: Floats, push: Floats) -> Floats:
        """How the slope of push · conditions moves with the coefficients."""
        p, (likely, balance) = self.probability(beta), np.split(push, 2)
        moved = (self.target + self.sample) * p * (1 - p) * (2 * p - 1) * (self.x @ likely)
        moved -= self.ratio * self.sample * p / (1 - p) * (self.x @ balance)
        moved = np.where(self._inside(beta), moved, 0.0)
        return np.asarray((self.x * moved[:, None]).T @ self.x / self.size)

    def spread(self, beta: Floats) -> Floats:
        """The covariance of all conditions, when the model holds."""
        p, rows = self.probability(beta), self.target + self.sample
        parts = [
            (self.x * (rows * one)[:, None]).T @ self.x / self.size
            for one in (p * (1 - p), p * self.ratio, p / (1 - p) * self.ratio**2)
        ]
        return np.block([[parts[0], parts[1]], [parts[1], parts[2]]])

    def _inside(self, beta: Floats) -> Floats:
        p = special.expit(self.x @ beta)
        return np.asarray((p > EDGE) & (p < 1 - EDGE))


@dataclass(frozen=True)
class Balancing:
    """The coefficients (`beta`) and how they move with the conditions (`pull`: coefficients × both kinds)."""

    beta: Floats
    pull: Floats


def balanced(moments: Moments, likely: Floats, exact: bool) -> Balancing:
    """Two-step GMM from the coefficients of largest likelihood (`likely`): their scale first, then all
    conditions weighted by the inverse of their covariance there; or the conditions of balance alone."""
    start, weight = _scaled(moments, likely)
    even = in_balance(moments, start)
    if exact:
        pull = -np.linalg.pinv(moments.balance_slope(even), rcond=FLAT)
        return Balancing(even, np.column_stack([np.zeros_like(pull), pull]))
    # The surface can have two valleys: one search begins at the likelihood, one at balance.
    (_, beta), _ = sorted((lowest(moments, weight, one) for one in (start, even)), key=lambda one: one[0])
    slope = moments.both_slope(beta)
    turned = slope.T @ weight
    return Balancing(
        beta, np.asarray(-np.linalg.pinv(turned @ slope, rcond=FLATTER, hermitian=True) @ turned)
    )


def _scaled(moments: Moments, likely: Floats) -> tuple[Floats, Floats]:
    """The coefficients times the factor between 0.8 and 1.1 that suits all conditions best, and the
    conditions' weights there."""
    from scipy.optimize import minimize_scalar

    def loss(factor: float) -> float:
        gap = moments.both(factor * likely)
        return float(gap @ _inverse(moments, factor * likely) @ gap)

    factor = float(minimize_scalar(loss, bounds=(0.8, 1.1), method="bounded", options={"xatol": 1e-6}).x)
    return factor * likely, _inverse(moments, factor * likely)


def _inverse(moments: Moments, beta: Floats) -> Floats:
    return np.asarray(np.linalg.pinv(moments.spread(beta), rcond=1e-15))


def in_balance(moments: Moments, start: Floats) -> Floats:
    """The coefficients that meet the conditions of balance, or miss them least, by Gauss–Newton."""
    beta, gap = start, moments.balance(start)
    for _ in range(STEPS):
        matrix = moments.balance_slope(beta)
        # Directions in which nothing moves are left alone: where only the target has a label, p is at its
        # edge, and no step may leave it by rounding.
        step = np.linalg.lstsq(matrix, -gap, rcond=FLAT)[0]
        falls = 2 * float((matrix.T @ gap) @ step)
        for halving in range(40):
            tried = moments.balance(beta + step * 0.5**halving)
            if float(tried @ tried) <= float(gap @ gap) + 1e-4 * 0.5**halving * falls:
                break
        else:
            return beta
        settled = float(gap @ gap - tried @ tried) <= 1e-12 * float(gap @ gap)
        beta, gap = beta + step * 0.5**halving, tried
        if settled or float(gap @ gap) < NOTHING:
            break
    return beta


def lowest(moments: Moments, weight: Floats, start: Floats) -> tuple[float, Floats]:
    """The nearest valley of conditions · weight · conditions and its coefficients, by Newton's steps."""
    beta, gap = start, moments.both(start)
    square = float(gap @ weight @ gap)
    for _ in range(STEPS):
        slope, push = moments.both_slope(beta), weight @ gap
        falls = slope.T @ push
        step = _step(slope.T @ weight @ slope, moments.bend(beta, push), falls)
        for halving in range(40):
            tried = moments.both(beta + step * 0.5**halving)
            now = float(tried @ weight @ tried)
            if now <= square + 2e-4 * 0.5**halving * float(falls @ step):
                break
        else:
            break
        settled = square - now <= 1e-12 * square
        beta, gap, square = beta + step * 0.5**halving, tried, now
        if settled:
            break
    return square, beta


def _step(square: Floats, bend: Floats, falls: Floats) -> Floats:
    """Downhill to where the curve says the bottom is; without the bend where that makes a hill of it."""
    for curve in (square + bend, square):
        size, direction = np.linalg.eigh(curve)
        if size[0] > -FLAT * size[-1]:
            break
    along = direction.T @ falls
    clear = size > FLATTER * size[-1]
    return np.asarray(-direction[:, clear] @ (along[clear] / size[clear]))

"""Logistic regression by Newton, with a ridge penalty where asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.inputs import Floats

STEPS = 60
FLAT = 1e-9


@dataclass(frozen=True, eq=False)
class Logistic:
    """`beta` of each column (the first is the constant) and the penalised `information` there; `reached`
    is False when a coefficient has no end (perfect separation without a penalty)."""

    beta: Floats
    information: Floats
    reached: bool

    @property
    def covariance(self) -> Floats:
        """Inverse of the information."""
        return np.asarray(np.linalg.pinv(self.information, hermitian=True), dtype=np.float64)


def logistic(x: Floats, y: Floats, ridge: float = 0.0, offset: Floats | None = None) -> Logistic:
    """Largest likelihood of y ∈ {0, 1} less ridge/2 · Σ β² (not of the constant, the first column)."""
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 0.0
    beta = np.zeros(x.shape[1])
    fixed = np.zeros(len(y)) if offset is None else offset
    value, slope, information = _derivatives(x, y, beta, penalty, fixed)
    for _ in range(STEPS):
        step = np.linalg.lstsq(information, slope, rcond=None)[0]
        found = _derivatives(x, y, beta + step, penalty, fixed)
        halvings = 0
        while not found[0] >= value - 1e-10 * abs(value) and halvings < 30:
            step, halvings = step / 2, halvings + 1
            found = _derivatives(x, y, beta + step, penalty, fixed)
        beta = beta + step
        value, slope, information = found
        if float(np.abs(step).max(initial=0.0)) < 1e-9 * (1 + float(np.abs(beta).max(initial=0.0))):
            flat = float(np.linalg.eigvalsh(information)[0]) <= FLAT * len(y)
            return Logistic(beta, information, not flat)
        if float(np.abs(beta).max()) > 1e4 or value > -1e-9:
            break
    return Logistic(beta, information, False)


def _derivatives(
    x: Floats, y: Floats, beta: Floats, penalty: Floats, offset: Floats
) -> tuple[float, Floats, Floats]:
    score = x @ beta + offset
    p = special.expit(score)
    value = float(y @ score - np.logaddexp(0.0, score).sum() - penalty @ beta**2 / 2)
    slope = x.T @ (y - p) - penalty * beta
    information = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
    return value, slope, information

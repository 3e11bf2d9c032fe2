"""Logistic regressions over falling penalties, and the strongest penalty that foretells as well as any."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.inputs import Floats

STRONGEST, WEAKEST, PENALTIES = 1.0, -5.0, 250
# A weaker penalty that explains no more than this ends the path.
GAIN = 1e-5
NEAR = 1e-9
STEPS = 60


@dataclass(frozen=True)
class Ridge:
    """The coefficients (`beta`, the constant first) at a `penalty` with the `information` there, a row's
    worth, and the share of the deviance `explained`."""

    beta: Floats
    information: Floats
    penalty: float
    explained: float


def chosen_ridge(x: Floats, yes: Floats, no: Floats) -> Ridge:
    """Mean log-likelihood less penalty/2 · Σ β² (not of the constant, the first column of x).

    `yes` and `no` are the amounts by row of x and by fold. The penalty is the strongest whose held-out
    deviance is less than one standard error above the smallest. A fold is held out under the same penalty in
    all (not a row), on the others.
    """
    whole, total = (yes.sum(axis=1), no.sum(axis=1)), float(yes.sum() + no.sum())
    penalties = np.logspace(STRONGEST, WEAKEST, PENALTIES)
    path: list[Ridge] = []
    held: list[tuple[float, float]] = []
    beta, folds = _constant(x, *whole), np.repeat(_constant(x, *whole)[:, None], yes.shape[1], axis=1)
    steps = np.zeros_like(beta), np.zeros_like(folds)
    for penalty in penalties:
        # The path is smooth in the penalty's logarithm, so the last step foretells the next.
        found = ridge(x, *whole, float(penalty), beta + steps[0])
        if path and found.explained - path[-1].explained < GAIN and np.abs(found.beta[1:]).sum() > 0:
            break
        left = _left_out(x, yes, no, penalty, folds + steps[1], found.information, total)
        deviance = _deviance(left, x, yes, no)
        steps = (found.beta - beta, left - folds) if path else steps
        beta, folds = found.beta, left
        path.append(found)
        held.append((float(deviance.mean()), float(deviance.std(ddof=1)) / len(deviance) ** 0.5))
    means, errors = np.array(held).T
    best = int(np.argmin(means))
    below = np.flatnonzero(means < means[best] + errors[best])
    return path[int(below[0]) if len(below) else 0]


def ridge(x: Floats, yes: Floats, no: Floats, penalty: float, start: Floats | None = None) -> Ridge:
    """The fit under one penalty."""
    alone = _constant(x, yes, no)
    beta, information = ridge_at(x, yes, no, penalty, alone if start is None else start)
    least, found = (_deviance(one[:, None], x, yes[:, None], no[:, None])[0] for one in (alone, beta))
    return Ridge(beta, information, penalty, float(1 - found / least))


def _constant(x: Floats, yes: Floats, no: Floats) -> Floats:
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(yes.sum() / no.sum())
    return beta


def _deviance(beta: Floats, x: Floats, yes: Floats, no: Floats) -> Floats:
    """Twice the mean negative log-likelihood of each column of coefficients, in its own rows."""
    score = x @ beta
    loss = yes * np.logaddexp(0.0, -score) + no * np.logaddexp(0.0, score)
    return np.asarray(2 * loss.sum(axis=0) / (yes.sum(axis=0) + no.sum(axis=0)))


def ridge_at(
    x: Floats, yes: Floats, no: Floats, penalty: float, beta: Floats, total: float | None = None
) -> tuple[Floats, Floats]:
    """The coefficients under one penalty, and the information; a row's worth, of `total` where some are left
    out."""
    rows = yes + no
    size = float(rows.sum()) if total is None else total
    shrink = np.full(x.shape[1], penalty)
    shrink[0] = 0.0
    for _ in range(STEPS):
        p = special.expit(x @ beta)
        information = (x * (rows * p * (1 - p))[:, None]).T @ x / size
        information[np.diag_indices_from(information)] += shrink
        step = np.linalg.solve(information, x.T @ (yes - rows * p) / size - shrink * beta)
        # Longer steps leave the curve that they were made for.
        step *= min(1.0, 5.0 / max(float(np.abs(x @ step).max()), 1e-300))
        beta = beta + step
        if float(np.abs(step).max()) < NEAR * (1 + float(np.abs(beta).max())):
            break
    return beta, information


def _left_out(
    x: Floats, yes: Floats, no: Floats, penalty: float, start: Floats, information: Floats, total: float
) -> Floats:
    """The coefficients without each fold: all at once, by steps of the whole's information; those that do not
    settle by their own."""
    rest = yes.sum(axis=1, keepdims=True) - yes, no.sum(axis=1, keepdims=True) - no
    rows, beta = rest[0] + rest[1], start.copy()
    shrink = np.full((x.shape[1], 1), penalty)
    shrink[0] = 0.0
    part = 1 - 1 / yes.shape[1]
    nearly = information * part
    nearly[np.diag_indices_from(nearly)] += shrink[:, 0] * (1 - part)
    inverse = np.linalg.inv(nearly)
    far = np.arange(beta.shape[1])
    for _ in range(STEPS // 2):
        slope = x.T @ (rest[0][:, far] - rows[:, far] * special.expit(x @ beta[:, far])) / total
        step = inverse @ (slope - shrink * beta[:, far])
        beta[:, far] += step
        size = np.abs(step).max(axis=0) / (1 + np.abs(beta[:, far]).max(axis=0))
        far = far[~(size < NEAR)]
        if not len(far):
            return beta
    for fold in far:
        beta[:, fold] = ridge_at(x, rest[0][:, fold], rest[1][:, fold], penalty, start[:, fold], total)[0]
    return beta

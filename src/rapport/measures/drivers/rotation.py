"""Turns factors until each item belongs to few of them."""

from __future__ import annotations

import numpy as np

from rapport.measures.inputs import Floats

ROUNDS = 5000


def rotate(loadings: Floats, rotation: str) -> tuple[Floats, Floats]:
    """(loadings, correlations of the factors), the factor that explains most first."""
    factors = loadings.shape[1]
    turned, between = loadings, np.eye(factors)
    if factors > 1 and rotation == "varimax":
        turned = _varimax(loadings)
    elif factors > 1 and rotation == "oblimin":
        turned, between = _quartimin(loadings)
    size = np.diag(between @ turned.T @ turned)
    order = np.argsort(-size, kind="stable")
    turned, between = turned[:, order], between[np.ix_(order, order)]
    signs = np.where(turned.sum(axis=0) < 0, -1.0, 1.0)
    return turned * signs, between * np.outer(signs, signs)


def _varimax(loadings: Floats) -> Floats:
    """Kaiser's varimax with rows scaled to length one."""
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    rows = loadings / np.where(length > 0, length, 1)
    items, factors = rows.shape
    turn, before = np.eye(factors), 0.0
    for _ in range(ROUNDS):
        now = rows @ turn
        left, sizes, right = np.linalg.svd(rows.T @ (now**3 - now * (now**2).sum(axis=0) / items))
        turn = left @ right
        if sizes.sum() <= before * (1 + 1e-13):
            break
        before = sizes.sum()
    return np.asarray(loadings @ turn)


def _quartimin(loadings: Floats) -> tuple[Floats, Floats]:
    """Oblimin with γ = 0 by projected gradients (Jennrich 2002), from the varimax position's kind."""
    factors = loadings.shape[1]
    others = 1 - np.eye(factors)
    turn, step = np.eye(factors), 1.0

    def loss(matrix: Floats) -> tuple[float, Floats, Floats]:
        inverse = np.linalg.inv(matrix)
        now = loadings @ inverse.T
        crossed = (now**2) @ others
        slope = -(now.T @ (now * crossed) @ inverse).T
        return float((now**2 * crossed).sum()) / 4, slope, now

    value, slope, now = loss(turn)
    for _ in range(ROUNDS):
        projected = slope - turn * (turn * slope).sum(axis=0)
        size = float(np.sqrt((projected**2).sum()))
        if size < 1e-9:
            break
        step *= 2
        for _ in range(40):
            trial = turn - step * projected
            trial = trial / np.sqrt((trial**2).sum(axis=0))
            tried = loss(trial)
            if value - tried[0] > 0.5 * size**2 * step:
                break
            step /= 2
        turn, (value, slope, now) = trial, tried
    return now, np.asarray(turn.T @ turn)

"""Loadings of a few factors that explain a matrix of correlations."""

from __future__ import annotations

import numpy as np

from rapport.measures.inputs import Floats

LEAST, MOST = 0.005, 1.0
SAME = 1e-13  # beside the bottom, losses differ by rounding only


def fit_loadings(correlations: Floats, factors: int, method: str, shares: Floats | None = None) -> Floats:
    """Unrotated loadings (items × factors) by minres, ml or principal components; the search starts from
    the `shares` explained that a sample alike had, where they are known."""
    if method == "principal":
        return _largest(correlations, factors)
    guess = 1 / np.diag(np.linalg.inv(correlations)) if shares is None else 1 - shares
    start = np.clip(guess, LEAST, MOST)
    unique = (
        _minres(correlations, factors, start) if method == "minres" else _ml(correlations, factors, start)
    )
    if method == "minres":
        return _largest(correlations - np.diag(unique), factors)
    root = np.sqrt(unique)
    return _largest(correlations / np.outer(root, root) - np.eye(len(root)), factors) * root[:, None]


def _largest(matrix: Floats, factors: int) -> Floats:
    """Eigenvectors of the largest eigenvalues, as long as their roots, each with a positive sum."""
    values, vectors = np.linalg.eigh(matrix)
    found = vectors[:, ::-1][:, :factors] * np.sqrt(np.maximum(values[::-1][:factors], 0))
    return np.asarray(found * np.where(found.sum(axis=0) < 0, -1, 1))


def _minres(correlations: Floats, factors: int, unique: Floats) -> Floats:
    """Uniquenesses with the least squared residuals off the diagonal: Newton with halved steps.

    The eigenvalues behind the factors' must vanish; their gradient and nearly their second derivatives
    come from their eigenvectors.
    """
    loss, rest, vectors = _residual(correlations, factors, unique)
    for _ in range(200):
        gradient = -(vectors**2) @ rest
        free = ~(((unique <= LEAST) & (gradient > 0)) | ((unique >= MOST) & (gradient < 0)))
        if not free.any() or np.abs(gradient[free]).max() < 1e-12:
            break
        curve = (vectors[free] @ vectors[free].T) ** 2
        step = np.zeros_like(unique)
        step[free] = np.linalg.lstsq(curve, gradient[free], rcond=1e-10)[0]
        for _ in range(30):
            trial = np.clip(unique - step, LEAST, MOST)
            tried = _residual(correlations, factors, trial)
            if tried[0] <= loss * (1 + SAME):
                break
            step = step / 2
        moved = np.abs(trial - unique).max()
        unique, (loss, rest, vectors) = trial, tried
        if moved < 1e-13:
            break
    return unique


def _residual(correlations: Floats, factors: int, unique: Floats) -> tuple[float, Floats, Floats]:
    values, vectors = np.linalg.eigh(correlations - np.diag(unique))
    rest = values[: len(values) - factors]
    return float((rest**2).sum()) / 2, rest, vectors[:, : len(rest)]


def _ml(correlations: Floats, factors: int, unique: Floats) -> Floats:
    """Uniquenesses of the greatest normal likelihood."""
    from scipy import optimize

    def loss(psi: Floats) -> tuple[float, Floats]:
        root = np.sqrt(psi)
        scaled = correlations / np.outer(root, root)
        rest = np.linalg.eigvalsh(scaled)[: len(psi) - factors]
        loadings = _largest(scaled - np.eye(len(psi)), factors) * root[:, None]
        implied = (loadings**2).sum(axis=1) + psi
        slope = (implied - np.diag(correlations)) / psi**2
        return float((rest - np.log(rest) - 1).sum()), slope

    bounds = [(LEAST, MOST)] * len(unique)
    options = {"ftol": 1e-15, "gtol": 1e-9, "maxiter": 2000}
    found = optimize.minimize(loss, unique, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return np.asarray(found.x, dtype=np.float64)

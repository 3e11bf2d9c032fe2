"""Ways to say how much of an outcome each driver accounts for, from correlations, and their derivatives.

`r` is the correlation matrix, outcome last; values take stacks of matrices (…, q, q) → (…, drivers),
gradients one matrix → (drivers, q, q): the derivative to each entry, halved off the diagonal.
"""

from __future__ import annotations

import numpy as np

from rapport.measures.inputs import Floats

SMALLEST = 1e-10


def correlation(r: Floats) -> Floats:
    """The correlation with the outcome."""
    return np.asarray(r[..., :-1, -1])


def correlation_gradient(r: Floats) -> Floats:
    """One entry of the matrix."""
    p = len(r) - 1
    return _with_outcome(np.zeros((p, p, p)), np.eye(p))


def first(r: Floats) -> Floats:
    """R² of the driver alone."""
    return correlation(r) ** 2


def first_gradient(r: Floats) -> Floats:
    """Twice the correlation, once."""
    return 2 * correlation(r)[:, None, None] * correlation_gradient(r)


def standardised(r: Floats) -> Floats:
    """Coefficients of the regression on all drivers, everything in standard deviations."""
    return np.asarray((_inverse(r) @ r[..., :-1, -1:])[..., 0])


def standardised_gradient(r: Floats) -> Floats:
    """R⁻¹(dr − dR β)."""
    inverse, beta = _inverse(r), standardised(r)
    return _with_outcome(-inverse[:, :, None] * beta, inverse)


def squared(r: Floats) -> Floats:
    """The squared standardised coefficient."""
    return standardised(r) ** 2


def squared_gradient(r: Floats) -> Floats:
    """Twice the coefficient, once."""
    return 2 * standardised(r)[:, None, None] * standardised_gradient(r)


def pratt(r: Floats) -> Floats:
    """Standardised coefficient × correlation; adds up to R² and may be negative."""
    return standardised(r) * correlation(r)


def pratt_gradient(r: Floats) -> Floats:
    """The rule for products."""
    return correlation(r)[:, None, None] * standardised_gradient(r) + standardised(r)[
        :, None, None
    ] * correlation_gradient(r)


def last(r: Floats) -> Floats:
    """What R² loses without the driver."""
    own = np.diagonal(_inverse(r), axis1=-2, axis2=-1)
    return np.asarray(standardised(r) ** 2 / own)


def last_gradient(r: Floats) -> Floats:
    """β²/(R⁻¹)_jj, by both."""
    inverse, beta = _inverse(r), standardised(r)
    own = np.diag(inverse)
    change = np.zeros((len(own), len(r), len(r)))
    change[:, :-1, :-1] = inverse[:, :, None] * inverse[:, None, :]
    by_beta = (2 * beta / own)[:, None, None] * standardised_gradient(r)
    return np.asarray(by_beta + ((beta / own) ** 2)[:, None, None] * change)


def car(r: Floats) -> Floats:
    """Squared correlation with the driver after all drivers were made uncorrelated, each kept closest."""
    values, vectors, _ = _roots(r)
    return np.asarray(_uncorrelated(r, values, vectors) ** 2)


def car_gradient(r: Floats) -> Floats:
    """2ω dω, with dω = R^−½ (dr − d(R^½) ω)."""
    values, vectors, _ = _roots(r)
    omega = _uncorrelated(r, values, vectors)
    inverse = _inverse_root(values, vectors)
    by_root = -inverse[:, :, None] * omega
    found = _with_outcome(_through_root(by_root, values, vectors), inverse)
    return np.asarray(2 * omega[:, None, None] * found)


def relative_weights(r: Floats) -> Floats:
    """Johnson's weights (Genizi's decomposition): uncorrelated variables' shares, handed back."""
    values, vectors, root = _roots(r)
    omega = _uncorrelated(r, values, vectors)
    return np.asarray(((root**2) @ (omega**2)[..., None])[..., 0])


def relative_weights_gradient(r: Floats) -> Floats:
    """Σ_k Λ_jk² ω_k², by the root Λ itself and by ω."""
    values, vectors, root = _roots(r)
    omega = _uncorrelated(r, values, vectors)
    inverse = _inverse_root(values, vectors)
    onward = (2 * root**2 * omega) @ inverse
    by_root = -onward[:, :, None] * omega
    places = np.arange(len(omega))
    by_root[places, places, :] += 2 * root * omega**2
    return _with_outcome(_through_root(by_root, values, vectors), onward)


def r_squared(r: Floats) -> Floats:
    """Share of the outcome's variance that all drivers account for."""
    return np.asarray((standardised(r) * correlation(r)).sum(axis=-1))


def r_squared_gradient(r: Floats) -> Floats:
    """−bb', b the residual's own coefficients."""
    b = np.append(-standardised(r), 1.0)
    return -np.outer(b, b)


def inflation(r: Floats) -> Floats:
    """Variance inflation: how much less certain a coefficient is because of the other drivers."""
    return np.asarray(np.diagonal(_inverse(r), axis1=-2, axis2=-1))


def _inverse(r: Floats) -> Floats:
    return np.asarray(np.linalg.pinv(r[..., :-1, :-1], rcond=SMALLEST, hermitian=True), dtype=np.float64)


def _roots(r: Floats) -> tuple[Floats, Floats, Floats]:
    """Roots of the eigenvalues (0 where nothing is left), eigenvectors, and the symmetric root."""
    values, vectors = np.linalg.eigh(r[..., :-1, :-1])
    values = np.sqrt(np.where(values > SMALLEST, values, 0.0))
    return values, vectors, np.asarray((vectors * values[..., None, :]) @ np.swapaxes(vectors, -1, -2))


def _inverse_root(values: Floats, vectors: Floats) -> Floats:
    inverse = np.where(values > 0, 1 / np.where(values > 0, values, 1.0), 0.0)
    return np.asarray((vectors * inverse[..., None, :]) @ np.swapaxes(vectors, -1, -2))


def _uncorrelated(r: Floats, values: Floats, vectors: Floats) -> Floats:
    return np.asarray((_inverse_root(values, vectors) @ r[..., :-1, -1:])[..., 0])


def _through_root(by_root: Floats, values: Floats, vectors: Floats) -> Floats:
    """A derivative to the root of a matrix as a derivative to the matrix."""
    both = values[:, None] + values[None, :]
    share = np.where(both > 0, 1 / np.where(both > 0, both, 1.0), 0.0)
    return np.asarray(vectors @ ((vectors.T @ by_root @ vectors) * share) @ vectors.T)


def _with_outcome(by_drivers: Floats, by_outcome: Floats) -> Floats:
    """Symmetric derivatives, from those to the drivers' matrix and to their correlations with the outcome."""
    p = by_outcome.shape[-1]
    found = np.zeros((len(by_outcome), p + 1, p + 1))
    found[:, :p, :p] = (by_drivers + np.swapaxes(by_drivers, 1, 2)) / 2
    found[:, :p, p] = found[:, p, :p] = by_outcome / 2
    return found

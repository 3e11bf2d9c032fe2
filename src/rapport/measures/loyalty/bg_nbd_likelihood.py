"""The BG/NBD likelihood with its derivatives, and the closed forms that follow from its parameters."""

from __future__ import annotations

import numpy as np
from scipy import special

from rapport.measures.inputs import Bools, Floats, sums
from rapport.measures.loyalty.climb import Derivatives
from rapport.measures.loyalty.purchases import Histories


def bg_nbd_derivatives(given: Histories, penalty: float) -> Derivatives:
    """Logarithm of the likelihood, its gradient and Hessian at the logarithms of (r, α, a, b).

    Each history's likelihood is e^u + e^v: still a customer at the end, or gone after the last purchase.
    With q the share of v, the second derivatives are (1 − q) u″ + q v″ + q (1 − q) (u′ − v′)(u′ − v′)ᵀ.
    """
    some = given.x > 0
    still, back = _Still(given, ~some), _Back(given, some)
    counted, where = np.unique(given.x, return_inverse=True)
    weight = sums(where, given.count, len(counted))
    share = penalty * given.entered

    def derivatives(point: Floats) -> tuple[float, Floats, Floats]:
        theta = np.exp(point)
        value, slope, hessian = _counting(theta, counted, weight)
        for part in (still, back):
            more = part.add(theta)
            value, slope, hessian = value + more[0], slope + more[1], hessian + more[2]
        value -= share * float(theta @ theta)
        slope -= 2 * share * theta
        hessian -= 2 * share * np.eye(4)
        return value, slope * theta, hessian * np.outer(theta, theta) + np.diag(slope * theta)

    return derivatives


def _counting(theta: Floats, x: Floats, n: Floats) -> tuple[float, Floats, Floats]:
    """The part that depends on how often was bought only."""
    r, alpha, a, b = theta
    total = float(n.sum())
    log, psi = special.gammaln, special.psi
    value = n @ (log(r + x) - log(r) + log(a + b) + log(b + x) - log(b) - log(a + b + x))
    value += total * r * np.log(alpha)
    d_r = n @ (psi(r + x) - psi(r)) + total * np.log(alpha)
    d_a = n @ (psi(a + b) - psi(a + b + x))
    d_b = d_a + n @ (psi(b + x) - psi(b))
    slope = np.array([d_r, total * r / alpha, d_a, d_b])
    hessian = np.zeros((4, 4))
    hessian[0, 0] = n @ (_trigamma(r + x) - _trigamma(r))
    hessian[0, 1] = hessian[1, 0] = total / alpha
    hessian[1, 1] = -total * r / alpha**2
    hessian[2:, 2:] = n @ (_trigamma(a + b) - _trigamma(a + b + x))
    hessian[3, 3] += n @ (_trigamma(b + x) - _trigamma(b))
    return float(value), slope, hessian


def _trigamma(x: Floats) -> Floats:
    return np.asarray(special.zeta(2, x), dtype=np.float64)


def _dot(a: Floats, b: Floats) -> float:
    """Σ a b in one thread: waiting for others costs more than such a sum."""
    return float(np.einsum("i,i->", a, b))


class _Still:
    """Customers without a repeat purchase: all are still there, (α + T)^−r."""

    def __init__(self, given: Histories, which: Bools) -> None:
        self.age, keep = np.unique(given.age[which], return_inverse=True)
        self.count = sums(keep, given.count[which], len(self.age))

    def add(self, theta: Floats) -> tuple[float, Floats, Floats]:
        r, alpha = theta[:2]
        n, until = self.count, alpha + self.age
        logs, inverse = _dot(n, np.log(until)), _dot(n, 1 / until)
        slope = np.array([-logs, -r * inverse, 0.0, 0.0])
        hessian = np.zeros((4, 4))
        hessian[0, 1] = hessian[1, 0] = -inverse
        hessian[1, 1] = r * _dot(n, until**-2.0)
        return -r * logs, slope, hessian


class _Back:
    """Customers who came back: still there, or gone after the last purchase."""

    def __init__(self, given: Histories, which: Bools) -> None:
        self.x, self.last, self.age = given.x[which], given.last[which], given.age[which]
        self.count = given.count[which]

    def add(self, theta: Floats) -> tuple[float, Floats, Floats]:
        r, alpha, a, b = theta
        n, power, gone = self.count, r + self.x, b + self.x - 1
        until, last = alpha + self.age, alpha + self.last
        log_until, log_last = np.log(until), np.log(last)
        # v − u: log odds of having left.
        odds = np.log(a / gone) + power * (log_until - log_last)
        q = special.expit(odds)
        value = _dot(n, np.logaddexp(0.0, odds) - power * log_until)
        leave, stay = n * q, n * (1 - q)
        u_r, v_r, u_a, v_a = -log_until, -log_last, -power / until, -power / last
        d_b = -1 / gone
        slope = np.array(
            [
                _dot(stay, u_r) + _dot(leave, v_r),
                _dot(stay, u_a) + _dot(leave, v_a),
                leave.sum() / a,
                _dot(leave, d_b),
            ]
        )
        away = np.array([v_r - u_r, v_a - u_a, np.full(len(q), 1 / a), d_b])
        hessian = np.einsum("ik,jk->ij", away * (leave * (1 - q)), away)
        cross = -(_dot(stay, 1 / until) + _dot(leave, 1 / last))
        hessian[0, 1] += cross
        hessian[1, 0] += cross
        hessian[1, 1] -= _dot(stay, u_a / until) + _dot(leave, v_a / last)
        hessian[2, 2] -= leave.sum() / a**2
        hessian[3, 3] += _dot(leave, d_b**2)
        return float(value), slope, hessian


def bg_nbd_alive(theta: Floats, x: Floats, last: Floats, age: Floats) -> Floats:
    """Probability of still being a customer."""
    r, alpha, a, b = theta
    gone = np.maximum(b + x - 1, 1e-12)
    odds = np.log(a / gone) + (r + x) * np.log((alpha + age) / (alpha + last))
    return np.where(x > 0, special.expit(-odds), 1.0)


def bg_nbd_ahead(theta: Floats, t: Floats, x: Floats, age: Floats) -> Floats:
    """Expected purchases in the next t of somebody who is a customer now, after x repeats by `age`.

    (a + b + x − 1)/(a − 1) · (1 − ((α + T)/(α + T + t))^(r + x) ₂F₁(r + x, b + x; a + b + x − 1; z)).
    """
    r, alpha, a, b = theta
    a = a if abs(a - 1) > 1e-6 else 1 + 1e-6
    power, now = r + x, alpha + age
    z = t / (now + t)
    series = special.hyp2f1(power, b + x, a + b + x - 1, z)
    fall = power * np.log1p(-z)
    value = np.asarray((a + b + x - 1) / (a - 1) * (1 - np.exp(fall) * series), dtype=np.float64)
    wrong = (
        ~np.isfinite(value) | (a + b + x - 1 < 1e-9) | (value < 0) | (value > power * t / now * (1 + 1e-9))
    )
    if wrong.any():
        parts = np.broadcast_arrays(np.asarray(t, dtype=np.float64), power, now, b + x)
        value = np.where(wrong, _by_quadrature(a, *parts), value)
    return value


def _by_quadrature(a: float, t: Floats, power: Floats, now: Floats, b: Floats) -> Floats:
    """The same as the mean over p ~ Beta(a, b) of (1 − (now/(now + p t))^power)/p, where the series
    cannot be summed in double precision: midpoints of 400 equal parts of the distribution."""
    level = (np.arange(400) + 0.5) / 400
    total = np.zeros(np.shape(power))
    for one in level:
        p = np.maximum(special.betaincinv(a, b, one), 1e-300)
        total = total + -np.expm1(-power * np.log1p(p * t / now)) / p
    return np.asarray(total / len(level), dtype=np.float64)


def bg_nbd_count(theta: Floats, n: int, t: float) -> float:
    """Probability that a new customer makes exactly n repeat purchases within t."""
    r, alpha, a, b = theta
    stay, move = r * np.log(alpha / (alpha + t)), np.log(t / (alpha + t)) if t > 0 else -np.inf
    log, beta = special.gammaln, special.betaln
    j = np.arange(n + 1)
    with np.errstate(invalid="ignore"):
        steps = np.exp(log(r + j) - log(r) - log(j + 1) + stay + np.where(j > 0, j * move, 0.0))
    here = np.exp(beta(a, b + n) - beta(a, b)) * steps[n]
    if n == 0:
        return float(here)
    return float(here + np.exp(beta(a + 1, b + n - 1) - beta(a, b)) * (1 - steps[:n].sum()))

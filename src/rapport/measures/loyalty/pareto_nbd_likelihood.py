"""The Pareto/NBD likelihood with its derivatives."""

from __future__ import annotations

import numpy as np
from scipy import special

from rapport.measures.inputs import Floats
from rapport.measures.loyalty.climb import Derivatives
from rapport.measures.loyalty.purchases import Histories

NODES = 24
ENOUGH = 40.0
CHUNK = 4096
PAIRS = [(i, j) for i in range(4) for j in range(i + 1)]


def pareto_nbd_derivatives(given: Histories) -> Derivatives:
    """Logarithm of the likelihood, its gradient and Hessian at the logarithms of (r, α, s, β).

    Each history is still there (e^u) or left since the last purchase (an integral of e^g): first and
    second derivatives are means over both under their shares of the likelihood.
    """
    x, n = given.x, given.count
    total = float(n.sum())
    starts = range(0, len(x), CHUNK)
    parts = [tuple(one[i : i + CHUNK] for one in (x, given.last, given.age, n)) for i in starts]

    def derivatives(point: Floats) -> tuple[float, Floats, Floats]:
        theta = np.exp(point)
        r, alpha, s, beta = theta
        value = float((n * (special.gammaln(r + x) - special.gammaln(r))).sum())
        value += total * float(r * np.log(alpha) + s * np.log(beta))
        slope = np.array([total * np.log(alpha), total * r / alpha, total * np.log(beta), total * s / beta])
        slope[0] += (n * (special.psi(r + x) - special.psi(r))).sum()
        hessian = np.zeros((4, 4))
        hessian[0, 0] = (n * (special.zeta(2, r + x) - special.zeta(2, r))).sum()
        for place in (0, 2):
            hessian[place + 1, place] = total / theta[place + 1]
            hessian[place + 1, place + 1] = -total * theta[place] / theta[place + 1] ** 2
        for part in parts:
            more = _mixed(theta, *part)
            value, slope, hessian = value + more[0], slope + more[1], hessian + more[2]
        hessian = hessian + np.tril(hessian, -1).T
        return value, slope * theta, hessian * np.outer(theta, theta) + np.diag(slope * theta)

    return derivatives


def _mixed(theta: Floats, x: Floats, last: Floats, age: Floats, n: Floats) -> tuple[float, Floats, Floats]:
    """Sums over some histories of the logarithm of "still there or left", and its derivatives (the lower
    half of the second ones)."""
    r, alpha, s, beta = theta
    heights, moments = _nodes(theta, x, last, age)
    still = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
    g, u = np.vstack([still, np.log(s) + heights]), np.vstack([age, moments])
    left = np.ones((len(g), 1))
    left[0] = 0.0
    power, own = s + left, left / s
    top = g.max(axis=0)
    w = np.exp(g - top)
    weight = w.sum(axis=0)
    w *= n / weight
    a, b = 1 / (alpha + u), 1 / (beta + u)
    slope = [np.log(a), -(r + x) * a, np.log(b) + own, -power * b]
    first = [(w * one).sum(axis=0) for one in slope]
    hessian = np.zeros((4, 4))
    for i, j in PAIRS:
        mean = np.divide(first[i] * first[j], n)
        hessian[i, j] = float(np.einsum("ij,ij,ij->", w, slope[i], slope[j]) - mean.sum())
    hessian[1, 0] -= float((w * a).sum())
    hessian[1, 1] += float(((w * a * a) * (r + x)).sum())
    hessian[3, 2] -= float((w * b).sum())
    hessian[3, 3] += float((w * b * b * power).sum())
    hessian[2, 2] -= float((w * own).sum()) / s
    value = float((n * (top + np.log(weight))).sum())
    return value, np.array([float(one.sum()) for one in first]), hessian


def pareto_nbd_parts(theta: Floats, x: Floats, last: Floats, age: Floats) -> tuple[Floats, Floats]:
    """Logarithms of the likelihood of being there still, and of having left since the last purchase,
    both without what they share."""
    r, alpha, s, beta = theta
    still = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
    gone = np.empty(len(x))
    for i in range(0, len(x), CHUNK):
        here = slice(i, i + CHUNK)
        heights, _ = _nodes(theta, x[here], last[here], age[here])
        gone[here] = np.log(s) + special.logsumexp(heights, axis=0)
    return np.asarray(still, dtype=np.float64), gone


def _nodes(theta: Floats, x: Floats, last: Floats, age: Floats) -> tuple[Floats, Floats]:
    """Logarithms of the weighted integrand (α + u)^−(r + x) (β + u)^−(s + 1), which add up to its integral
    from the last purchase to the end, and the moments u: nodes × histories.

    Gauss–Legendre over y = log(min(α, β) + u), in which the integrand falls about exponentially, as far
    as it matters: nine digits, also where the hypergeometric series fails.
    """
    r, alpha, s, beta = theta
    nearest = min(alpha, beta)
    start = nearest + last
    fall = np.maximum((r + x) * start / (alpha + last) + (s + 1) * start / (beta + last) - 1, 1e-3)
    width = np.minimum(np.log((nearest + age) / start), ENOUGH / fall)
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    y = width * ((nodes[:, None] + 1) / 2)
    u = start * np.exp(y) - nearest
    with np.errstate(divide="ignore"):
        log_width = np.log(width / 2 * start)
    heights = -(r + x) * np.log(alpha + u) - (s + 1) * np.log(beta + u)
    return np.asarray(heights + y + log_width + np.log(weights[:, None]), dtype=np.float64), u

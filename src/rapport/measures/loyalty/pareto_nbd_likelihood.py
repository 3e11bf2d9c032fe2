"""The Pareto/NBD likelihood with its derivatives."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import special

from rapport.measures.inputs import Floats
from rapport.measures.loyalty.climb import Derivatives
from rapport.measures.loyalty.purchases import Histories

NODES = 24
ENOUGH = 40.0
PAIRS = [(i, j) for i in range(4) for j in range(i + 1)]


def pareto_nbd_derivatives(given: Histories) -> Derivatives:
    """Logarithm of the likelihood, its gradient and Hessian at the logarithms of (r, α, s, β).

    Each history is still there (e^u) or left since the last purchase (an integral of e^g): first and
    second derivatives are means over both under their shares of the likelihood.
    """
    x, last, age, n = given.x, given.last, given.age, given.count
    total = float(n.sum())

    def derivatives(point: Floats) -> tuple[float, Floats, Floats]:
        theta = np.exp(point)
        r, alpha, s, beta = theta
        height = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
        parts = [(height, age, s)]
        parts += [(np.log(s) + g, u, s + 1) for g, u in _nodes(theta, x, last, age)]
        top = np.maximum.reduce([one[0] for one in parts])
        weight = np.zeros_like(top)
        first = np.zeros((4, len(x)))
        second = {pair: np.zeros(len(x)) for pair in PAIRS}
        for g, u, power in parts:
            w = np.exp(g - top)
            slope = [
                -np.log(alpha + u),
                -(r + x) / (alpha + u),
                -np.log(beta + u) + (0.0 if power == s else 1 / s),
                -power / (beta + u),
            ]
            weight = weight + w
            for i, j in PAIRS:
                second[i, j] += w * slope[i] * slope[j]
            for i in range(4):
                first[i] += w * slope[i]
            second[1, 0] -= w / (alpha + u)
            second[1, 1] += w * (r + x) / (alpha + u) ** 2
            second[3, 2] -= w / (beta + u)
            second[3, 3] += w * power / (beta + u) ** 2
            if power != s:
                second[2, 2] -= w / s**2
        mean = first / weight
        value = float(n @ (top + np.log(weight) + special.gammaln(r + x) - special.gammaln(r)))
        value += total * float(r * np.log(alpha) + s * np.log(beta))
        slope_sum = mean @ n
        slope_sum += [n @ (special.psi(r + x) - special.psi(r)), total * r / alpha, 0.0, total * s / beta]
        slope_sum += [total * np.log(alpha), 0.0, total * np.log(beta), 0.0]
        hessian = np.zeros((4, 4))
        for i, j in PAIRS:
            hessian[i, j] = hessian[j, i] = float(n @ (second[i, j] / weight - mean[i] * mean[j]))
        hessian[0, 0] += n @ (special.zeta(2, r + x) - special.zeta(2, r))
        for place in (0, 2):
            hessian[place, place + 1] += total / theta[place + 1]
            hessian[place + 1, place] += total / theta[place + 1]
            hessian[place + 1, place + 1] -= total * theta[place] / theta[place + 1] ** 2
        return value, slope_sum * theta, hessian * np.outer(theta, theta) + np.diag(slope_sum * theta)

    return derivatives


def pareto_nbd_parts(theta: Floats, x: Floats, last: Floats, age: Floats) -> tuple[Floats, Floats]:
    """Logarithms of the likelihood of being there still, and of having left since the last purchase,
    both without what they share."""
    r, alpha, s, beta = theta
    still = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
    heights = [g for g, _ in _nodes(theta, x, last, age)]
    return still, np.log(s) + np.asarray(special.logsumexp(np.array(heights), axis=0))


def _nodes(theta: Floats, x: Floats, last: Floats, age: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Points u and logarithms of the weighted integrand (α + u)^−(r + x) (β + u)^−(s + 1) that add up to
    its integral from the last purchase to the end.

    Gauss–Legendre over y = log(min(α, β) + u), in which the integrand falls about exponentially, as far
    as it matters: nine digits, also where the hypergeometric series fails.
    """
    r, alpha, s, beta = theta
    nearest = min(alpha, beta)
    start = nearest + last
    fall = np.maximum((r + x) * start / (alpha + last) + (s + 1) * start / (beta + last) - 1, 1e-3)
    width = np.minimum(np.log((nearest + age) / start), ENOUGH / fall)
    with np.errstate(divide="ignore"):
        log_width = np.log(width / 2)
    for node, weight in zip(*np.polynomial.legendre.leggauss(NODES), strict=True):
        step = start * np.exp(width * (node + 1) / 2)
        u = step - nearest
        height = -(r + x) * np.log(alpha + u) - (s + 1) * np.log(beta + u)
        yield height + log_width + np.log(weight * step), u

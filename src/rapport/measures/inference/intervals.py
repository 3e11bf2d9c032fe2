"""Intervals for a share, and for the difference of two shares of one group."""

from __future__ import annotations

import numpy as np
from scipy import special

METHODS = ("wilson", "jeffreys", "exact", "agresti_coull")


def normal_quantile(confidence: float) -> float:
    """z of a two-sided confidence: 1.96 at 95 %."""
    return float(special.ndtri((1 + confidence) / 2))


def share_interval(successes: float, n: float, z: float, method: str) -> tuple[float, float]:
    """Interval of a share; `n` may be an effective base, `z` any two-sided quantile."""
    if method == "wilson":
        p, a = successes / n, z * z / n
        middle, half = p + a / 2, z * np.sqrt(p * (1 - p) / n + a / (4 * n))
        return _inside((middle - half) / (1 + a), (middle + half) / (1 + a), successes, n)
    if method == "agresti_coull":
        bigger = n + z * z
        p = (successes + z * z / 2) / bigger
        half = z * np.sqrt(p * (1 - p) / bigger)
        return max(float(p - half), 0.0), min(float(p + half), 1.0)
    tail = float(special.ndtr(-z))
    more = 0.5 if method == "jeffreys" else 0.0
    low = special.betaincinv(successes + more, n - successes + (more or 1), tail) if successes > 0 else 0.0
    high = special.betainccinv(successes + (more or 1), n - successes + more, tail) if successes < n else 1.0
    return float(low), float(high)


def _inside(low: float, high: float, successes: float, n: float) -> tuple[float, float]:
    """Exactly 0 or 1 at the ends, where arithmetic would leave a trace."""
    return (0.0 if successes <= 0 else float(low)), (1.0 if successes >= n else float(high))


def balance_interval(up: float, down: float, n: float, z: float) -> tuple[float, float]:
    """Score interval of (up − down) / n, the difference of two shares of one multinomial.

    Tango's score interval for paired shares: the values δ that (up − down − nδ)² ≤ z² · variance under
    δ does not refuse. `n` may be an effective base, with `up` and `down` scaled to it.
    """
    estimate = (up - down) / n

    def refused(delta: float) -> bool:
        b = -up - down + (2 * n - up + down) * delta
        q = (np.sqrt(max(b * b + 8 * n * down * delta * (1 - delta), 0.0)) - b) / (4 * n)
        variance = max(n * (2 * q + delta * (1 - delta)), 0.0)
        return bool((up - down - n * delta) ** 2 > z * z * variance)

    def bound(end: float) -> float:
        near, far = estimate, end
        if not refused(end):
            return end
        for _ in range(60):
            middle = (near + far) / 2
            near, far = (near, middle) if refused(middle) else (middle, far)
        return near

    return bound(-1.0), bound(1.0)

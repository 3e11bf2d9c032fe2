"""Intervals for a share."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

METHODS = (
    "wilson",
    "wilson_cc",
    "jeffreys",
    "jeffreys_equal_tailed",
    "exact",
    "agresti_coull",
    "agresti_coull_unclipped",
    "wald",
)


def normal_quantile(confidence: float) -> float:
    """z of a two-sided confidence: 1.96 at 95 %."""
    return float(special.ndtri((1 + confidence) / 2))


def share_interval(successes: float, n: float, z: float, method: str) -> tuple[float, float]:
    """Interval of a share; `n` may be an effective base, `z` any two-sided quantile."""
    if method == "wilson":
        low, high = wilson_limits(successes / n, n, z)
        return float(low), float(high)
    if method == "wilson_cc":
        return _corrected(successes, n, z)
    if method in ("wald", "agresti_coull", "agresti_coull_unclipped"):
        bigger = n if method == "wald" else n + z * z
        p = (successes + (bigger - n) / 2) / bigger
        half = z * (max(p * (1 - p), 0.0) / bigger) ** 0.5
        low, high = float(p - half), float(p + half)
        return (max(low, 0.0), min(high, 1.0)) if method == "agresti_coull" else (low, high)
    tail = float(special.ndtr(-z))
    more = 0.0 if method == "exact" else 0.5
    ends = method != "jeffreys_equal_tailed"
    low, high = 0.0, 1.0
    if successes > 0 or not ends:
        low = float(special.betaincinv(successes + more, n - successes + (more or 1), tail))
    if successes < n or not ends:
        high = float(special.betainccinv(successes + (more or 1), n - successes + more, tail))
    return low, high


def wilson_limits(share: Any, n: Any, z: Any) -> tuple[Any, Any]:
    """Wilson's limits of shares, element by element; exactly 0 or 1 at the ends, where arithmetic would
    leave a trace."""
    a = z * z / n
    middle, half = share + a / 2, z * np.sqrt(np.maximum(share * (1 - share) / n + a / (4 * n), 0.0))
    low, high = (middle - half) / (1 + a), (middle + half) / (1 + a)
    return np.where(share <= 0, 0.0, low), np.where(share >= 1, 1.0, high)


def _corrected(successes: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's interval with a correction for continuity (Newcombe's method 4)."""
    misses, a = n - successes, z * z
    below = max(a - 2 - 1 / n + 4 * successes * (misses + 1) / n, 0.0) ** 0.5
    above = max(a + 2 - 1 / n + 4 * successes * (misses - 1) / n, 0.0) ** 0.5
    low = (2 * successes + a - 1 - z * below) / (2 * (n + a))
    high = (2 * successes + a + 1 + z * above) / (2 * (n + a))
    return (0.0 if successes <= 0 else max(low, 0.0)), (1.0 if misses <= 0 else min(high, 1.0))

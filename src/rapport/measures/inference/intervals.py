"""Quantiles and limits that intervals are made of, for one number or for very many at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.inputs import Floats

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


def student_quantile(df: float, confidence: float) -> float:
    """Student's t of a two-sided confidence: normal_quantile where the spread is estimated."""
    return float(special.stdtrit(df, (1 + confidence) / 2))


def student_quantiles(df: Any, confidence: float) -> Floats:
    """Student's t for each of many degrees of freedom, which count as at least one."""
    return np.asarray(special.stdtrit(np.maximum(df, 1), (1 + confidence) / 2), dtype=np.float64)


def around(value: float, error: float, confidence: float, df: float | None = None) -> dict[str, Any]:
    """What an Estimate says of a value and its standard error: value ± Student's t × error; the normal's
    quantile where `df` is None or without end."""
    freedom = None if df is None or np.isinf(df) else float(df)
    quantile = normal_quantile(confidence) if freedom is None else student_quantile(freedom, confidence)
    reach = quantile * float(error)
    return {
        "value": float(value),
        "low": float(value) - reach,
        "high": float(value) + reach,
        "standard_error": float(error),
        "degrees_of_freedom": freedom,
    }


def student_limits(value: Floats, error: Floats, df: Any, confidence: float) -> tuple[Floats, Floats]:
    """value ± Student's t × error of very many at once; degrees of freedom count as at least one."""
    reach = student_quantiles(df, confidence) * error
    return value - reach, value + reach


def logit_limits(share: Any, error: Any, quantile: Any) -> tuple[Floats, Floats]:
    """Limits of shares made on their log odds, so that they stay between 0 and 1; at the ends the share."""
    value = np.asarray(share, dtype=np.float64)
    inside = (value > 0) & (value < 1)
    p = np.where(inside, value, 0.5)
    middle, reach = special.logit(p), quantile * error / (p * (1 - p))
    low, high = special.expit(middle - reach), special.expit(middle + reach)
    return np.where(inside, low, value), np.where(inside, high, value)


def share_interval(successes: float, n: float, z: float, method: str) -> tuple[float, float]:
    """Interval of a share; `n` may be an effective base, `z` any two-sided quantile."""
    if method == "wilson":
        ends = wilson_limits(successes / n, n, z)
        return float(ends[0]), float(ends[1])
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
    clipped = method != "jeffreys_equal_tailed"
    low, high = 0.0, 1.0
    if successes > 0 or not clipped:
        low = float(special.betaincinv(successes + more, n - successes + (more or 1), tail))
    if successes < n or not clipped:
        high = float(special.betainccinv(successes + (more or 1), n - successes + more, tail))
    return low, high


def wilson_limits(share: Any, n: Any, z: Any) -> tuple[Floats, Floats]:
    """Wilson's limits of shares on (effective) bases `n`, element by element; `z` any two-sided quantile.

    Exactly 0 and 1 at the ends, where arithmetic would leave a trace; NaN where there is no base.
    """
    p, base = np.asarray(share, dtype=np.float64), np.asarray(n, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        a = z * z / base
        middle = p + a / 2
        half = z * np.sqrt(np.maximum(p * (1 - p), 0) / base + a / (4 * base))
        low, high = (middle - half) / (1 + a), (middle + half) / (1 + a)
    return np.where(p <= 0, 0.0 * low + 0.0, low), np.where(p >= 1, 1.0 + 0.0 * high, high)


def _corrected(successes: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's interval with a correction for continuity (Newcombe's method 4)."""
    misses, a = n - successes, z * z
    below = max(a - 2 - 1 / n + 4 * successes * (misses + 1) / n, 0.0) ** 0.5
    above = max(a + 2 - 1 / n + 4 * successes * (misses - 1) / n, 0.0) ** 0.5
    low = (2 * successes + a - 1 - z * below) / (2 * (n + a))
    high = (2 * successes + a + 1 + z * above) / (2 * (n + a))
    return (0.0 if successes <= 0 else max(low, 0.0)), (1.0 if misses <= 0 else min(high, 1.0))

"""Wilson's interval for very many shares at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.inputs import Floats


def wilson_limits(share: Any, worth: Any, quantile: Any) -> tuple[Floats, Floats]:
    """Limits of shares on (effective) bases `worth`, for a normal or Student `quantile`.

    Exactly 0 and 1 at the ends; NaN where there is no base.
    """
    p, n = np.asarray(share, dtype=np.float64), np.asarray(worth, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        a = quantile * quantile / n
        middle = p + a / 2
        half = quantile * np.sqrt(np.maximum(p * (1 - p), 0) / n + a / (4 * n))
        low, high = (middle - half) / (1 + a), (middle + half) / (1 + a)
    return np.where(p <= 0, 0.0 * low, low), np.where(p >= 1, 1.0 + 0.0 * high, high)


def student(df: Any, confidence: float) -> Floats:
    """Two-sided quantile of Student's t for each of many degrees of freedom."""
    return np.asarray(special.stdtrit(np.maximum(df, 1), (1 + confidence) / 2), dtype=np.float64)

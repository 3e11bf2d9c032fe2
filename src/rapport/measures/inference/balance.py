"""Intervals for the difference of two shares of one group: promoters less detractors, better less worse."""

from __future__ import annotations

from math import isnan, sqrt
from typing import Any

import numpy as np

from rapport.measures.inputs import Floats

BALANCE_METHODS = ("score", "wald", "adjusted_wald")
ADDED = 3.0
HALVINGS = 50


def balance_limits(up: Any, down: Any, n: Any, z: Any, method: str = "score") -> tuple[Floats, Floats]:
    """Limits of (up − down) / n, element by element; `n` may be an effective base.

    `up` and `down` are counts scaled to `n`; score is Tango's, adjusted_wald adds three cases, a quarter
    of them up and a quarter down. Wald's limits may lie beyond −1 and 1.
    """
    up, down, n, z = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(x, dtype=float)) for x in (up, down, n, z))
    )
    if method == "score":
        if up.size == 1:
            ends = (_end(float(up[0]), float(down[0]), float(n[0]), float(z[0]), far) for far in (-1.0, 1.0))
            low, high = (np.array([end]) for end in ends)
            return low, high
        return _score(up, down, n, z)
    value = (up - down) / n
    if method == "adjusted_wald":
        up, down, n = up + ADDED / 4, down + ADDED / 4, n + ADDED
    middle = (up - down) / n
    half = z * np.sqrt(np.maximum((up + down) / n - middle**2, 0.0) / n)
    if method == "wald":
        return middle - half, middle + half
    low, high = np.maximum(middle - half, -1.0), np.minimum(middle + half, 1.0)
    return np.minimum(low, value), np.maximum(high, value)


def _score(up: Floats, down: Floats, n: Floats, z: Floats) -> tuple[Floats, Floats]:
    """Tango's score interval for paired shares: the values δ that (up − down − nδ)² ≤ z² · variance under
    δ does not refuse, found by halving from the estimate outwards, both limits at once."""
    value = (up - down) / n
    far = np.stack([np.full_like(value, -1.0), np.full_like(value, 1.0)])
    near = np.stack([value, value])
    net, spread, turn, limit = up - down, up + down, 2 * n - up + down, z * z

    def kept(delta: Floats) -> Any:
        b = turn * delta - spread
        product = delta * (1 - delta)
        root = np.sqrt(np.maximum(b * b + 8 * n * down * product, 0.0))
        variance = np.maximum((root - b) / 2 + n * product, 0.0)
        return (net - n * delta) * (net - n * delta) <= limit * variance

    near = np.where(kept(far), far, near)
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        inside = kept(middle)
        near, far = np.where(inside, middle, near), np.where(inside, far, middle)
    return near[0], near[1]


def _end(up: float, down: float, n: float, z: float, far: float) -> float:
    """One limit of one difference: `_score` step by step, to the last digit, without arrays' overhead."""
    near = (up - down) / n
    net, spread, turn, limit = up - down, up + down, 2 * n - up + down, z * z

    def kept(delta: float) -> bool:
        b = turn * delta - spread
        product = delta * (1 - delta)
        root = sqrt(max(b * b + 8 * n * down * product, 0.0))
        variance = max((root - b) / 2 + n * product, 0.0)
        return (net - n * delta) * (net - n * delta) <= limit * variance

    if isnan(n):
        return n
    if kept(far):
        return far
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        near, far = (middle, far) if kept(middle) else (near, middle)
    return near

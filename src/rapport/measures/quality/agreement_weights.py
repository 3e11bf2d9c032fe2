"""How much two different ratings agree: 1 the same, 0 as far apart as can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from rapport.measures.inputs import Floats, table
from rapport.records.errors import InputError

Weighting = Callable[[Floats, Floats], Floats]


def _ratio(a: Floats, b: Floats) -> Floats:
    total = a + b
    return np.divide(a - b, total, out=np.zeros_like(total), where=total != 0) ** 2


def _circular(a: Floats, b: Floats) -> Floats:
    span = float(a.max(initial=0.0) - a.min(initial=np.inf)) + 1 if a.size else 1.0
    return np.asarray(np.sin(np.pi * (a - b) / span) ** 2, dtype=np.float64)


def _bipolar(a: Floats, b: Floats) -> Floats:
    if not a.size:
        return np.zeros_like(a)
    low, high = float(a.min()), float(a.max())
    room = (a + b - 2 * low) * (2 * high - a - b)
    return np.divide((a - b) ** 2, room, out=np.zeros_like(room), where=(room > 0) & (a != b))


def _ordinal(a: Floats, b: Floats) -> Floats:
    rank = np.searchsorted(np.unique(a), a), np.searchsorted(np.unique(b), b)
    between = np.abs(rank[0] - rank[1]) + 1.0
    return np.asarray(between * (between - 1) / 2, dtype=np.float64)


DISTANCES: dict[str, Weighting] = {
    "linear": lambda a, b: np.abs(a - b),
    "quadratic": lambda a, b: (a - b) ** 2,
    "radical": lambda a, b: np.sqrt(np.abs(a - b)),
    "ordinal": _ordinal,
    "ratio": _ratio,
    "circular": _circular,
    "bipolar": _bipolar,
}


def agreement_weights(values: Floats, weights: Any) -> Floats:
    """Categories × categories: 1 − distance / largest distance. `weights` "identity" needs no order.

    A matrix of one's own is taken as it is: with 1 on the diagonal it says how much two categories
    agree, with 0 how far they disagree (then 1 − weight / largest).
    """
    if not isinstance(weights, str):
        return _own(weights, len(values))
    if weights in ("identity", "unweighted"):
        return np.eye(len(values))
    if weights not in DISTANCES:
        raise InputError(
            f"weights {weights!r} are unknown", "weights", f"use identity, {', '.join(sorted(DISTANCES))}"
        )
    a, b = np.broadcast_arrays(values[:, None], values[None, :])
    distance = DISTANCES[weights](a.copy(), b.copy())
    largest = float(distance.max(initial=0.0))
    return 1.0 - distance / largest if largest > 0 else np.ones_like(distance)


def named(weights: Any) -> str:
    """What to call the weights in a method."""
    return weights if isinstance(weights, str) else "custom weights"


def _own(weights: Any, categories: int) -> Floats:
    given = table(weights, "weights")
    if given.shape != (categories, categories):
        raise InputError(
            f"weights are {given.shape[0]} × {given.shape[1]} for {categories} categories",
            "weights",
            "give one row and column for each category, and name the categories",
        )
    if np.isnan(given).any() or (given < 0).any():
        raise InputError("a weight is missing or negative", "weights", "give numbers ≥ 0")
    diagonal = np.diag(given)
    if (diagonal == 0).all() and given.any():
        return np.asarray(1.0 - given / given.max(), dtype=np.float64)
    if (diagonal == 1).all() and given.max() <= 1:
        return given
    raise InputError(
        "weights say neither agreement nor disagreement",
        "weights",
        "give agreement (1 on the diagonal, at most 1 beside it) or disagreement (0 on the diagonal)",
    )

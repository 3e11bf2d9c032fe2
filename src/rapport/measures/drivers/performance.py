"""How well each driver does today, on 0–100."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rapport.measures.drivers.rows import Rows
from rapport.measures.inputs import Floats, numbers
from rapport.records.errors import InputError

Scales = tuple[float, float] | Mapping[str, tuple[float, float]] | None


def performances(rows: Rows, scales: Scales) -> Floats:
    """Each driver's mean as a share of its scale × 100; by default from its lowest to its highest value."""
    if not rows.base or not rows.weighted_base:
        return np.full(len(rows.names), np.nan)
    ends = performance_ends(rows, scales)
    means = np.einsum("ij,j->i", rows.values[:-1], rows.weights / rows.weighted_base)
    width = ends[:, 1] - ends[:, 0]
    return np.where(width > 0, 100 * (means - ends[:, 0]) / np.where(width > 0, width, 1.0), np.nan)


def performance_ends(rows: Rows, scales: Scales) -> Floats:
    """The lowest and highest value that each driver may have: (drivers, 2)."""
    if not rows.base:
        return np.full((len(rows.names), 2), np.nan)
    return np.array([_ends(rows, place, scales) for place in range(len(rows.names))], dtype=np.float64)


def _ends(rows: Rows, place: int, scales: Scales) -> tuple[float, float]:
    column, name = rows.values[place], rows.names[place]
    seen = float(column.min()), float(column.max())
    given = scales.get(name) if isinstance(scales, Mapping) else scales
    if given is None:
        return seen
    low, high = numbers(given, f"scales, {name!r}", length=2).tolist()
    if not low < high or seen[0] < low or seen[1] > high:
        raise InputError(
            f"values from {seen[0]:g} to {seen[1]:g} do not lie on the scale {low:g}–{high:g}",
            name,
            "give the lowest and highest possible value",
        )
    return low, high

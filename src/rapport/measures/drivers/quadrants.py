"""Two lines through a cloud of drivers, and how surely each lies in its quarter."""

from __future__ import annotations

import numpy as np

from rapport.measures.inputs import Floats
from rapport.records.errors import InputError

Cut = str | float
ROUNDING = 1e-12


def cut_off(values: Floats, cut: Cut) -> Floats:
    """The line between low and high over the last axis: its mean, its median, or a number given."""
    if isinstance(cut, str):
        if cut not in ("mean", "median"):
            raise InputError(f"line {cut!r} is unknown", "line", 'use "mean", "median" or a number')
        if not values.size:
            return np.full(values.shape[:-1], np.nan)
        return np.asarray(np.mean(values, axis=-1) if cut == "mean" else np.median(values, axis=-1))
    return np.full(values.shape[:-1], float(cut))


def quadrant_of(first: Floats, second: Floats, lines: tuple[Floats, Floats]) -> Floats:
    """0 first high, second low; 1 both high; 2 both low; 3 second high, first low. On a line is high."""
    high = first >= lines[0] - ROUNDING * np.abs(lines[0])
    other = second >= lines[1] - ROUNDING * np.abs(lines[1])
    return np.where(high, np.where(other, 1, 0), np.where(other, 3, 2))


def probabilities(
    values: tuple[Floats, Floats], drawn: tuple[Floats, Floats], first: Cut, second: Cut
) -> Floats:
    """The share of draws in which each driver lies where it lies, the lines drawn anew each time."""
    now = quadrant_of(*values, (cut_off(values[0], first), cut_off(values[1], second)))
    lines = cut_off(drawn[0], first)[:, None], cut_off(drawn[1], second)[:, None]
    return np.asarray((quadrant_of(*drawn, lines) == now).mean(axis=0))

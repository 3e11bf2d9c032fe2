"""Scores with an outcome each."""

import numpy as np

from law_rows.kind import Kind


def curve(rng, n, measure):
    qci = np.clip(95 - rng.gamma(1.5, 12, n * 80), 0, 100)
    chance = np.interp(qci, [0, 70, 80, 100], [0.1, 0.7, 0.75, 0.76])
    return {"qci": qci, "outcome": (rng.random(len(qci)) < chance).astype(float)}


def four_cells(rng, n, measure):
    touched, after = (rng.random(n) < 0.5).astype(float), (rng.random(n) < 0.5).astype(float)
    values = 50 + 3 * touched + 2 * after + 4 * touched * after + rng.standard_normal(n) * 5
    values[rng.random(n) < 0.05] = np.nan
    return {"values": values, "touched": touched, "after": after}


KINDS = {
    "curve": Kind(curve),
    "values in four cells": Kind(four_cells, measured=("values",), whole=True),
}

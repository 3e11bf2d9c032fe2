"""Scores with an outcome each."""

import numpy as np

from law_rows.kind import Kind


def curve(rng, n, measure):
    qci = np.clip(95 - rng.gamma(1.5, 12, n * 80), 0, 100)
    chance = np.interp(qci, [0, 70, 80, 100], [0.1, 0.7, 0.75, 0.76])
    return {"qci": qci, "outcome": (rng.random(len(qci)) < chance).astype(float)}


KINDS = {"curve": Kind(curve)}

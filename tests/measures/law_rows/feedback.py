"""Columns of answers."""

import numpy as np

from law_rows.kind import Kind, by_place


def answers(rng, n, measure):
    low, high = measure.answers
    return {"values": np.where(rng.random(n) < 0.1, np.nan, rng.integers(low, high + 1, n))}


KINDS = {"column": Kind(answers, by_place, whole=True)}

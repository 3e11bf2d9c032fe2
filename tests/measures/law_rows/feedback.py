"""Columns of answers."""

import numpy as np

from law_rows.kind import Kind, by_place


def answers(rng, n, measure):
    low, high = measure.answers
    return {"values": np.where(rng.random(n) < 0.1, np.nan, rng.integers(low, high + 1, n))}


def answers_by_group(rng, n, measure):
    return {**answers(rng, n, measure), "team": rng.integers(0, 3, n)}


def by_team(function, columns, more):
    """The measure of a frame of these columns, by its column of teams; weights become a column."""
    weights = more.get("weights")
    frame = columns if weights is None else {**columns, "weight": weights}
    more = {key: value for key, value in more.items() if key != "weights"}
    return function(frame, "values", "team", weight=None if weights is None else "weight", **more)


KINDS = {
    "column": Kind(answers, by_place, whole=True),
    "answers by group": Kind(answers_by_group, by_team, measured=("values",), grouped=True),
}

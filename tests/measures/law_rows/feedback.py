"""Columns of answers."""

import numpy as np

from law_rows.kind import Kind, by_place
from rapport.measures import Scale


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


def of_scale(function, columns, more):
    """The measure of answers on a scale of five."""
    return function(columns["values"], Scale(1, 5), **more)


def answers_by_agent(rng, n, measure):
    return {**answers(rng, 3 * n, measure), "agents": rng.integers(0, 6, 3 * n)}


def two_waves(rng, n, measure):
    low, high = measure.answers
    kept = rng.random(n) < 0.6
    first = rng.integers(low, high + 1, n).astype(float)
    second = np.where(
        kept, np.clip(first + rng.integers(-1, 2, n), low, high), rng.integers(low, high + 1, n)
    )
    first[:4], second[4:9] = np.nan, np.nan
    return {"before": first, "after": second, "customers": np.arange(n), "later": np.arange(n) + n * ~kept}


def between_waves(function, columns, more):
    """The change between two waves that share customers."""
    who = {"customers_before": columns["customers"], "customers_after": columns["later"]}
    return function(columns["before"], columns["after"], **who, **more)


KINDS = {
    "column": Kind(answers, by_place, whole=True),
    "answers by group": Kind(answers_by_group, by_team, measured=("values",), grouped=True),
    "answers of a scale": Kind(answers, of_scale),
    "answers by agent": Kind(answers_by_agent, by_place, measured=("values",), grouped=True),
    "two waves": Kind(two_waves, between_waves, measured=("before", "after")),
}

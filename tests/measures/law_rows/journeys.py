"""Events of cases."""

import numpy as np

from law_rows.kind import Kind, by_name

NAMES = np.array(["ask", "wait", "answer", "close"], dtype=object)


def events(rng, n, measure):
    """Twelve events for each row asked for; four activities, times in days."""
    rows = n * 12
    return {
        "cases": rng.permutation(np.arange(rows) // 6),
        "activities": NAMES[rng.choice(4, size=rows, p=[0.4, 0.3, 0.2, 0.1])],
        "at": np.round(rng.gamma(1.0, 3.0, rows), 6) + np.arange(rows) * 1e-9,
    }


def timed(function, columns, more):
    """With the median time of each edge."""
    return function(**columns, times="median", **more)


def paths(rng, n, measure):
    """Paths of one to three channels, each with how often it converted and was lost."""
    code = rng.integers(0, 3, (n, 3))
    length = rng.integers(1, 4, n)
    texts = [" > ".join("abc"[one] for one in row[:some]) for row, some in zip(code, length, strict=True)]
    conversions = rng.integers(0, 4, n).astype(float)
    conversions[3] = np.nan
    return {
        "paths": np.array(texts, dtype=object),
        "conversions": conversions,
        "nulls": rng.integers(0, 6, n).astype(float),
    }


def between(function, columns, more):
    """From one activity to another."""
    return function(columns["cases"], "ask", "wait", columns["activities"], columns["at"], **more)


def three_steps(function, columns, more):
    """Three steps in order."""
    steps = ["ask", "wait", "answer"]
    return function(columns["cases"], steps, columns["activities"], columns["at"], **more)


def with_outcomes(function, columns, more):
    """With an outcome of each case, the same for a case that comes again as another."""
    cases = np.unique(columns["cases"])
    return function(**columns, outcomes=(cases, cases % 10_000 * 7919 % 11), **more)


KINDS = {
    "events between": Kind(events, between, measured=("at",), units="cases"),
    "events in steps": Kind(events, three_steps, measured=("at",), units="cases"),
    "events with outcomes": Kind(events, with_outcomes, measured=("at",), units="cases", grouped=True),
    "paths": Kind(paths, by_name, measured=("conversions",)),
    "events": Kind(events, by_name, measured=("at",), units="cases"),
    "timed events": Kind(events, timed, measured=("at",), units="cases", grouped=True),
}

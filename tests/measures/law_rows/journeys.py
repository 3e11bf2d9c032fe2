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


KINDS = {
    "events": Kind(events, by_name, measured=("at",), units="cases"),
    "timed events": Kind(events, timed, measured=("at",), units="cases", grouped=True),
}

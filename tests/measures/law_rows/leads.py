"""An outcome with the indicators that may move before it."""

import numpy as np

from law_rows.kind import Kind


def indicators(rng, n, measure):
    """Shuffled periods: `wait` leads the outcome by three of them, `noise` does not."""
    place = np.arange(n, dtype=float)
    wait, noise = rng.standard_normal(n), rng.standard_normal(n)
    outcome = 50 + rng.standard_normal(n)
    outcome[3:] -= wait[:-3]
    order = rng.permutation(n)
    columns = {"outcome": outcome, "wait": wait, "noise": noise, "dates": place}
    return {name: column[order] for name, column in columns.items()}


def with_indicators(function, columns, more):
    named = {name: columns[name] for name in ("wait", "noise")}
    return function(columns["outcome"], named, columns["dates"], max_lag=4, draws=60, **more)


KINDS = {"indicators": Kind(indicators, with_indicators, measured=("outcome", "wait", "noise"))}

"""An answer of ordered levels beside what may drive it."""

import numpy as np

from law_rows.drivers import beside
from law_rows.kind import Kind


def levels_and_drivers(rng, n, measure):
    drivers = rng.normal(size=(n, 3)) + rng.normal(size=(n, 1))
    hidden = drivers @ [0.5, 0.3, 0.1] + rng.logistic(size=n)
    outcome = np.clip(np.round(hidden + 3), 1, 5)
    outcome[:3] = np.nan
    return {"outcome": outcome, **{f"driver{place}": column for place, column in enumerate(drivers.T)}}


KINDS = {"levels and drivers": Kind(levels_and_drivers, beside)}

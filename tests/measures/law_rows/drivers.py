"""An outcome beside what may drive it."""

import numpy as np

from law_rows.kind import Kind


def outcome_and_drivers(rng, n, measure):
    drivers = rng.normal(size=(n, 3)) + rng.normal(size=(n, 1))
    outcome = drivers @ [0.5, 0.3, 0.1] + rng.normal(size=n)
    outcome[:3] = np.nan
    return {"outcome": outcome, **{f"driver{place}": column for place, column in enumerate(drivers.T)}}


def beside(function, columns, more):
    drivers = {name: column for name, column in columns.items() if name != "outcome"}
    return function(columns["outcome"], drivers, **more)


KINDS = {"outcome and drivers": Kind(outcome_and_drivers, beside)}

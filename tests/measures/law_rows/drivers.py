"""An outcome beside what may drive it."""

import numpy as np

from law_rows.kind import Kind, as_matrix


def outcome_and_drivers(rng, n, measure):
    drivers = rng.normal(size=(n, 3)) + rng.normal(size=(n, 1))
    outcome = drivers @ [0.5, 0.3, 0.1] + rng.normal(size=n)
    outcome[:3] = np.nan
    return {"outcome": outcome, **{f"driver{place}": column for place, column in enumerate(drivers.T)}}


def beside(function, columns, more):
    drivers = {name: column for name, column in columns.items() if name != "outcome"}
    return function(columns["outcome"], drivers, **more)


def items(rng, n, measure):
    shared = rng.normal(3, 1, (n, 1))
    answers = np.clip(np.round(shared + rng.normal(0, 0.8, (n, 4))), *measure.answers)
    answers[0, 1] = np.nan
    return {f"item{place}": column for place, column in enumerate(answers.T)}


KINDS = {
    "outcome and drivers": Kind(outcome_and_drivers, beside),
    "items": Kind(items, as_matrix),
}

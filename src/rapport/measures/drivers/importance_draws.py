"""Importances of resampled rows."""

from __future__ import annotations

import numpy as np

from rapport.measures.drivers.importance_fit import How
from rapport.measures.drivers.importance_methods import LOGIT, method_of
from rapport.measures.drivers.moments import moments_of
from rapport.measures.drivers.resampled import resampled
from rapport.measures.drivers.rows import Rows
from rapport.measures.inputs import Floats
from rapport.records.errors import InputError


def importance_draws(rows: Rows, places: list[int], how: How, draws: int) -> tuple[Floats, Floats]:
    """Sizes of importances and means of the drivers at these places, over resampled rows."""
    if how.method == LOGIT:
        raise InputError("logit cannot be resampled", "method", 'use "lmg"')
    some = np.array([*places, len(rows.names)])
    kept = Rows(
        tuple(rows.names[place] for place in places),
        rows.values[some],
        rows.weights,
        rows.weighted,
        rows.units,
        rows.excluded,
    )
    moments = moments_of(kept)
    method = method_of(how.method, moments.correlations, [[place] for place in range(len(places))], 4, 0)
    if not method.settled:
        raise InputError(
            f"{len(places)} drivers cannot be resampled by {how.method}", "method", 'use "relative_weights"'
        )
    found = resampled(kept, moments, draws, how.seed)
    return np.abs(method.values(found.correlations)), found.means[:, :-1]

"""How much higher the outcome is where a driver is better."""

from __future__ import annotations

import numpy as np

from rapport.measures.drivers.linear_regression import regression_of_rows
from rapport.measures.drivers.rows import Rows
from rapport.measures.estimate import Estimate
from rapport.measures.inputs import Floats


def gains_of_rows(rows: Rows, step: float, confidence: float) -> dict[str, tuple[Estimate, Estimate]]:
    """For each driver: what a step in its good direction goes with, and the way to its best quarter."""
    slopes = regression_of_rows(rows, confidence, robust=True)
    found = {}
    for place, name in enumerate(rows.names):
        slope = slopes[name]
        way = 0.0
        if slope.value is not None:
            column = rows.values[place]
            quarter = _quantile(column, rows.weights, 0.75 if slope.value > 0 else 0.25)
            mean = float(column @ rows.weights) / rows.weighted_base
            way = max(quarter - mean, 0.0) if slope.value > 0 else min(quarter - mean, 0.0)
        towards = step if slope.value is None or slope.value >= 0 else -step
        found[name] = _scaled(slope, towards, "gain_of_a_step@1"), _scaled(slope, way, "gain_to_quarter@1")
    return found


def _scaled(slope: Estimate, by: float, definition: str) -> Estimate:
    if slope.value is None or slope.low is None or slope.high is None or slope.standard_error is None:
        value = None if slope.value is None else slope.value * by
        return slope.with_(value=value, definition=definition)
    return slope.with_(
        value=slope.value * by,
        low=min(slope.low * by, slope.high * by),
        high=max(slope.low * by, slope.high * by),
        standard_error=slope.standard_error * abs(by),
        definition=definition,
    )


def _quantile(column: Floats, weights: Floats, share: float) -> float:
    """The value at or under which that share of the weight lies."""
    order = np.argsort(column, kind="stable")
    reached = np.cumsum(weights[order])
    return float(column[order][np.searchsorted(reached, share * reached[-1] * (1 - 1e-12))])

"""Answers with what is known of everybody in the frame."""

import numpy as np

from law_rows.kind import Kind
from rapport.measures import calibrate


def calibrated(rng, n, measure):
    kind = np.arange(n) % 3
    orders = rng.integers(1, 9, n).astype(float)
    values = np.where(rng.random(n) < 0.1, np.nan, 10.0 * kind + orders + rng.normal(0, 5, n))
    return {"values": values, "kind": kind, "orders": orders}


def by_calibration(function, columns, more):
    """The column under weights fitted to the sizes of three groups and a total of orders."""
    weights = more.pop("weights", None) if (more := dict(more)) else None
    known = {"kind": {0: 400, 1: 350, 2: 250}, "orders": 4600}
    frame = {name: columns[name] for name in known}
    return function(columns["values"], calibrate(frame, known, weights=weights), **more)


KINDS = {"calibrated column": Kind(calibrated, by_calibration, measured=("values",), whole=True)}

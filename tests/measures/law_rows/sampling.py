"""Answers with what is known of everybody in the frame."""

import numpy as np

from law_rows.kind import Kind
from rapport.measures import adjust_nonresponse, calibrate, covariate_balancing_weights


def calibrated(rng, n, measure):
    kind = np.arange(n) % 3
    orders = rng.integers(1, 9, n).astype(float)
    values = np.where(rng.random(n) < 0.1, np.nan, 10.0 * kind + orders + rng.normal(0, 5, n))
    return {"values": values, "kind": kind, "orders": orders}


def by_calibration(function, columns, more):
    """The column under weights fitted to the sizes of three groups and a total of orders."""
    more = dict(more)
    weights = more.pop("weights", None)
    known = {"kind": {0: 400, 1: 350, 2: 250}, "orders": 4600}
    frame = {name: columns[name] for name in known}
    return function(columns["values"], calibrate(frame, known, weights=weights), **more)


def asked(rng, n, measure):
    region = np.arange(n) % 3
    answered = (rng.random(n) < 0.2 + 0.25 * region).astype(float)
    return {"answered": answered, "region": region, "months": rng.gamma(2.0, 10.0, n)}


def by_frame(function, columns, more):
    """Who answered, and what is known of everybody."""
    return function({name: columns[name] for name in ("region", "months")}, columns["answered"], **more)


def adjusted(rng, n, measure):
    region = np.arange(n) % 3
    answered = (rng.random(n) < 0.5 + 0.15 * region).astype(float)
    values = np.where((answered == 1) & (rng.random(n) < 0.9), 5.0 + 2 * region + rng.normal(0, 3, n), np.nan)
    return {"values": values, "answered": answered, "region": region}


def by_response(function, columns, more):
    """The column under weights for those who did not answer."""
    more = dict(more)
    weights = more.pop("weights", None)
    frame = {"region": columns["region"]}
    found = adjust_nonresponse(frame, columns["answered"], "region", weights=weights)
    return function(columns["values"], found, **more)


TARGET = {"region": np.repeat([0, 1, 2], [300, 350, 350]), "months": np.arange(1000) % 50}


def with_months(rng, n, measure):
    region = np.arange(n) % 3
    months = np.arange(n) % 50
    values = 5.0 + 2 * region + months / 10 + rng.normal(0, 3, n)
    return {"values": np.where(rng.random(n) < 0.1, np.nan, values), "region": region, "months": months}


def by_target(function, columns, more):
    """The column under weights that bring its rows to a target."""
    more = dict(more)
    weights = more.pop("weights", None)
    frame = {name: columns[name] for name in TARGET}
    fitted = covariate_balancing_weights(frame, TARGET, weights=weights, labels=["region"])
    return function(columns["values"], fitted, **more)


KINDS = {
    "column weighted to a target": Kind(with_months, by_target, measured=("values",), whole=True),
    "adjusted column": Kind(adjusted, by_response, measured=("values",), whole=True),
    "people asked": Kind(asked, by_frame, measured=("answered",)),
    "calibrated column": Kind(calibrated, by_calibration, measured=("values",), whole=True),
}

"""Customers: their purchases, histories, durations."""

import numpy as np

from law_rows.kind import Kind, by_place

DAYS = 300


def histories(rng, n, measure):
    """Customers who buy at differing rates and leave after a purchase with differing probabilities."""
    count = n * 8
    rate, leave = rng.gamma(1.0, 1 / 8, count), rng.beta(1.2, 3, count)
    age = rng.uniform(20, 60, count)
    x, last, now, here = np.zeros(count), np.zeros(count), np.zeros(count), np.ones(count, dtype=bool)
    while here.any():
        now = now + rng.exponential(1 / np.maximum(rate, 1e-9))
        here &= now < age
        x, last = x + here, np.where(here, now, last)
        here &= rng.random(count) > leave
    return {"frequency": x, "recency": last, "age": age}


def occasions(rng, n, measure):
    count = n * 8
    take, leave = rng.beta(1.2, 0.8, count), rng.beta(0.7, 2.8, count)
    stays = np.minimum(rng.geometric(np.maximum(leave, 1e-3)) - 1, 6)
    taken = (rng.random((count, 6)) < take[:, None]) & (np.arange(6) < stays[:, None])
    last = np.where(taken, np.arange(1, 7), 0).max(axis=1)
    return {
        "frequency": taken.sum(axis=1).astype(float),
        "recency": last.astype(float),
        "periods": np.full(count, 6.0),
    }


def spending(rng, n, measure):
    count = n * 4
    x = rng.integers(0, 8, count).astype(float)
    mean = rng.gamma(6 * np.maximum(x, 1)) / np.maximum(x, 1) / rng.gamma(4, 1 / 15, count)
    return {"frequency": x, "monetary": np.where(x > 0, mean, 0.0)}


def purchase_days(rng, n, measure):
    customer = rng.integers(0, n, n * 4)
    return {"customers": customer, "dates": np.floor(rng.random(n * 4) * DAYS)}


def purchases(rng, n, measure):
    found = purchase_days(rng, n, measure)
    return {**found, "values": rng.gamma(2.0, 20.0, n * 4)}


def durations(rng, n, measure):
    ends, seen = rng.exponential(30, n * 2), rng.uniform(10, 80, n * 2)
    return {"durations": np.minimum(ends, seen), "observed": (ends < seen).astype(float)}


def with_covariates(rng, n, measure):
    calls, plan = rng.integers(0, 5, n * 2).astype(float), rng.normal(0, 1, n * 2)
    ends, seen = rng.exponential(30 / np.exp(0.4 * calls - 0.3 * plan)), rng.uniform(10, 80, n * 2)
    return {
        "durations": np.minimum(ends, seen),
        "observed": (ends < seen).astype(float),
        "calls": calls,
        "plan": plan,
    }


def with_frame(function, columns, more):
    """The covariates as a mapping of columns."""
    rest = {key: column for key, column in columns.items() if key not in ("durations", "observed")}
    return function(columns["durations"], columns["observed"], rest, **more)


def risks(rng, n, measure):
    chance = rng.beta(2, 4, n * 3)
    return {"scores": chance, "outcome": (rng.random(n * 3) < chance).astype(float)}


def features(rng, n, measure):
    calls, plan = rng.poisson(2, n * 4).astype(float), rng.normal(0, 1, n * 4)
    chance = 1 / (1 + np.exp(2 - 0.6 * calls + 0.4 * plan))
    return {"calls": calls, "plan": plan, "churned": (rng.random(n * 4) < chance).astype(float)}


def linked(rng, n, measure):
    score, tenure = rng.normal(70, 10, n * 2), rng.gamma(2, 2, n * 2)
    stayed = rng.random(n * 2) < 1 / (1 + np.exp(4 - 0.05 * score - 0.1 * tenure))
    return {"score": score, "outcome": stayed.astype(float), "tenure": tenure}


def features_first(function, columns, more):
    """The features as a mapping of columns, then whether each left."""
    rest = {key: column for key, column in columns.items() if key != "churned"}
    return function(rest, columns["churned"], **more)


def controls_last(function, columns, more):
    """The controls as a mapping of columns."""
    return function(columns["score"], columns["outcome"], {"tenure": columns["tenure"]}, **more)


KINDS = {
    "histories": Kind(histories, whole=False),
    "occasions": Kind(occasions),
    "spending": Kind(spending),
    "purchases": Kind(purchases, measured=("dates", "values"), units="customers"),
    "purchase days": Kind(purchase_days, measured=("dates",), units="customers"),
    "durations": Kind(durations),
    "durations with covariates": Kind(with_covariates, with_frame),
    "risks": Kind(risks, by_place),
    "features": Kind(features, features_first),
    "scores and outcomes": Kind(linked, controls_last),
}

"""Rows of a sample: two columns, columns with a domain, two groups."""

import numpy as np

from law_rows.kind import Kind


def pairs(rng, n, measure):
    below = rng.uniform(1, 9, n)
    above = np.where(rng.random(n) < 0.1, np.nan, below * rng.uniform(0.5, 1.5, n))
    return {"numerator": above, "denominator": below}


def column(rng, n, measure):
    return {"values": with_domain(rng, n, measure)["values"]}


def with_domain(rng, n, measure):
    values = np.where(rng.random(n) < 0.1, np.nan, rng.normal(70, 12, n))
    return {"values": values, "domain": rng.random(n) < 0.6}


def with_domains(rng, n, measure):
    found = with_domain(rng, n, measure)
    return {"values": found["values"], "domains": np.arange(n) % 3}


def in_groups(rng, n, measure):
    values = with_domain(rng, n, measure)["values"]
    return {"values": values, "groups": np.arange(n) % 3}


def in_two_groups(rng, n, measure):
    return {"values": with_domain(rng, n, measure)["values"], "group": np.arange(n) % 2}


def before_and_after(rng, n, measure):
    before = with_domain(rng, n, measure)["values"]
    return {"before": before, "after": before + rng.normal(1, 5, n)}


def two_columns(rng, n, measure):
    return {key: with_domain(rng, n, measure)["values"] for key in ("a", "b")}


def outcome_and_drivers(rng, n, measure):
    wait, tone = rng.normal(5, 2, n), rng.normal(0, 1, n)
    outcome = np.where(rng.random(n) < 0.1, np.nan, 70 - wait + 2 * tone + rng.normal(0, 3, n))
    return {"outcome": outcome, "wait": wait, "tone": tone}


def as_drivers(function, columns, more):
    found = function(columns["outcome"], {key: columns[key] for key in ("wait", "tone")}, **more)
    return found.coefficients


def few_draws(function, columns, more):
    return function("mean", *columns.values(), draws=499, **more)


KINDS = {
    "values in groups": Kind(in_groups, measured=("values",), grouped=True),
    "values in two groups": Kind(in_two_groups, measured=("values",), whole=True),
    "before and after": Kind(before_and_after, whole=True),
    "two columns": Kind(two_columns),
    "survey outcome and drivers": Kind(outcome_and_drivers, as_drivers),
    "column with a statistic": Kind(column, few_draws, whole=True),
    "numerator and denominator": Kind(pairs, whole=True),
    "values in a domain": Kind(with_domain, measured=("values",), whole=True),
    "values in domains": Kind(with_domains, measured=("values",), grouped=True),
}

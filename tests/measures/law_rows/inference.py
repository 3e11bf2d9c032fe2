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


def few_draws(function, columns, more):
    return function("mean", *columns.values(), draws=499, **more)


KINDS = {
    "column with a statistic": Kind(column, few_draws, whole=True),
    "numerator and denominator": Kind(pairs, whole=True),
    "values in a domain": Kind(with_domain, measured=("values",), whole=True),
    "values in domains": Kind(with_domains, measured=("values",), grouped=True),
}

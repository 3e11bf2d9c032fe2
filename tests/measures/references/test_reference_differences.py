"""Differences in differences against statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm
from reference_values import agrees
from scipy import stats

from rapport.measures import difference_in_differences


@pytest.fixture
def rows():
    rng = np.random.default_rng(5)
    n = 400
    touched, after = rng.integers(0, 2, n), rng.integers(0, 2, n)
    agent = rng.integers(0, 12, n) + 12 * touched
    moved = rng.standard_normal(24)[agent]
    values = (
        70
        + 2 * touched
        + 3 * after
        + 1.5 * touched * after
        + moved * (1 + after)
        + 4 * rng.standard_normal(n)
    )
    return values, touched, after, agent


def design(touched, after):
    return sm.add_constant(np.column_stack([touched, after, touched * after]))


@agrees(
    "difference_in_differences",
    on="simulated scores in four cells: the interaction, its HC2 error and Welch's interval over four means",
    to="statsmodels OLS with HC2, scipy",
)
def test_without_clusters(rows):
    values, touched, after, _ = rows
    fit = sm.OLS(values, design(touched, after)).fit(cov_type="HC2")
    found = difference_in_differences(values, touched, after)
    assert found.value == pytest.approx(fit.params[3])
    assert found.standard_error == pytest.approx(fit.bse[3])
    cells = [values[(touched == a) & (after == b)] for a in (0, 1) for b in (0, 1)]
    parts = np.array([cell.var(ddof=1) / len(cell) for cell in cells])
    df = parts.sum() ** 2 / sum(part**2 / (len(cell) - 1) for part, cell in zip(parts, cells, strict=True))
    reach = stats.t.ppf(0.975, df) * fit.bse[3]
    assert [found.low, found.high] == pytest.approx([fit.params[3] - reach, fit.params[3] + reach])
    assert found.p == pytest.approx(2 * stats.t.sf(abs(fit.params[3]) / fit.bse[3], df))


@agrees(
    "difference_in_differences",
    on="simulated scores of agents who differ: errors by cluster of each side",
    to="statsmodels OLS with cov_type cluster",
)
def test_with_clusters(rows):
    values, touched, after, agent = rows
    found = difference_in_differences(values, touched, after, clusters=agent)
    variance = 0.0
    for side in (0, 1):
        here = touched == side
        plain = sm.OLS(values[here], sm.add_constant(after[here]))
        fit = plain.fit(cov_type="cluster", cov_kwds={"groups": agent[here]})
        n = here.sum()
        variance += fit.bse[1] ** 2 / ((n - 1) / (n - 2))
    assert found.standard_error == pytest.approx(variance**0.5)


@agrees(
    "difference_in_differences",
    on="customers served on both sides: errors by cluster of one regression, weighted",
    to="statsmodels WLS with cov_type cluster",
)
def test_clusters_on_both_sides(rows):
    values, touched, after, agent = rows
    customer, weights = agent % 9, 1 + (np.arange(len(values)) % 3)
    plain = sm.WLS(values, design(touched, after), weights)
    fit = plain.fit(cov_type="cluster", cov_kwds={"groups": customer})
    found = difference_in_differences(values, touched, after, weights, customer)
    n = len(values)
    assert found.value == pytest.approx(fit.params[3])
    assert found.standard_error == pytest.approx(fit.bse[3] / ((n - 1) / (n - 4)) ** 0.5)

"""Means, totals, ratios, domains, quantiles and regressions of rows that were drawn by a design."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from rapport.measures import (
    design_effect,
    design_proportion,
    domain_mean,
    domain_means,
    mean,
    mean_of_groups,
    means_of_groups,
    quantile,
    ratio,
    survey_chi_square,
    survey_regression,
    survey_t_test,
    total,
)
from rapport.measures.inference.design_variance import Design, design_variance
from rapport.records.errors import InputError

RNG = np.random.default_rng(4)
CLUSTERS = np.repeat(np.arange(8), 5)
VALUES = RNG.normal(70, 10, 40) + np.repeat(RNG.normal(0, 5, 8), 5)


@pytest.fixture(autouse=True)
def the_same_numbers_in_any_order():
    """Every test draws the same numbers, whatever ran before it in this process."""
    RNG.bit_generator.state = np.random.default_rng(4).bit_generator.state


def test_two_stages_add_what_varies_within_clusters():
    sizes = dict.fromkeys(range(8), 20)
    found = mean(VALUES, clusters=CLUSTERS, population=40, cluster_sizes=sizes)
    by = VALUES.reshape(8, 5)
    totals = 20 * by.mean(axis=1)
    first = 40**2 * (1 - 8 / 40) * totals.var(ddof=1) / 8
    second = 40 / 8 * (20**2 * (1 - 5 / 20) * by.var(axis=1, ddof=1) / 5).sum()
    assert found.value == pytest.approx(VALUES.mean())
    assert found.standard_error == pytest.approx((first + second) ** 0.5 / 800)
    assert "two stages" in found.method
    raised = total(VALUES, clusters=CLUSTERS, population=40, cluster_sizes=np.full(40, 20))
    assert raised.value == pytest.approx(800 * VALUES.mean())
    assert raised.standard_error == pytest.approx((first + second) ** 0.5)


def test_whole_clusters_and_an_endless_frame_have_no_second_stage():
    plain = mean(VALUES, clusters=CLUSTERS, population=40)
    whole = mean(VALUES, clusters=CLUSTERS, population=40, cluster_sizes=np.full(40, 5))
    assert whole.standard_error == pytest.approx(plain.standard_error)
    endless = mean(VALUES, clusters=CLUSTERS, cluster_sizes=np.full(40, 50))
    assert endless.standard_error == pytest.approx(mean(VALUES, clusters=CLUSTERS).standard_error)


def test_a_cluster_with_one_row_takes_the_others_variance():
    keep = np.ones(40, dtype=bool)
    keep[1:5] = False
    found = mean(VALUES[keep], clusters=CLUSTERS[keep], population=40, cluster_sizes=np.full(36, 20))
    assert "1 clusters with one row" in found.method and found.standard_error > 0


def test_clusters_of_one_name_in_two_strata_are_two_clusters():
    strata = np.repeat(["north", "south"], 20)
    again = np.concatenate([CLUSTERS[:20], CLUSTERS[:20]])
    assert mean(VALUES, strata=strata, clusters=again).standard_error == pytest.approx(
        mean(VALUES, strata=strata, clusters=CLUSTERS).standard_error
    )
    assert mean(VALUES, strata=strata, clusters=again).degrees_of_freedom == 6


@pytest.mark.parametrize(
    "column",
    [pl.Series, pd.Series, np.array, pa.array, list],
    ids=["polars", "pandas", "numpy", "arrow", "list"],
)
def test_the_frame_may_be_told_in_each_row(column):
    strata = ["a"] * 20 + ["b"] * 20
    sizes = column([100] * 20 + [300] * 20)
    told = mean(column(VALUES.tolist()), strata=column(strata), population=sizes)
    assert told == mean(VALUES, strata=strata, population={"a": 100, "b": 300})
    assert mean(VALUES, population=column([90] * 40)) == mean(VALUES, population=90)


def test_broken_designs_are_refused_by_name():
    with pytest.raises(InputError, match="population differs"):
        mean(VALUES, population=np.arange(40) + 100)
    with pytest.raises(InputError, match="more rows were drawn of a cluster"):
        mean(VALUES, clusters=CLUSTERS, cluster_sizes=np.full(40, 3))
    with pytest.raises(InputError, match="has no size"):
        mean(VALUES, clusters=CLUSTERS, cluster_sizes={0: 9})
    with pytest.raises(InputError, match="without clusters"):
        mean(VALUES, cluster_sizes=np.full(40, 9))
    with pytest.raises(InputError, match="strata is missing"):
        mean([1.0, 2.0], strata=["a", None])
    with pytest.raises(InputError, match="40 units were drawn"):
        total(VALUES, population=10)
    with pytest.raises(InputError, match="were drawn"):
        mean(VALUES, population=0)


def test_the_variance_of_residuals_is_that_of_the_mean():
    design = Design(weights=np.linspace(1, 2, 40), clusters=CLUSTERS)
    found = mean(VALUES, np.linspace(1, 2, 40), clusters=CLUSTERS)
    weight = np.linspace(1, 2, 40)
    variance, df = design_variance(weight * (VALUES - found.value) / weight.sum(), design)
    assert (variance**0.5, df) == pytest.approx((found.standard_error, found.degrees_of_freedom))


def test_a_domain_keeps_the_rows_outside_for_its_error():
    inside = np.arange(40) % 3 == 0
    found = domain_mean(VALUES, inside, clusters=CLUSTERS)
    as_ratio = ratio(np.where(inside, VALUES, 0), inside, clusters=CLUSTERS)
    assert (found.value, found.standard_error) == pytest.approx((as_ratio.value, as_ratio.standard_error))
    assert found.base == 14 and found.excluded == {"outside the domain": 26}


@pytest.mark.parametrize("design", [{}, {"population": 300}, {"clusters": CLUSTERS}])
def test_all_domains_at_once_are_each_alone(design):
    labels = np.where(np.arange(40) % 4 == 0, "phone", "chat")
    weights = RNG.uniform(1, 3, 40)
    every = domain_means(VALUES, labels, weights=weights, **design)
    for name in ("phone", "chat"):
        alone = domain_mean(VALUES, labels == name, weights=weights, **design)
        assert (every[name].value, every[name].low) == pytest.approx((alone.value, alone.low))


def test_domains_of_fitted_weights_and_two_stages_agree_with_the_ratio():
    strata = np.repeat(["a", "b"], 20)
    labels = np.arange(40) % 2 == 0
    weights = RNG.uniform(1, 3, 40)
    for design in (
        {"strata": strata, "population": {"a": 100, "b": 300}, "weights": weights},
        {"clusters": CLUSTERS, "population": 20, "cluster_sizes": np.full(40, 10)},
    ):
        found = domain_means(VALUES, labels, **design)[True]
        other = ratio(np.where(labels, VALUES, 0), labels, **design)
        assert (found.value, found.standard_error) == pytest.approx((other.value, other.standard_error))


def test_domains_without_values_are_undefined():
    found = domain_means([1.0, 2.0, None], ["a", "a", "b"])
    assert found["b"].value is None and found["b"].excluded == {"missing": 1, "outside the domain": 2}
    assert domain_mean([1.0, 2.0], [False, False]).undefined_because
    assert domain_mean([1.0, 2.0], [True, False]).low is None


def test_a_ratio_needs_something_below():
    assert ratio([1, 2], [0, 0]).undefined_because == "the denominator adds up to nothing"
    assert ratio([1, 2], [-1, 1]).value is None
    assert ratio([None], [1]).undefined_because == "no row has both"


def test_a_total_without_weights_counts_its_rows():
    assert total([1, 2, 3]).value == 6
    assert total([1, 2, 3], weights=[10, 10, 10]).value == 60
    assert total([], population=10).undefined_because


def test_design_effects():
    found = design_effect(VALUES, clusters=CLUSTERS)
    srs = VALUES.var(ddof=1) / 40
    assert found.design.value == pytest.approx(mean(VALUES, clusters=CLUSTERS).standard_error ** 2 / srs)
    assert found.weights.value == 1
    assert design_effect([3, 3, 3]).design.undefined_because == "all values are equal"
    assert design_effect([3]).design.undefined_because == "one unit has no variance"
    assert design_effect([None]).weights.value is None


@pytest.mark.parametrize("q", [0.1, 0.25, 0.5, 0.9])
def test_quantiles_are_those_of_numpy(q):
    for n in (10, 11, 100):
        values = RNG.integers(0, 30, n)
        assert quantile(values, q).value == np.quantile(values, q, method="averaged_inverted_cdf")


def test_weights_repeat_values():
    values, times = RNG.normal(size=30), RNG.integers(1, 5, 30)
    assert quantile(values, [0.3, 0.5], weights=times)[0.5].value == quantile(np.repeat(values, times)).value


def test_too_few_values_have_no_interval():
    assert quantile(range(5)).low is None and "too few" in quantile(range(5)).method
    assert quantile(range(6)).low < 0.5
    assert quantile(range(35), 0.9).low is None and quantile(range(36), 0.9).high > 34
    assert quantile([]).undefined_because and quantile([4, 4, 4, 4, 4, 4, 4]).high == 4
    with pytest.raises(InputError, match="q is not between"):
        quantile([1], 1.0)


def test_strata_and_weights_widen_or_narrow_a_quantile():
    values = np.concatenate([RNG.normal(0, 1, 50), RNG.normal(10, 1, 50)])
    halves = np.repeat(["low", "high"], 50)
    plain, split = quantile(values, 0.4), quantile(values, 0.4, strata=halves)
    assert split.margin_of_error < plain.margin_of_error


@pytest.mark.parametrize(
    "kind", [pl.DataFrame, pd.DataFrame, pa.table, dict], ids=["polars", "pandas", "arrow", "dict"]
)
def test_regression_takes_any_frame_and_labels(kind):
    drivers = {"wait": [1.0, 2, 3, 4, 5, 6], "channel": ["chat", "mail", "chat", "mail", "phone", "phone"]}
    found = survey_regression([9.0, 7, 7, 6, 3, 2.5], kind(drivers))
    assert list(found.coefficients) == ["intercept", "wait", "channel: mail", "channel: phone"]
    assert found.coefficients["wait"].degrees_of_freedom == 2
    assert found.covariance.shape == (4, 4)


def test_regressions_that_cannot_be_say_why():
    same = survey_regression([1, 2, 3, 4], {"a": [1, 2, 3, 4.5], "b": [2, 4, 6, 9]})
    assert "say the same" in same.coefficients["a"].undefined_because
    constant = survey_regression([1, 2, 3, 4], {"a": [1, 1, 1, 1]})
    assert "same value" in constant.coefficients["a"].undefined_because
    split = survey_regression([0, 0, 0, 1, 1, 1], {"a": [1, 2, 3, 4, 5, 6]}, "logit")
    assert "foretell" in split.coefficients["a"].undefined_because
    assert survey_regression([1, 1, 1], {"a": [1, 2, 3]}, "logit").coefficients["a"].value is None
    assert survey_regression([1, 2], {"a": [1, 2]}).coefficients["a"].value is None
    with pytest.raises(InputError, match="outside 0 to 1"):
        survey_regression([1, 2], {"a": [1, 2]}, "logit")
    with pytest.raises(InputError, match="family"):
        survey_regression([1, 0], {"a": [1, 2]}, "poisson")


def test_large_numbers_lose_no_digits_in_a_regression():
    x = 1e6 + np.arange(20.0)
    found = survey_regression(3 + 2 * x + RNG.normal(0, 1e-3, 20), {"x": x})
    assert found.coefficients["x"].value == pytest.approx(2, abs=1e-3)


@pytest.mark.parametrize("method", ["logit", "xlogit", "likelihood", "beta", "mean", "wilson"])
def test_shares_at_the_ends_have_an_exact_interval(method):
    found = design_proportion(np.ones(40), clusters=CLUSTERS, method=method)
    assert found.value == found.high == 1 and 0.5 < found.low < 0.8
    none = design_proportion(np.zeros(40), method=method)
    assert none.low == 0 and 0 < none.high < 0.15


def test_shares_refuse_what_is_neither_yes_nor_no():
    with pytest.raises(InputError, match="neither 0 nor 1"):
        design_proportion([0, 2])
    with pytest.raises(InputError, match="method"):
        design_proportion([0, 1], method="normal")
    assert design_proportion([True]).low is None


def test_without_a_design_rao_scott_is_pearson():
    rows = RNG.integers(0, 3, 4000)
    columns = (rows + RNG.integers(0, 4, 4000)) % 4
    found = survey_chi_square(rows, columns)
    from scipy.stats import chi2_contingency, contingency

    pearson = chi2_contingency(contingency.crosstab(rows, columns).count, correction=False)
    assert found.statistic * 6 == pytest.approx(pearson.statistic, rel=0.02)
    assert found.degrees_of_freedom[0] == pytest.approx(6, abs=0.05)
    assert found.effect.value == pytest.approx((pearson.statistic / 4000 / 2) ** 0.5)


def test_a_table_of_one_row_is_not_tested():
    found = survey_chi_square(["a", "a"], ["x", "y"])
    assert found.p is None and found.effect.undefined_because
    gone = survey_chi_square(["a", "b", None], ["x", "y", "y"])
    assert gone.effect.excluded == {"missing": 1}


def test_a_t_test_of_two_groups():
    values, group = RNG.normal(size=30), np.arange(30) % 2
    found = survey_t_test(values, group)
    assert found.value == pytest.approx(values[group == 1].mean() - values[group == 0].mean())
    assert survey_t_test([1.0, 2.0], ["a", "a"]).undefined_because
    with pytest.raises(InputError, match="3 groups"):
        survey_t_test([1, 2, 3], ["a", "b", "c"])


def test_sums_of_groups_are_the_means_of_their_rows():
    groups = np.array(["a"] * 10 + ["b"] * 25 + ["c"] * 5)
    parts = {name: VALUES[groups == name] for name in "abc"}
    counts = [len(part) for part in parts.values()]
    found = means_of_groups(
        counts, [p.mean() for p in parts.values()], [p.var(ddof=1) for p in parts.values()], list("abc")
    )
    other = means_of_groups(
        counts,
        names="abc",
        sums=[p.sum() for p in parts.values()],
        squares=[(p**2).sum() for p in parts.values()],
    )
    for name, part in parts.items():
        rows = mean(part)
        for one in (found[name], other[name]):
            assert (one.value, one.low, one.base, one.definition) == pytest.approx(
                (rows.value, rows.low, rows.base, rows.definition)
            )
    sizes = {"a": 100, "b": 200, "c": 50}
    whole = mean_of_groups(
        counts,
        [p.mean() for p in parts.values()],
        [p.var(ddof=1) for p in parts.values()],
        list(sizes.values()),
    )
    rows = mean(VALUES, strata=groups, population=sizes)
    assert (whole.value, whole.low, whole.effective_base) == pytest.approx(
        (rows.value, rows.low, rows.effective_base)
    )


def test_broken_sums_are_refused():
    with pytest.raises(InputError, match="whole number"):
        means_of_groups([1.5], [1], [1])
    with pytest.raises(InputError, match="missing"):
        means_of_groups([2], [1])
    with pytest.raises(InputError, match="negative variance"):
        means_of_groups([2], [1], [-1])
    with pytest.raises(InputError, match="more were drawn"):
        mean_of_groups([5], [1], [1], sizes=[4])
    assert mean_of_groups([0, 0], [0, 0], [0, 0]).undefined_because
    assert mean_of_groups([1, 1], [3, 5], [0, 0]).low is None
    assert "take the others' variance" in mean_of_groups([1, 9], [3, 5], [0, 2.0]).method
    assert means_of_groups([0, 1], [0, 4.0], [0, 0])[0].value is None

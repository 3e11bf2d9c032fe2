"""Bootstrap intervals, power, adjusted p and rank tests against R."""

import numpy as np
import pandas as pd
import pytest
from reference_values import agrees

from rapport.measures import (
    adjust,
    benjamini_hochberg,
    bootstrap,
    equal_shares,
    kruskal_wallis,
    power_means,
    power_shares,
    rank_compare,
    share_trend,
)

LAW = "Law school n=15 correlation: jackknife acceleration, BCa/ABC/percentile/basic CIs"
POWER = "Power/sample size two proportions"
MANY = "Multiple testing: BH-1995 15 p-values"
SMOKERS = "4-sample proportions & trend (smokers, Fleiss 1981)"
RANKS = "Kruskal-Wallis / Wilcoxon on 0-10 scores"


def schools(found):
    return np.genfromtxt(found.data, delimiter=",", skip_header=1).T


@agrees(
    "bootstrap",
    on="Efron and Tibshirani's 15 law schools: correlation, jackknife, acceleration, ABC",
    to="R bootstrap (abcnon), boot",
    entry=LAW,
)
def test_jackknife_and_abc_of_the_law_schools(references):
    found = references[LAW]
    near = {"abs": 1e-8}
    lsat, gpa = schools(found)
    one = bootstrap("correlation", lsat, gpa, draws=999)
    assert one.value == pytest.approx(found.expected["r"], **near)
    assert one.jackknife_error == pytest.approx(found.expected["jackknife_se"], **near)
    assert one.acceleration == pytest.approx(found.expected["acceleration"], **near)
    limits = []
    for level in (0.95, 0.9):
        abc = bootstrap("correlation", lsat, gpa, method="abc", confidence=level)
        limits += [abc.low, abc.high]
    # Second differences of a thousandth: without long doubles the last digits are rounding.
    exact = 1e-8 if np.finfo(np.longdouble).nmant > 60 else 1e-6
    assert sorted(limits) == pytest.approx(found.expected["abc_.025_.05_.95_.975"], abs=exact)


@agrees(
    "bootstrap",
    on="Efron and Tibshirani's 15 law schools: correlation, BCa, percentile and basic intervals",
    to="R boot (200,000 resamples), scipy 1.12",
    entry=LAW,
)
@pytest.mark.parametrize("method", ["bca", "percentile", "basic"])
def test_resampled_intervals_of_the_law_schools(references, method):
    found = references[LAW]
    near = {"abs": found.tolerance["bootstrap"]}
    lsat, gpa = schools(found)
    one = bootstrap("correlation", lsat, gpa, method=method, draws=1_000_000)
    assert [one.low, one.high] == pytest.approx(found.expected[f"{method}95"], **near)
    assert one.standard_error == pytest.approx(found.expected["boot_se"], **near)
    assert one.bias_correction == pytest.approx(found.expected["z0"], **near)


@agrees("power_shares", on="two shares: .50 and .75, .50 and .60", to="R power.prop.test", entry=POWER)
def test_power_of_two_shares(references):
    found = references[POWER]
    near = {"abs": found.tolerance}
    expected = found.expected
    assert power_shares(0.5, 0.75, power=0.9).n == pytest.approx(expected["n_p50_p75_power90"], **near)
    assert power_shares(0.5, 0.75, n=50).power == pytest.approx(expected["power_n50_p50_p75"], **near)
    assert power_shares(0.5, 0.6, power=0.8).n == pytest.approx(expected["n_p50_p60_power80"], **near)
    assert power_shares(0.5, n=expected["n_p50_p60_power80"], power=0.8).difference == pytest.approx(0.1)


@agrees("power_means", on="one standard deviation, power .9; n = 20", to="R power.t.test, its help page")
def test_power_of_two_means():
    assert power_means(1, 1, power=0.9).n == pytest.approx(22.02110, abs=1e-5)
    assert power_means(1, 1, n=20).power == pytest.approx(0.8689528, abs=1e-7)
    assert power_means(n=22.02110, power=0.9).difference == pytest.approx(1, abs=1e-5)


@agrees(
    "adjust",
    "benjamini_hochberg",
    on="Benjamini and Hochberg's fifteen p values, five methods",
    to="R p.adjust, statsmodels",
    entry=MANY,
)
@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("benjamini_hochberg", "BH"),
        ("benjamini_yekutieli", "BY"),
        ("holm", "holm"),
        ("hochberg", "hochberg"),
        ("bonferroni", "bonferroni"),
    ],
)
def test_adjusted_p(references, method, name):
    found = references[MANY]
    given = found.entry["inputs"]["p"]
    assert adjust(given, method) == pytest.approx(found.expected[name], abs=found.tolerance)
    if name == "BH":
        assert benjamini_hochberg(given) == pytest.approx(found.expected[name], abs=found.tolerance)


@agrees(
    "equal_shares",
    "share_trend",
    on="Fleiss' four samples of smokers",
    to="R prop.test, prop.trend.test",
    entry=SMOKERS,
)
def test_four_shares_and_their_trend(references):
    found = references[SMOKERS]
    x, n = (found.entry["inputs"][key] for key in ("x", "n"))
    near = {"rel": found.tolerance}
    same, trend = equal_shares(x, n), share_trend(x, n)
    assert (same.statistic, same.p) == pytest.approx((found.expected["chisq"], found.expected["p"]), **near)
    assert (trend.statistic, trend.p) == pytest.approx(
        (found.expected["trend"], found.expected["trend_p"]), **near
    )


@agrees(
    "kruskal_wallis",
    "rank_compare",
    on="answers from 0 to 10 of four business units",
    to="R kruskal.test, wilcox.test, scipy",
    entry=RANKS,
)
def test_ranks_of_answers(references):
    found = references[RANKS]
    frame = pd.read_csv(found.data)
    near = {"rel": found.tolerance}
    every = kruskal_wallis(frame["REC"], frame["BU"])
    assert (every.statistic, every.p) == pytest.approx(
        (found.expected["kruskal"], found.expected["kruskal_p"]), **near
    )
    sides = [frame["REC"][frame["BU"] == unit] for unit in ("Apples", "Oranges")]
    two = rank_compare(*sides)
    assert two.statistic == found.expected["wilcox_W"]
    assert two.p == pytest.approx(found.expected["wilcox_p"], **near)

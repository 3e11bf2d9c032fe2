"""Many groups, paired answers, ranks, trends, equivalence, power and the bootstrap."""

import numpy as np
import polars as pl
import pytest
from scipy import stats

from rapport.measures import (
    adjust,
    bootstrap,
    compare,
    compare_groups,
    equal_shares,
    equivalence,
    kruskal_wallis,
    mean,
    nps,
    paired_change,
    power_means,
    power_nps,
    power_shares,
    proportion,
    rank_compare,
    share_trend,
)
from rapport.records.errors import InputError

RNG = np.random.default_rng(8)
VALUES = RNG.normal(70, 10, 60)
GROUPS = np.array(["a", "b", "c"] * 20)


@pytest.fixture(autouse=True)
def the_same_numbers_in_any_order():
    """Every test draws the same numbers, whatever ran before it in this process."""
    RNG.bit_generator.state = np.random.default_rng(8).bit_generator.state


@pytest.mark.parametrize("against", ["rest", "b"])
def test_groups_are_compared_as_welch_does(against):
    found = compare_groups(VALUES, GROUPS, against)
    other = VALUES[GROUPS != "a"] if against == "rest" else VALUES[GROUPS == "b"]
    welch = stats.ttest_ind(VALUES[GROUPS == "a"], other, equal_var=False)
    assert found["a"].p == pytest.approx(welch.pvalue)
    limits = welch.confidence_interval()
    assert (found["a"].low, found["a"].high) == pytest.approx((limits.low, limits.high))
    assert found["a"].mean == pytest.approx(VALUES[GROUPS == "a"].mean())
    assert set(found) == ({"a", "b", "c"} if against == "rest" else {"a", "c"})


def test_the_whole_lies_between_a_group_and_the_rest():
    whole, rest = compare_groups(VALUES, GROUPS, "overall")["a"], compare_groups(VALUES, GROUPS)["a"]
    assert whole.value == pytest.approx(VALUES[GROUPS == "a"].mean() - VALUES.mean())
    assert (whole.value, whole.p) == pytest.approx((rest.value * 2 / 3, rest.p))


def test_q_counts_all_groups():
    found = compare_groups(VALUES, GROUPS, adjust="bonferroni")
    assert [one.q for one in found.values()] == pytest.approx([min(1, 3 * one.p) for one in found.values()])


def test_shares_of_groups_use_newcombe():
    answers = (VALUES > 75).astype(float)
    found = compare_groups(answers, GROUPS, "c")["a"]
    sides = [proportion(answers[name == GROUPS].sum(), 20) for name in "ac"]
    wanted = compare(*sides)
    assert (found.unit, found.low, found.high, found.p) == pytest.approx(
        ("share", wanted.low, wanted.high, wanted.p)
    )


def test_groups_under_a_design_share_its_error():
    clusters = np.repeat(np.arange(12), 5)
    found = compare_groups(VALUES, GROUPS, clusters=clusters)["a"]
    inside = GROUPS == "a"
    part = np.where(inside, (VALUES - VALUES[inside].mean()) / 20, -(VALUES - VALUES[~inside].mean()) / 40)
    by = np.bincount(clusters, part)
    assert found.standard_error == pytest.approx((12 / 11 * ((by - by.mean()) ** 2).sum()) ** 0.5)
    assert found.degrees_of_freedom == 10


def test_groups_that_cannot_be_compared():
    found = compare_groups([1, 2, 3, 4], ["a", "a", "a", "b"])
    assert found["b"].low is None and found["b"].q is None and found["b"].value == 2
    alone = compare_groups([1, 2], ["a", "a"])["a"]
    assert alone.undefined_because == "there is nothing to compare it with"
    assert compare_groups([], []) == {}
    with pytest.raises(InputError, match="no row is of the group"):
        compare_groups([1, 2], ["a", "b"], "z")
    missing = compare_groups(pl.Series([1, None, 3, 4, 5]), pl.Series(["a", "a", "b", None, "b"]))["b"]
    assert missing.excluded == {"missing": 2} and missing.base == 3


def test_paired_numbers():
    after = VALUES + RNG.normal(1, 5, 60)
    found = paired_change(VALUES, after)
    wanted = stats.ttest_rel(after, VALUES)
    assert found.p == pytest.approx(wanted.pvalue)
    assert found.low == pytest.approx(wanted.confidence_interval().low)


def test_paired_shares():
    # Fagerland et al. (2013), table 2: 1 turned one way, 7 the other: mid-p 0.039.
    before = [1] * 1 + [0] * 7 + [1] * 1 + [0] * 12
    after = [0] * 1 + [1] * 7 + [1] * 1 + [0] * 12
    found = paired_change(before, after)
    assert found.value == pytest.approx(6 / 21) and found.p == pytest.approx(0.0391, abs=5e-5)
    assert -1 <= found.low < found.value < found.high <= 1
    still = paired_change([0, 1, 1], [0, 1, 1])
    assert still.value == 0 and still.p == 1
    weighted = paired_change(before, after, weights=np.ones(21), clusters=np.arange(21))
    assert weighted.value == found.value and weighted.p < 0.06


def test_ranks_agree_with_scipy():
    a, b = RNG.integers(0, 11, 40), RNG.integers(2, 11, 30)
    found = rank_compare(a, b)
    wanted = stats.mannwhitneyu(a, b, method="asymptotic")
    assert (found.statistic, found.p) == pytest.approx((wanted.statistic, wanted.pvalue))
    assert found.superiority.value == pytest.approx(wanted.statistic / 1200)
    brunner = stats.brunnermunzel(a, b)
    assert found.superiority.degrees_of_freedom > 10
    assert abs(found.superiority.value - 0.5) / found.superiority.standard_error == pytest.approx(
        abs(brunner.statistic)
    )


def test_the_shift_is_the_median_of_all_differences():
    for n, m in ((7, 9), (8, 5), (30, 41)):
        a, b = RNG.normal(size=n), RNG.normal(size=m)
        every = np.sort(np.subtract.outer(a, b).ravel())
        found = rank_compare(a, b).shift
        assert found.value == pytest.approx(np.median(every), abs=1e-12)
        assert np.isclose(every, found.low).any() and np.isclose(every, found.high).any()
    tenths = rank_compare([0.1, 0.2, 0.7], [0.1, 0.3, 0.3]).shift
    assert tenths.value == 0


def test_ranks_at_the_ends():
    apart = rank_compare([5, 6, 7, 8], [1, 2, 3, 4])
    assert apart.superiority.value == apart.superiority.high == 1 and 0.2 < apart.superiority.low < 1
    equal = rank_compare([3, 3, 3], [3, 3])
    assert equal.p == 1 and equal.superiority.value == 0.5 and equal.shift.value == 0
    assert rank_compare([], [1]).shift.undefined_because == "one side has no value"
    assert rank_compare([1], [2]).superiority.low is None
    assert rank_compare([1, None], [2]).shift.excluded == {"missing": 1}


def test_a_million_values_are_ranked_without_their_differences():
    a, b = RNG.normal(0.1, 1, 400_000), RNG.normal(0, 1, 400_000)
    assert rank_compare(a, b).shift.value == pytest.approx(0.1, abs=0.02)


def test_kruskal_wallis_agrees_with_scipy():
    values = RNG.integers(0, 6, 60)
    wanted = stats.kruskal(*(values[name == GROUPS] for name in "abc"))
    found = kruskal_wallis(values, GROUPS)
    assert (found.statistic, found.p) == pytest.approx((wanted.statistic, wanted.pvalue))
    assert kruskal_wallis([1, 1, 1], ["a", "b", "c"]).effect.undefined_because == "all values are equal"
    assert kruskal_wallis([1, 2], ["a", "a"]).p is None
    assert kruskal_wallis([], []).p is None


def test_shares_that_cannot_be_tested():
    assert equal_shares([5, 5], [5, 5]).effect.undefined_because == "all or none are successes"
    assert equal_shares([5], [9]).p is None and share_trend([5, 0], [9, 0]).p is None
    two = equal_shares([15, 25], [50, 50], continuity=True)
    assert two.statistic == pytest.approx(stats.chi2_contingency([[15, 25], [35, 25]]).statistic)
    with pytest.raises(InputError, match="outside"):
        equal_shares([5], [4])
    with pytest.raises(InputError, match="no score"):
        share_trend([1, 2], [4, 4], [1, None])


def test_equivalence_of_means_agrees_with_statsmodels():
    from statsmodels.stats.weightstats import ttost_ind

    a, b = RNG.normal(70, 5, 80), RNG.normal(70.5, 6, 70)
    found = equivalence(a, b, margin=3)
    p, _, _ = ttost_ind(a, b, -3, 3, usevar="unequal")
    assert found.p == pytest.approx(p) and found.verdict == "as good"
    assert found.difference.confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("up", "margin", "kind", "verdict"),
    [
        (0, 3, "no_worse", "no worse"),
        (0, 3, "no_better", "no better"),
        (0, 0.5, "as_good", "cannot tell"),
        (-9, 3, "no_worse", "worse"),
        (9, 3, "as_good", "better"),
        (9, 3, "no_worse", "better"),
    ],
)
def test_verdicts(up, margin, kind, verdict):
    steady = np.tile([-4.0, 4.0], 60)
    assert equivalence(70 + up + steady, 70 + steady, margin, kind).verdict == verdict


def test_equivalence_takes_shares_nps_and_differences():
    same = proportion(50, 50)
    assert equivalence(same, same, 0.1).shown
    waves = [nps(RNG.choice([5, 8, 10], 900, p=[0.2, 0.3, 0.5])) for _ in range(2)]
    assert equivalence(*waves, margin=15).verdict in ("as good", "cannot tell")
    change = paired_change(VALUES, VALUES + RNG.normal(0, 1, 60))
    assert equivalence(change, margin=2).verdict == "as good"
    lone = equivalence(mean([1.0]), mean([2.0, 3.0]), 1)
    assert lone.verdict == "cannot tell" and lone.p is None
    for broken in ({"margin": 0}, {"margin": 1, "kind": "same"}, {"margin": 1, "confidence": 0.4}):
        with pytest.raises(InputError):
            equivalence(mean([1.0, 2]), mean([1.0, 2]), **broken)
    with pytest.raises(InputError, match="one column alone"):
        equivalence([1, 2, 3], margin=1)


def test_power_goes_round():
    for plan in (power_means, power_nps):
        size = plan(5, n=None, power=0.8).n
        assert plan(5, n=size).power == pytest.approx(0.8, abs=1e-6)
        assert plan(n=size, power=0.8).difference == pytest.approx(5, rel=1e-4)
    one, two = (power_shares(0.5, 0.6, power=0.8, sides=sides).n for sides in ("one", "two"))
    assert one < two
    plain, clustered = power_shares(0.5, 0.6, power=0.8), power_shares(0.5, 0.6, power=0.8, design_effect=2)
    assert clustered.answers == 775 and plain.answers == 388
    assert power_shares(0.5, 0.6, n=775, design_effect=2).power == pytest.approx(0.8, abs=1e-3)


def test_power_of_paired_means_is_that_of_the_t_test():
    found = power_means(0.5, 1, n=34, paired=True)
    bound = stats.t.ppf(0.975, 33)
    assert found.power == pytest.approx(stats.nct.sf(bound, 33, 0.5 * 34**0.5))


@pytest.mark.parametrize(
    "broken",
    [
        lambda: power_shares(0.5, 0.6),
        lambda: power_shares(0.5, 0.6, 10, 0.8),
        lambda: power_shares(0.5, 0.5, power=0.8),
        lambda: power_shares(1.5, 0.5, power=0.8),
        lambda: power_shares(0.5, 0.6, power=1.0),
        lambda: power_shares(0.99, n=5, power=0.9),
        lambda: power_shares(0.5, 0.6, power=0.8, sides="three"),
        lambda: power_shares(0.5, 0.6, power=0.8, response_rate=0),
        lambda: power_means(0, 1, power=0.8),
        lambda: power_means(1, 0, power=0.8),
        lambda: power_means(1, 1, n=1),
        lambda: power_nps(5, 0.7, 0.5, power=0.8),
    ],
)
def test_plans_that_cannot_be_are_refused(broken):
    with pytest.raises(InputError):
        broken()


def test_adjusted_p_of_nothing_and_of_gaps():
    assert adjust([]).size == 0
    assert adjust([0.01, np.nan, 0.04], "holm").tolist() == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)
    with pytest.raises(InputError, match="method"):
        adjust([0.1], "fdr")
    with pytest.raises(InputError, match="outside"):
        adjust([1.2])


STATISTICS = {
    "name": "mean",
    "numpy, by axis": np.mean,
    "plain": lambda y: float(y.mean()),
    "weights": lambda y, weights: weights @ y / weights.sum(axis=1),
}


@pytest.mark.parametrize("kind", STATISTICS)
def test_every_form_of_a_statistic_gives_the_same_interval(kind):
    found = bootstrap(STATISTICS[kind], VALUES, draws=4000)
    wanted = mean(VALUES)
    assert found.value == pytest.approx(wanted.value)
    assert found.jackknife_error == pytest.approx(wanted.standard_error)
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high), abs=0.3)


def test_patterns_and_rows_are_resampled_alike():
    answers = RNG.integers(0, 4, 400).astype(float)
    few, plain = bootstrap("mean", answers), bootstrap(np.mean, answers)
    assert (few.low, few.high, few.acceleration) == pytest.approx(
        (plain.low, plain.high, plain.acceleration), abs=0.01
    )


def test_the_median_is_drawn_as_its_rows_are():
    for n in (40, 41):
        values = RNG.exponential(size=n)
        quick, slow = (
            bootstrap(one, values, method="percentile", draws=20000) for one in ("median", np.median)
        )
        assert (quick.low, quick.high) == pytest.approx((slow.low, slow.high), abs=0.06)
        assert quick.standard_error == pytest.approx(slow.standard_error, rel=0.05)


@pytest.mark.parametrize(
    ("name", "by_hand"),
    [
        ("variance", lambda y, _: y.var(ddof=1)),
        ("deviation", lambda y, _: y.std(ddof=1)),
        ("ratio", lambda y, x: y.sum() / x.sum()),
        ("correlation", lambda y, x: np.corrcoef(y, x)[0, 1]),
        ("slope", lambda y, x: np.polyfit(x, y, 1)[0]),
    ],
)
def test_named_statistics(name, by_hand):
    x = VALUES / 10 + RNG.normal(0, 1, 60)
    columns = (VALUES, x) if name in ("ratio", "correlation", "slope") else (VALUES,)
    assert bootstrap(name, *columns, draws=200).value == pytest.approx(by_hand(VALUES, x))


def test_a_bootstrap_of_clusters_and_strata_has_the_design_s_error():
    clusters, strata = np.repeat(np.arange(12), 5), np.repeat(["a", "b"], 30)
    for design in ({"clusters": clusters}, {"strata": strata}, {"clusters": clusters, "strata": strata}):
        for statistic in ("mean", STATISTICS["weights"]):
            found = bootstrap(statistic, VALUES, draws=6000, **design)
            assert found.standard_error == pytest.approx(mean(VALUES, **design).standard_error, rel=0.05)
    weights = RNG.uniform(1, 3, 60)
    found = bootstrap("mean", VALUES, weights=weights, draws=6000)
    assert found.value == pytest.approx(np.average(VALUES, weights=weights))
    assert found.standard_error == pytest.approx(mean(VALUES, weights).standard_error, rel=0.05)
    plain = bootstrap(STATISTICS["plain"], VALUES, clusters=clusters, draws=600)
    assert plain.standard_error == pytest.approx(mean(VALUES, clusters=clusters).standard_error, rel=0.15)


def test_many_units_are_left_out_in_groups():
    values = RNG.exponential(size=3000)
    whole, grouped = (bootstrap(one, values, draws=400) for one in ("mean", np.mean))
    assert grouped.acceleration == pytest.approx(whole.acceleration, abs=0.01)
    assert grouped.jackknife_error == pytest.approx(whole.jackknife_error, rel=0.15)


def test_bootstraps_that_cannot_be():
    assert bootstrap("mean", []).undefined_because == "no row is complete"
    assert bootstrap("mean", [4.0]).low is None
    assert bootstrap("correlation", [1.0, 1, 1], [1.0, 2, 3]).undefined_because
    flat = bootstrap("mean", [4.0, 4, 4])
    assert (flat.low, flat.high, flat.standard_error) == (4, 4, 0)
    assert bootstrap("mean", [1.0, None, 3]).excluded == {"missing": 1}
    for broken in (
        lambda: bootstrap("mean"),
        lambda: bootstrap("mode", [1]),
        lambda: bootstrap("ratio", [1]),
        lambda: bootstrap(3, [1]),
        lambda: bootstrap("mean", [1, 2], draws=0),
        lambda: bootstrap("mean", [1, 2], method="studentised"),
        lambda: bootstrap(np.mean, [1, 2], weights=[1, 2]),
        lambda: bootstrap("mean", [1, 2], clusters=[1, 2], method="abc"),
        lambda: bootstrap(lambda y, weights: 3, [1, 2]),
    ):
        with pytest.raises(InputError):
            broken()


def test_the_same_seed_gives_the_same_interval():
    assert bootstrap("median", VALUES) == bootstrap("median", VALUES[::-1])
    assert bootstrap("mean", VALUES, seed=1).low != bootstrap("mean", VALUES, seed=2).low

"""Cells of bootstraps, differences, ranks and trends."""

from __future__ import annotations

import numpy as np
from scipy import stats

from benchmarks.intervals.case import Case
from rapport.measures import (
    Estimate,
    bootstrap,
    compare,
    compare_groups,
    paired_change,
    proportion,
    rank_compare,
    share_trend,
    survey_t_test,
)

Found = tuple[Estimate, float]


def resampled_mean(n: int):
    def draw(rng: np.random.Generator) -> Found:
        return bootstrap("mean", rng.exponential(1.0, n), draws=999), 1.0

    return draw


def resampled_median(rng: np.random.Generator) -> Found:
    return bootstrap("median", rng.exponential(1.0, 60), draws=999), float(np.log(2))


def resampled_correlation(n: int):
    def draw(rng: np.random.Generator) -> Found:
        a = rng.normal(size=n)
        return bootstrap("correlation", a, 0.5 * a + rng.normal(0, 0.75**0.5, n), draws=999), 0.5

    return draw


def resampled_clusters(rng: np.random.Generator) -> Found:
    values = rng.normal(np.repeat(rng.normal(0, 5, 60), 5), 10)
    return bootstrap("mean", values, clusters=np.repeat(np.arange(60), 5), draws=999), 0.0


def two_shares(rng: np.random.Generator) -> Found:
    found = compare(proportion(rng.binomial(60, 0.1), 60), proportion(rng.binomial(90, 0.25), 90))
    return found, -0.15


def two_means(rng: np.random.Generator) -> Found:
    return compare(rng.normal(70, 5, 10), rng.normal(65, 20, 25)), 5.0


def groups_of_rows(rng: np.random.Generator) -> Found:
    groups = np.repeat(np.arange(8), 12)
    values = rng.normal(70 + groups, 6 + groups)
    return compare_groups(values, groups)[7], 4.0


def groups_across_clusters(rng: np.random.Generator) -> Found:
    clusters = np.repeat(np.arange(40), 8)
    groups = rng.integers(0, 4, 320)
    values = rng.normal(70 + 2 * (groups == 3) + rng.normal(0, 5, 40)[clusters], 10)
    return compare_groups(values, groups, clusters=clusters)[3], 2.0


def groups_of_shares(rng: np.random.Generator) -> Found:
    groups = np.repeat(np.arange(5), 40)
    values = (rng.random(200) < 0.1 + 0.05 * (groups == 4)).astype(float)
    return compare_groups(values, groups)[4], 0.05


def two_groups_of_strata(rng: np.random.Generator) -> Found:
    strata = np.repeat(np.arange(4), 20)
    group = rng.integers(0, 2, 80)
    values = rng.normal(60 + 5 * strata + 3 * group, 8)
    return survey_t_test(values, group, strata=strata), 3.0


def paired_numbers(rng: np.random.Generator) -> Found:
    before = rng.normal(70, 12, 15)
    return paired_change(before, before + rng.normal(2, 6, 15)), 2.0


def paired_shares(rng: np.random.Generator) -> Found:
    before = rng.random(80) < 0.6
    after = np.where(before, rng.random(80) < 0.9, rng.random(80) < 0.35)
    return paired_change(before, after), 0.6 * 0.9 + 0.4 * 0.35 - 0.6


def chance_above(rng: np.random.Generator) -> Found:
    found = rank_compare(rng.normal(0.8, 1, 20), rng.normal(0, 2, 30))
    return found.superiority, float(stats.norm.cdf(0.8 / 5**0.5))


def shift_of_ranks(rng: np.random.Generator) -> Found:
    return rank_compare(rng.gamma(2, 1, 20) + 1, rng.gamma(2, 1, 25)).shift, 1.0


def trend_of_shares(rng: np.random.Generator) -> Found:
    truth = 0.3 + 0.05 * np.arange(5)
    return share_trend(rng.binomial(80, truth), np.full(5, 80)).effect, 0.05


CASES = [
    Case("bootstrap", "bca, mean of 200 exponential values", resampled_mean(200)),
    Case(
        "bootstrap",
        "bca, mean of 30 exponential values",
        resampled_mean(30),
        stated=False,
        because="too few values to show the tail that pulls the mean",
    ),
    Case("bootstrap", "bca, median of 60 exponential values", resampled_median),
    Case("bootstrap", "bca, correlation of 300 normal pairs", resampled_correlation(300), replicates=3000),
    Case("bootstrap", "bca, mean of 60 clusters of 5", resampled_clusters),
    Case("compare", "shares 0.1 of 60 and 0.25 of 90", two_shares),
    Case("compare", "means of 10 and 25, deviations 5 and 20", two_means),
    Case("compare_groups", "8 groups of 12, unequal deviations", groups_of_rows),
    Case("compare_groups", "4 groups across 40 clusters", groups_across_clusters),
    Case("compare_groups", "shares of 5 groups of 40", groups_of_shares),
    Case("survey_t_test", "two groups across 4 strata of 20", two_groups_of_strata),
    Case("paired_change", "15 pairs of numbers", paired_numbers),
    Case("paired_change", "80 pairs of yes and no", paired_shares),
    Case("rank_compare", "chance to be above, 20 and 30 values", chance_above),
    Case("rank_compare", "shift of 20 and 25 skewed values", shift_of_ranks),
    Case("share_trend", "slope of 5 shares of 80", trend_of_shares),
]

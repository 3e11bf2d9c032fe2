"""Cells of means, totals, ratios, domains, quantiles and shares under sampling designs."""

from __future__ import annotations

import numpy as np
from scipy import stats

from benchmarks.intervals.case import Case
from rapport.measures import (
    Estimate,
    design_proportion,
    domain_mean,
    domain_means,
    mean,
    mean_of_groups,
    quantile,
    ratio,
    survey_regression,
    total,
)

Found = tuple[Estimate, float]
STRATA = {"small": 400, "middle": 300, "large": 100}
FRAME = np.random.default_rng(11)
STRATUM = np.repeat(list(STRATA), list(STRATA.values()))
AMOUNT = FRAME.gamma(2.0, np.repeat([5.0, 12.0, 40.0], list(STRATA.values())))
CLUSTER_SIZES = FRAME.integers(20, 60, 100)
LEVEL = FRAME.normal(70, 6, 100)
SCHOOLS = [FRAME.normal(level, 10, size) for level, size in zip(LEVEL, CLUSTER_SIZES, strict=True)]
EVERY = np.concatenate(SCHOOLS)


def simple(rng: np.random.Generator) -> Found:
    return mean(rng.normal(70, 12, 10)), 70.0


def lognormal(n: int, sigma: float):
    def draw(rng: np.random.Generator) -> Found:
        return mean(rng.lognormal(0, sigma, n)), float(np.exp(sigma**2 / 2))

    return draw


def _stratified_rows(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    rows = [
        rng.choice(np.flatnonzero(name == STRATUM), size, replace=False)
        for name, size in {"small": 40, "middle": 40, "large": 40}.items()
    ]
    return AMOUNT[np.concatenate(rows)], STRATUM[np.concatenate(rows)]


def stratified(rng: np.random.Generator) -> Found:
    values, strata = _stratified_rows(rng)
    return mean(values, strata=strata, population=STRATA), float(AMOUNT.mean())


def stratified_total(rng: np.random.Generator) -> Found:
    values, strata = _stratified_rows(rng)
    return total(values, strata=strata, population=STRATA), float(AMOUNT.sum())


def stratified_sums(rng: np.random.Generator) -> Found:
    values, strata = _stratified_rows(rng)
    parts = [values[strata == name] for name in STRATA]
    return (
        mean_of_groups(
            [len(part) for part in parts],
            [part.mean() for part in parts],
            [part.var(ddof=1) for part in parts],
            list(STRATA.values()),
        ),
        float(AMOUNT.mean()),
    )


def clustered(clusters: int, rows: int):
    """Clusters of one size from an unlimited frame; intraclass correlation 0.2."""

    def draw(rng: np.random.Generator) -> Found:
        level = rng.normal(70, 5, clusters)
        values = rng.normal(np.repeat(level, rows), 10)
        return mean(values, clusters=np.repeat(np.arange(clusters), rows)), 70.0

    return draw


def two_stages(rng: np.random.Generator) -> Found:
    drawn = rng.choice(100, 40, replace=False)
    values = np.concatenate([rng.choice(SCHOOLS[k], 8, replace=False) for k in drawn])
    clusters = np.repeat(drawn, 8)
    found = mean(values, clusters=clusters, population=100, cluster_sizes=CLUSTER_SIZES[clusters])
    return found, float(EVERY.mean())


def weighted(rng: np.random.Generator) -> Found:
    """Long contacts are drawn twice as often and score lower."""
    long = rng.random(150) < 0.5
    values = rng.normal(np.where(long, 60, 75), 10)
    return mean(values, weights=np.where(long, 1.0, 2.0)), (60 + 2 * 75) / 3


def ratio_of(n: int):
    def draw(rng: np.random.Generator) -> Found:
        orders = rng.gamma(3, 2, n)
        return ratio(rng.poisson(0.4 * orders), orders), 0.4

    return draw


def domain(rng: np.random.Generator) -> Found:
    inside = rng.random(200) < 0.1
    return domain_mean(rng.normal(70, 12, 200), inside), 70.0


def domain_across_clusters(rng: np.random.Generator) -> Found:
    clusters = np.repeat(np.arange(30), 10)
    values = rng.normal(70 + rng.normal(0, 5, 30)[clusters], 10)
    domains = np.where(rng.random(300) < 0.3, "phone", "chat")
    return domain_means(values, domains, clusters=clusters)["phone"], 70.0


def quantile_of(q: float, n: int):
    def draw(rng: np.random.Generator) -> Found:
        return quantile(rng.lognormal(1, 0.8, n), q), float(stats.lognorm.ppf(q, 0.8, scale=np.e))

    return draw


def quantile_of_clusters(rng: np.random.Generator) -> Found:
    values = rng.normal(np.repeat(rng.normal(0, 5, 40), 8), 10)
    found = quantile(values, 0.5, clusters=np.repeat(np.arange(40), 8))
    return found, 0.0


def share_of_clusters(share: float, method: str):
    """Clusters whose own shares are beta, with intraclass correlation 0.05."""

    def draw(rng: np.random.Generator) -> Found:
        own = rng.beta(19 * share, 19 * (1 - share), 40)
        answers = (rng.random(600) < np.repeat(own, 15)).astype(float)
        return design_proportion(answers, clusters=np.repeat(np.arange(40), 15), method=method), share

    return draw


def slope_of_clusters(rng: np.random.Generator) -> Found:
    clusters = np.repeat(np.arange(50), 6)
    wait = rng.normal(5, 2, 300)
    score = 80 - 2 * wait + rng.normal(0, 4, 50)[clusters] + rng.normal(0, 8, 300)
    return survey_regression(score, {"wait": wait}, clusters=clusters).coefficients["wait"], -2.0


CASES = [
    Case("mean", "10 values, normal", simple),
    Case("mean", "3 strata of skewed amounts, 40 of 400, 300 and 100", stratified),
    Case("mean", "12 clusters of 10, intraclass correlation 0.2", clustered(12, 10)),
    Case("mean", "two stages: 40 of 100 clusters, 8 rows of 20 to 60", two_stages),
    Case("mean", "150 rows of weights 1 and 2 that go with the value", weighted),
    Case("mean", "500 lognormal values of shape 0.7", lognormal(500, 0.7)),
    Case(
        "mean",
        "50 lognormal values of shape 1",
        lognormal(50, 1.0),
        stated=False,
        because="a long tail: the few largest values that were not drawn make the mean look too small",
    ),
    Case("total", "3 strata of skewed amounts, 40 of 400, 300 and 100", stratified_total),
    Case("mean_of_groups", "sums of 3 strata of skewed amounts", stratified_sums),
    Case("ratio", "contacts by order, 60 customers", ratio_of(60)),
    Case("domain_mean", "a tenth of 200 rows", domain),
    Case("domain_means", "a third of the rows of 30 clusters", domain_across_clusters),
    Case("quantile", "median of 20 lognormal values", quantile_of(0.5, 20)),
    Case("quantile", "ninetieth centile of 100 lognormal values", quantile_of(0.9, 100)),
    Case("quantile", "median of 40 clusters of 8", quantile_of_clusters),
    Case("design_proportion", "share 0.2 in 40 clusters of 15, logit", share_of_clusters(0.2, "logit")),
    Case("design_proportion", "share 0.05 in 40 clusters of 15, wilson", share_of_clusters(0.05, "wilson")),
    Case("survey_regression", "slope in 50 clusters of 6", slope_of_clusters),
]

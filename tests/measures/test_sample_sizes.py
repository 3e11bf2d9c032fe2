"""Sizes for rare shares, groups and clusters, and the best spread for a goal."""

import numpy as np
import pytest

from rapport.measures import (
    allocate,
    cluster_sample_size,
    domain_sample_sizes,
    optimal_allocation,
    proportion,
    sample_size,
    unrounded_sample_size,
)
from rapport.records.errors import InputError


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4])
def test_wilsons_size_gives_wilsons_width(share):
    n = sample_size(margin=0.01, share=share, interval="wilson")
    found = proportion(share * n, n)
    assert found.margin_of_error == pytest.approx(0.01, rel=1e-3) and found.margin_of_error <= 0.01


def test_a_coefficient_of_variation_of_a_mean():
    assert unrounded_sample_size(deviation=30, mean=60, cv=0.05) == pytest.approx((0.5 / 0.05) ** 2)
    assert unrounded_sample_size(1000, deviation=30, mean=60, cv=0.05) == pytest.approx(1e5 / 1100)
    assert unrounded_sample_size(deviation=20, standard_error=2) == pytest.approx(100)
    assert sample_size(1, deviation=20, margin=1) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"margin": 0},
        {"population": 0},
        {"share": 1.2},
        {"cv": 0.1, "standard_error": 1},
        {"cv": 0.1, "deviation": 3},
        {"cv": 0.1, "share": 0},
        {"standard_error": 0},
        {"interval": "bayes"},
        {"interval": "wilson", "cv": 0.1},
        {"interval": "log_odds", "share": 0},
        {"response_rate": 0},
    ],
)
def test_sizes_out_of_range(given):
    with pytest.raises(InputError):
        sample_size(**given)


def test_sizes_of_several_groups():
    sizes = {"north": 400, "south": 90, "new": 0}
    found = domain_sample_sizes(sizes, {"north": 0.05, "south": 0.1, "new": 0.1}, response_rate=0.5)
    assert found == {
        "north": sample_size(400, 0.05, response_rate=0.5),
        "south": sample_size(90, 0.1, response_rate=0.5),
        "new": 0,
    }
    assert domain_sample_sizes([100, 1000], deviation=[10, 20], margin=3) == [
        sample_size(100, 3, deviation=10),
        sample_size(1000, 3, deviation=20),
    ]
    with pytest.raises(InputError, match="'south' has no margin"):
        domain_sample_sizes({"south": 3}, margin={})


def test_clusters_for_a_margin_and_what_the_budget_buys_agree():
    found = cluster_sample_size(0.04, icc=0.08, cluster_cost=15, unit_cost=2)
    again = cluster_sample_size(budget=found.cost, icc=0.08, cluster_cost=15, unit_cost=2)
    assert found.margin <= 0.04 and again.margin <= found.margin + 1e-12
    assert abs(found.per_cluster - (15 / 2 * 0.92 / 0.08) ** 0.5) < 3
    plain = cluster_sample_size(0.05, icc=0.0, per_cluster=1)
    assert plain.units == sample_size() and plain.design_effect == 1


def test_the_planned_margin_is_what_two_stage_samples_reach():
    planned = cluster_sample_size(2.0, icc=0.1, per_cluster=8, deviation=20)
    rng = np.random.default_rng(0)
    shape = (400, planned.clusters, 8)
    between = rng.normal(0, (0.1 * 400) ** 0.5, (*shape[:2], 1))
    means = (between + rng.normal(0, (0.9 * 400) ** 0.5, shape)).mean(axis=(1, 2))
    assert 1.96 * means.std() == pytest.approx(planned.margin, rel=0.1)


@pytest.mark.parametrize(
    "given",
    [
        {"icc": 0.1, "per_cluster": 5},
        {"icc": 1.1, "margin": 0.1, "per_cluster": 5},
        {"icc": 0.1, "margin": 0.1},
        {"icc": 0.1, "budget": 10.0, "per_cluster": 3},
        {"icc": 0.1, "budget": 10.0, "cluster_cost": 50.0},
        {"icc": 0.1, "margin": 0.1, "per_cluster": 9, "largest": 3},
    ],
)
def test_cluster_sizes_out_of_range(given):
    with pytest.raises(InputError):
        cluster_sample_size(**given)


def test_a_full_stratum_gives_to_the_others():
    assert allocate(50, {"small": 5, "large": 1000}, {"small": 500, "large": 1}) == {"small": 5, "large": 45}
    found = optimal_allocation([5, 1000], [500, 1], n=50)
    assert found.units == [5, 45] and found.unrounded == pytest.approx([5, 45])
    assert allocate(90, [500, 500], costs=[1, 4]) == [60, 30]


@pytest.mark.parametrize("seed", range(12))
def test_goals_are_reached_and_no_unit_too_many(seed):
    rng = np.random.default_rng(seed)
    sizes, spread = rng.integers(1, 400, 6), rng.uniform(0.5, 9, 6)
    costs = rng.uniform(1, 20, 6)
    spent = optimal_allocation(sizes, spread, costs, budget=600, minimum=1)
    total = float((costs * sizes).sum())
    assert spent.cost <= 600 and (spent.cost > 600 - costs.max() or spent.cost == pytest.approx(total))
    reached = optimal_allocation(sizes, spread, costs, standard_error=0.3, minimum=1)
    assert reached.standard_error <= 0.3 + 1e-12
    assert all(1 <= part <= size for part, size in zip(reached.units, sizes, strict=True))
    best = optimal_allocation(sizes, spread, n=sum(reached.units), minimum=1)
    assert best.standard_error <= reached.standard_error * 1.02


@pytest.mark.parametrize(
    "given",
    [{}, {"n": 5, "budget": 3}, {"n": 10_000}, {"n": 2.5}, {"margin": 0.0}, {"budget": 1.0, "minimum": 3}],
)
def test_goals_that_cannot_be(given):
    with pytest.raises(InputError):
        optimal_allocation([10, 20], [1, 2], **given)

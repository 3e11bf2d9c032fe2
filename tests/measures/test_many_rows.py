"""What is read some rows at a time, or without a column for what all rows share, gives the same numbers."""

import numpy as np
import pytest

from benchmarks.many_rows import MEASURES
from rapport.measures import compare_groups, mean, ratio
from rapport.measures.inference.quantile import _Even, _Ranked
from rapport.measures.inputs import BLOCK, blocks


@pytest.mark.parametrize("name", MEASURES)
def test_the_benchmark_runs_every_measure(name):
    assert MEASURES[name](5_000)() is not None


def test_blocks_are_all_rows_once():
    rows = np.arange(2 * BLOCK + 3)
    assert np.array_equal(np.concatenate([rows[some] for some in blocks(len(rows))]), rows)
    assert list(blocks(0)) == []


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(4)
    n = 2 * BLOCK + 12_345
    return {"y": rng.gamma(2.0, 3.0, n), "x": rng.gamma(3.0, 1.0, n), "w": rng.uniform(0.5, 2, n)}


def test_means_over_several_blocks(rows):
    y, w, n = rows["y"], rows["w"], len(rows["y"])
    found = mean(y)
    assert found.value == pytest.approx(y.mean(), rel=1e-13)
    assert found.standard_error == pytest.approx(y.std(ddof=1) / n**0.5, rel=1e-12)
    weighted = mean(y, w)
    middle = np.average(y, weights=w)
    error = np.sqrt(n / (n - 1) * ((w * (y - middle)) ** 2).sum()) / w.sum()
    assert weighted.value == pytest.approx(middle, rel=1e-13)
    assert weighted.standard_error == pytest.approx(error, rel=1e-10)


def test_ratios_and_groups_over_several_blocks(rows):
    y, x, n = rows["y"], rows["x"], len(rows["y"])
    found = ratio(y, x)
    left = y - found.value * x
    assert found.value == pytest.approx(y.sum() / x.sum(), rel=1e-13)
    assert found.standard_error == pytest.approx(left.std(ddof=1) / x.mean() / n**0.5, rel=1e-9)
    group = np.arange(n) % 3 == 0
    other = compare_groups(y, group)[True]
    one, two = y[group], y[~group]
    error = np.sqrt(one.var(ddof=1) / len(one) + two.var(ddof=1) / len(two))
    assert other.value == pytest.approx(one.mean() - two.mean(), rel=1e-9)
    assert other.standard_error == pytest.approx(error, rel=1e-9)


@pytest.mark.parametrize("n", [1, 2, 3, 10, 11])
def test_ranks_of_equal_weights_are_places(n):
    values = np.sort(np.random.default_rng(n).normal(0, 1, n))
    even, ranked = _Even(values), _Ranked(values, np.full(n, 0.3))
    for q in (0.001, 0.1, 0.25, 1 / 3, 0.5, 0.9, 0.999):
        assert even.at(q) == pytest.approx(ranked.at(q), rel=1e-12)
    for rank in (0.2, 1, 1.5, n / 2 + 0.25, n - 0.5, n, n + 3):
        assert even.near(rank) == pytest.approx(ranked.near(rank), rel=1e-9, abs=1e-12)

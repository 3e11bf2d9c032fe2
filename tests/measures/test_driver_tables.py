"""Regression, logit, dominance, importance × performance, stated importance and change."""

from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd
import polars as pl
import pytest
import statsmodels.api as sm
from scipy import stats

from rapport.measures import (
    dominance,
    driver_importance,
    importance_change,
    importance_performance,
    linear_regression,
    stated_importance,
)
from rapport.records.errors import InputError


def rows(n=300, p=3, seed=5, weights=(1.0, 0.5, 0.0)):
    rng = np.random.default_rng(seed)
    drivers = rng.normal(size=(n, p)) + rng.normal(size=(n, 1))
    return drivers @ np.array(weights) + rng.normal(size=n), drivers


class TestLinearRegression:
    def test_agrees_with_least_squares_classical_robust_and_clustered(self):
        y, x = rows()
        groups = np.arange(300) // 6
        fit = sm.OLS(y, sm.add_constant(x))
        for more, options in (
            ({}, {}),
            ({"errors": "robust"}, {"cov_type": "HC3"}),
            ({"clusters": groups}, {"cov_type": "cluster", "cov_kwds": {"groups": groups}}),
        ):
            found, expected = linear_regression(y, x, **more), fit.fit(**options)
            assert [one.value for one in found.values()] == pytest.approx(expected.params)
            assert [one.standard_error for one in found.values()] == pytest.approx(expected.bse, rel=1e-6)
        plain = linear_regression(y, x)
        assert plain.r_squared == pytest.approx(fit.fit().rsquared)
        assert plain.residual_deviation == pytest.approx(fit.fit().mse_resid ** 0.5)
        assert [plain["x1"].low, plain["x1"].high] == pytest.approx(fit.fit().conf_int()[1])

    def test_weights_repeat_rows(self):
        y, x = rows(50)
        times = np.random.default_rng(0).integers(1, 4, 50)
        weighted = linear_regression(y, x, weights=times)
        repeated = linear_regression(np.repeat(y, times), np.repeat(x, times, axis=0))
        assert [one.value for one in weighted.values()] == pytest.approx(
            [one.value for one in repeated.values()]
        )
        assert "robust" in weighted["x1"].method

    def test_drivers_that_cannot_be_told_apart_are_undefined(self):
        y, x = rows(60)
        found = linear_regression(y, np.column_stack([x, x[:, 0], np.ones(60)]))
        assert [name for name, one in found.items() if one.value is None] == ["x1", "x4", "x5"]

    def test_a_perfect_fit_and_too_few_rows(self):
        x = np.arange(6.0)
        found = linear_regression(2 * x + 1, x)
        assert found["x1"].value == pytest.approx(2) and found["x1"].low == pytest.approx(2, abs=1e-6)
        assert linear_regression([1, 2], [[1, 2], [3, 5]])["x1"].undefined_because
        with pytest.raises(InputError):
            linear_regression([1, 2, 3], [1, 2, 4], errors="other")


class TestLogit:
    def test_shares_mcfaddens_r_squared_over_all_subsets(self):
        y, x = rows(400)
        y = (y > 0.3).astype(float)

        def explained(some):
            if not some:
                return 0.0
            fit = sm.Logit(y, sm.add_constant(x[:, list(some)])).fit(disp=0)
            return 1 - fit.llf / fit.llnull

        def share(driver):
            others = [one for one in range(3) if one != driver]
            return sum(
                factorial(size)
                * factorial(2 - size)
                / 6
                * (explained(tuple(sorted((*some, driver)))) - explained(some))
                for size in range(3)
                for some in combinations(others, size)
            )

        found = driver_importance(y, x, "logit")
        assert found.column("importance") == pytest.approx([share(driver) for driver in range(3)])
        assert found.r_squared.value == pytest.approx(explained((0, 1, 2)))
        assert found["x1"].unit == "share of deviance"
        yes = driver_importance(y == 1, x, "logit", groups={"both": ["x1", "x2"]})
        assert sum(yes.column("importance")) == pytest.approx(explained((0, 1, 2)))

    def test_what_logit_cannot_do_is_named(self):
        y, x = rows(60)
        with pytest.raises(InputError, match="0 or 1"):
            driver_importance(y, x, "logit")
        with pytest.raises(InputError, match="at most 12"):
            driver_importance(y > 0, np.random.default_rng(0).normal(size=(60, 13)), "logit")
        found = driver_importance(x[:, 0] > 0, x, "logit")
        assert "without error" in found["x1"].undefined_because

    def test_clusters_and_weights_count(self):
        y, x = rows(200)
        y = y > 0
        alike = np.repeat(np.arange(200), 3)
        once = driver_importance(y, x, "logit")
        again = driver_importance(y[alike], x[alike], "logit", clusters=alike)
        assert again["x1"].value == pytest.approx(once["x1"].value)
        assert again["x1"].standard_error == pytest.approx(once["x1"].standard_error, rel=0.02)
        weighted = driver_importance(y, x, "logit", weights=np.full(200, 3.0))
        assert weighted["x1"].low == pytest.approx(once["x1"].low)


class TestDominance:
    def test_counts_over_all_subsets(self):
        y, x = rows(200)

        def explained(some):
            return linear_regression(y, x[:, list(some)]).r_squared if some else 0.0

        found = dominance(y, {"a": x[:, 0], "b": x[:, 1], "c": x[:, 2]})
        beside = [
            explained((0,)),
            (explained((0, 1)) - explained((1,)) + explained((0, 2)) - explained((2,))) / 2,
        ]
        assert found.conditional["a"][:2] == pytest.approx(beside)
        wins = [explained((0,)) > explained((1,)), explained((0, 2)) > explained((1, 2))]
        assert found.complete["a", "b"] == np.mean(wins)
        assert found.general["a"].value == pytest.approx(np.mean(found.conditional["a"]))
        assert found.dominates("a", "c") == "complete" and found.dominates("c", "a") is None

    def test_without_rows_there_are_no_tables(self):
        found = dominance([1, 1, 1, 1, 1], np.arange(10.0).reshape(5, 2) ** 2)
        assert found.conditional == {} and found.dominates("x1", "x2") is None

    def test_too_many_drivers(self):
        y, x = rows(80, 21, weights=[0.1] * 21)
        with pytest.raises(InputError, match="too many subsets"):
            dominance(y, x)


class TestImportancePerformance:
    def drivers(self, n=500):
        rng = np.random.default_rng(9)
        x = rng.normal([2.0, 4.0, 2.0, 4.0], 1.0, size=(n, 4))
        y = x @ [1.0, 1.0, 0.1, 0.1] + rng.normal(size=n)
        return y, dict(zip(["wait", "staff", "shop", "price"], np.clip(x, 0, 6).T, strict=True))

    def test_each_driver_falls_in_the_quadrant_where_it_is(self):
        y, drivers = self.drivers()
        found = importance_performance(y, drivers, scales=(0, 6))
        assert [one.quadrant for one in found.positions.values()] == [
            "fix first",
            "keep it up",
            "watch",
            "no more than now",
        ]
        assert min(one.probability for one in found.positions.values()) > 0.95
        wait = found.positions["wait"]
        assert wait.performance.value == pytest.approx(100 * drivers["wait"].mean() / 6)
        assert wait.performance.low < wait.performance.value < wait.performance.high
        assert wait.importance == found.importance["wait"]

    def test_lines_may_be_given_and_near_a_line_nothing_is_sure(self):
        y, drivers = self.drivers()
        strict = importance_performance(y, drivers, scales=(0, 6), good_from=80, important_from="median")
        assert strict.positions["staff"].quadrant == "fix first" and strict.good_from == 80
        edge = float(strict.positions["wait"].performance.value)
        near = importance_performance(y, drivers, scales=(0, 6), good_from=edge)
        assert 0.3 < near.positions["wait"].probability < 0.7
        with pytest.raises(InputError):
            importance_performance(y, drivers, good_from="mode")

    def test_gains_are_slopes_times_steps_towards_better(self):
        y, drivers = self.drivers()
        drivers["wait"] = 6 - drivers["wait"]
        slope = linear_regression(y, drivers, errors="robust")["wait"]
        found = importance_performance(y, drivers, scales=(0, 6), step=2).positions["wait"]
        assert slope.value < 0 < found.gain_of_a_step.value == pytest.approx(-2 * slope.value)
        assert found.gain_of_a_step.low < found.gain_of_a_step.value < found.gain_of_a_step.high
        quarter = np.sort(drivers["wait"])[124]
        way = quarter - drivers["wait"].mean()
        assert found.gain_to_best_quarter.value == pytest.approx(slope.value * way)
        assert found.performance.value == pytest.approx(100 - 100 * drivers["wait"].mean() / 6)
        assert found.quadrant == "fix first"

    def test_constant_drivers_and_too_many(self):
        y, drivers = self.drivers(100)
        found = importance_performance(y, {**drivers, "flat": np.full(100, 3.0)})
        assert found.positions["flat"].quadrant is None
        assert found.positions["flat"].performance.undefined_because
        many = np.random.default_rng(0).normal(size=(100, 21))
        with pytest.raises(InputError, match="resampled"):
            importance_performance(y, many)
        assert len(importance_performance(y, many, "relative_weights", draws=20).positions) == 21


class TestStatedImportance:
    def test_ranks_agree_with_scipy_and_quadrants_with_the_lines(self):
        y, x = rows(400, 4, weights=(1, 0.6, 0.3, 0))
        said = {"x1": 3.0, "x2": 9.0, "x3": 8.0, "x4": 2.0}
        found = stated_importance(said, y, x)
        derived = found.derived.column("importance")
        expected = stats.spearmanr(list(said.values()), derived).statistic
        assert found.rank_correlation.value == pytest.approx(expected)
        assert found.rank_correlation.low <= expected <= found.rank_correlation.high
        assert {name: one.quadrant for name, one in found.drivers.items()}["x1"] == "hidden"
        assert found.drivers["x3"].quadrant == "basic" and found.drivers["x4"].quadrant == "low"
        assert found.drivers["x1"].probability > 0.9

    def test_customers_own_statements_are_averaged_with_their_interval(self):
        y, x = rows(200)
        rng = np.random.default_rng(1)
        said = pd.DataFrame(rng.normal([5, 7, 6], 1, size=(50, 3)), columns=["x1", "x2", "x3"])
        said.loc[0, "x1"] = np.nan
        found = stated_importance(said, y, x)
        assert found.drivers["x1"].stated.base == 49 and found.drivers["x1"].stated.low is not None
        assert stated_importance(pl.from_pandas(said), y, x) == found

    def test_what_cannot_be_told_says_why(self):
        y, x = rows(50)
        few = stated_importance({"x1": 1, "x2": 2}, y, x[:, :2])
        assert "fewer than three" in few.rank_correlation.undefined_because
        alike = stated_importance({"x1": 1, "x2": 1, "x3": 1}, y, x)
        assert "stated alike" in alike.rank_correlation.undefined_because
        flat = stated_importance({"x1": 1, "x2": 2, "x3": 3}, np.ones(50), x)
        assert flat.rank_correlation.value is None and flat.drivers["x1"].quadrant is None
        for said in ({"x1": 1, "x2": 2}, [1, 2, 3]):
            with pytest.raises(InputError):
                stated_importance(said, y, x)


class TestImportanceChange:
    def test_a_change_is_seen_and_none_is_not(self):
        before = driver_importance(*rows(900, seed=1, weights=(1, 0.2, 0.2)))
        same = driver_importance(*rows(900, seed=2, weights=(1, 0.2, 0.2)))
        other = driver_importance(*rows(900, seed=3, weights=(0.2, 0.2, 1)))
        still, moved = importance_change(before, same), importance_change(before, other)
        assert all(one.low <= 0 <= one.high and one.adjusted_p > 0.05 for one in still.values())
        assert moved["x1"].high < 0 < moved["x3"].low and moved["x1"].adjusted_p < 0.001
        assert moved["x1"].value == pytest.approx(other["x1"].value - before["x1"].value)
        assert moved["x1"].p <= moved["x1"].adjusted_p and moved["x1"].base == 1800

    def test_only_like_is_compared(self):
        y, x = rows()
        one = driver_importance(y, x)
        with pytest.raises(InputError):
            importance_change(one, driver_importance(y, x, "first"))
        with pytest.raises(InputError):
            importance_change(one, driver_importance(y, x, confidence=0.9))
        fewer = importance_change(one, driver_importance(y, x[:, :2]))
        assert "not in both" in fewer["x3"].undefined_because and fewer["x3"].adjusted_p is None
        flat = importance_change(one, driver_importance(np.ones(300), x))
        assert flat["x1"].undefined_because

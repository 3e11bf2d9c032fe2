"""Driver importance: kinds of input, groups, duplicates, sampling of orders, intervals and ranks."""

from itertools import permutations

import numpy as np
import pandas as pd
import polars as pl
import pytest

from rapport.measures import driver_importance
from rapport.records.errors import InputError

METHODS = [
    "lmg",
    "relative_weights",
    "correlation",
    "standardized",
    "first",
    "last",
    "betasq",
    "pratt",
    "car",
]


def rows(n=200, p=4, seed=3):
    rng = np.random.default_rng(seed)
    drivers = rng.normal(size=(n, p)) + rng.normal(size=(n, 1))
    return drivers @ np.linspace(1, 0, p) + rng.normal(size=n), drivers


def r_squared(y, x):
    if not x.shape[1]:
        return 0.0
    x = np.column_stack([np.ones(len(y)), x])
    left = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    return 1 - left.var() / y.var()


def by_orders(y, x):
    """LMG as it is defined: over all orders of entry."""
    p = x.shape[1]
    gains = np.zeros(p)
    orders = list(permutations(range(p)))
    for order in orders:
        for place, driver in enumerate(order):
            gains[driver] += r_squared(y, x[:, order[: place + 1]]) - r_squared(y, x[:, order[:place]])
    return gains / len(orders)


def test_lmg_is_the_mean_gain_over_all_orders():
    y, x = rows()
    found = driver_importance(y, x)
    assert found.column("importance") == pytest.approx(by_orders(y, x))
    assert sum(found.column("importance")) == pytest.approx(found.r_squared.value)
    assert sum(found.column("share")) == pytest.approx(1)
    assert [float(found[name]) for name in ("x1", "x2", "x3", "x4")] == found.column("importance")


def test_rows_repeated_by_weight_give_the_same_values():
    y, x = rows(60)
    times = np.random.default_rng(1).integers(1, 4, 60)
    for method in METHODS:
        weighted = driver_importance(y, x, method, weights=times)
        repeated = driver_importance(np.repeat(y, times), np.repeat(x, times, axis=0), method)
        assert weighted.column("importance") == pytest.approx(repeated.column("importance"))


def test_every_kind_of_table_gives_the_same():
    y, x = rows(50, 2)
    columns = {"wait": x[:, 0], "clean": x[:, 1]}
    expected = driver_importance(y, columns)
    assert list(expected) == ["wait", "clean"]
    frame = pl.DataFrame(columns)
    for drivers in (frame, frame.to_pandas(), frame.to_arrow(), {k: list(v) for k, v in columns.items()}):
        assert driver_importance(y, drivers) == expected
        assert driver_importance(pd.Series(y), drivers) == expected
    assert driver_importance("said", frame.with_columns(said=pl.Series(y))) == expected
    for drivers in (x, x.tolist(), np.asfortranarray(x)):
        plain = driver_importance(y.tolist(), drivers)
        assert plain.column("importance") == expected.column("importance")
        assert list(plain) == ["x1", "x2"]
    assert pl.DataFrame(expected.as_columns())["importance"].to_list() == expected.column("importance")


def test_whole_numbers_and_yes_or_no_are_numbers_too():
    y, x = rows(80, 2)
    whole = np.round(x).astype(int)
    assert driver_importance(y, whole) == driver_importance(y, whole.astype(float))
    assert driver_importance(y > 0, x > 0)["x1"].value is not None


def test_missing_rows_are_left_out_and_counted_by_reason():
    y, x = rows(40)
    y[0], x[0, 1], x[1, 2] = np.nan, np.nan, np.nan
    clusters = np.array([None, *("abcd" * 10)][:40], dtype=object)
    clusters[5] = None
    found = driver_importance(y, x, clusters=clusters)
    assert found["x1"].excluded == {"no outcome": 1, "a driver is missing": 1, "no cluster": 1}
    assert found["x1"].base == 37


def test_a_group_enters_as_one():
    y, x = rows(150, 4)
    found = driver_importance(y, x, groups={"service": ["x1", "x3"]})
    assert list(found) == ["service", "x2", "x4"]
    alone = [r_squared(y, x[:, some]) for some in ([0, 2], [1], [3])]
    assert found["service"].value <= alone[0]
    assert sum(found.column("importance")) == pytest.approx(r_squared(y, x))
    assert found["service"].low < found["service"].value < found["service"].high
    both = driver_importance(y, x, groups={"all": ["x1", "x2", "x3", "x4"]})
    assert both["all"].value == pytest.approx(both.r_squared.value)


@pytest.mark.parametrize(
    "groups", [{"a": ["x1", "x9"]}, {"a": ["x1"], "b": ["x1"]}, {"x2": ["x1"]}, {"a": ["x1", "x1"]}]
)
def test_groups_that_cannot_be(groups):
    y, x = rows(50)
    with pytest.raises(InputError):
        driver_importance(y, x, groups=groups)


def test_duplicates_share_alike_and_are_named():
    y, x = rows(100, 3)
    x = np.column_stack([x, x[:, 0] * 2 + 5])
    found = driver_importance(y, x)
    assert found["x1"].value == pytest.approx(found["x4"].value)
    assert found["x1"].same_as == ("x4",) and found["x2"].same_as == ()
    assert found["x1"].inflation == float("inf") and found["x2"].inflation > 1
    assert found["x1"].coefficient is None and found.condition_index == float("inf")
    assert found.r_squared.value == pytest.approx(r_squared(y, x[:, :3]))
    assert found["x1"].value * 2 > driver_importance(y, x[:, :3])["x1"].value
    for method in ("last", "standardized", "betasq", "pratt"):
        told = driver_importance(y, x, method)
        assert told["x1"].undefined_because and told["x1"].rank is None
        assert told["x2"].value is not None and told["x2"].rank in (1, 2)


def test_a_driver_that_never_varies_is_undefined_and_the_others_are_not():
    y, x = rows(100, 3)
    x[:, 1] = 7
    found = driver_importance(y, x)
    assert "does not vary" in found["x2"].undefined_because
    assert found["x1"].value == pytest.approx(driver_importance(y, x[:, [0, 2]])["x1"].value)
    assert found.ranked()[-1] == "x2"


def test_what_cannot_be_told_says_why():
    y, x = rows(5, 4)
    assert "cannot tell 4 drivers apart" in driver_importance(y, x)["x1"].undefined_because
    assert driver_importance(y, x, "correlation")["x1"].value is not None
    assert "does not vary" in driver_importance(np.ones(5), x)["x1"].undefined_because
    assert "no driver varies" in driver_importance(y, np.ones((5, 2)))["x1"].undefined_because


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (([1, 2, 3], [[1], [2]]), {}),
        (([1, 2, 3], {}), {}),
        (("missing", {"a": [1, 2]}), {}),
        (([1, 2, 3], {"a": ["x", "y", "z"]}), {}),
        (([1, 2, 3], "a"), {}),
        (([1, 2, 3], None), {}),
        (([1, 2, 3], {"a": [1, 2, 3]}), {"method": "magic"}),
        (([1, 2, 3], {"a": [1, 2, 3]}), {"interval": "none"}),
        (([1, 2, 3], {"a": [1, 2, 3]}), {"method": "car", "groups": {"b": ["a"]}}),
        (([1, 2, 3], {"a": [1, 2, 3]}), {"scales": (1, 2)}),
        (([1, 2, 3, 5], {"a": [1, 2, 3, 3]}), {"draws": 1}),
    ],
)
def test_input_that_cannot_be_used_is_named(arguments, more):
    with pytest.raises(InputError):
        driver_importance(*arguments, **more)


def test_beyond_twenty_drivers_orders_are_sampled_with_their_own_error():
    y, x = rows(400, 24)
    found = driver_importance(y, x, orders=400)
    assert "at random" in found["x1"].method and found["x1"].monte_carlo_error > 0
    assert sum(found.column("importance")) == pytest.approx(found.r_squared.value, abs=1e-6)
    again = driver_importance(y, x, orders=400, seed=1)
    for name, one in found.items():
        assert abs(one.value - again[name].value) < 6 * (one.monte_carlo_error + 1e-6)
    x[:, 5] = x[:, 6]
    doubled = driver_importance(y, x, orders=400)
    assert doubled["x6"].value == pytest.approx(doubled["x7"].value, abs=0.01)


def test_sampled_orders_agree_with_all_subsets():
    y, x = rows(300, 21)
    grouped = driver_importance(y, x, groups={"rest": [f"x{place}" for place in range(15, 22)]})
    assert "subsets" in grouped["x1"].method
    many = driver_importance(y, x[:, :20])
    assert sum(many.column("importance")) == pytest.approx(many.r_squared.value)


def test_performance_is_on_the_drivers_scale():
    y, x = rows(100, 2)
    x = np.clip(np.round(x + 3), 1, 5)
    found = driver_importance(y, x, scales=(1, 5))
    assert found["x1"].performance == pytest.approx(100 * (x[:, 0].mean() - 1) / 4)
    own = driver_importance(y, x, scales={"x1": (0, 10)})
    assert own["x1"].performance == pytest.approx(10 * x[:, 0].mean())


def test_intervals_by_linearisation_and_by_bootstrap_are_near_each_other():
    y, x = rows(3000, 4)
    linear = driver_importance(y, x)
    assert "linearised" in linear["x1"].method
    drawn = driver_importance(y, x, interval="bootstrap")
    assert "bootstrap draws" in drawn["x1"].method
    for name, one in linear.items():
        assert drawn[name].margin_of_error == pytest.approx(one.margin_of_error, rel=0.15)


def test_many_rows_are_drawn_in_groups_with_the_same_spread():
    y, x = rows(20_000, 3)
    linear, drawn = driver_importance(y, x), driver_importance(y, x, interval="bootstrap", draws=600)
    assert drawn["x1"].margin_of_error == pytest.approx(linear["x1"].margin_of_error, rel=0.15)
    order = np.random.default_rng(2).permutation(20_000)
    mixed = driver_importance(y[order], x[order], interval="bootstrap", draws=600)
    assert mixed["x1"].low == pytest.approx(drawn["x1"].low)


def test_clusters_of_like_rows_widen():
    y, x = rows(300, 3)
    alike = np.repeat(np.arange(300), 4)
    once = driver_importance(y, x, interval="linearised")
    again = driver_importance(y[alike], x[alike], clusters=alike, interval="linearised")
    naive = driver_importance(y[alike], x[alike], interval="linearised")
    assert again["x1"].standard_error == pytest.approx(once["x1"].standard_error, rel=0.02)
    assert naive["x1"].standard_error < 0.6 * once["x1"].standard_error


def test_ranks_widen_when_drivers_are_alike():
    rng = np.random.default_rng(8)
    x = rng.normal(size=(3000, 4))
    y = x @ [1, 0.5, 0.5, 0] + rng.normal(size=3000)
    found = driver_importance(y, x)
    assert (found["x1"].rank, found["x1"].rank_low, found["x1"].rank_high) == (1, 1, 1)
    assert (found["x2"].rank_low, found["x2"].rank_high) == (2, 3)
    assert (found["x4"].rank_low, found["x4"].rank_high) == (4, 4)
    negative = driver_importance(-y, x, "standardized")
    assert negative["x1"].rank == 1 and negative["x1"].direction == -1


def test_perfect_fit_is_no_fault():
    x = np.random.default_rng(0).normal(size=(50, 2))
    found = driver_importance(x @ [1, 2], x)
    assert found.r_squared.value == pytest.approx(1)
    assert found["x2"].low <= found["x2"].value <= found["x2"].high


def test_large_offsets_cost_no_digits():
    y, x = rows(100, 3)
    near = driver_importance(y, x).column("importance")
    assert driver_importance(y + 1e6, x * 1e-3 + 1e5).column("importance") == pytest.approx(near, rel=1e-5)

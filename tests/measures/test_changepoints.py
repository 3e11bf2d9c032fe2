"""When a level changed."""

import datetime as dt

import numpy as np
import pytest

from rapport.measures import changepoints
from rapport.measures.goals.break_interval import bai_interval, posterior_interval
from rapport.measures.goals.segments import Sums, best_cuts
from rapport.records.errors import InputError


def steps(*levels, each=20, seed=0, noise=1.0):
    rng = np.random.default_rng(seed)
    return np.repeat(levels, each) + noise * rng.standard_normal(each * len(levels))


def test_two_breaks_are_found_where_they_are():
    found = changepoints(steps(0, 5, -3))
    assert [one.when.value for one in found.breaks] == [20, 40]
    assert [round(one.shift.value) for one in found.breaks] == [5, -8]
    assert [one.base for one in found.levels] == [20, 20, 20]
    assert "up after 20, down after 40" in found.verdict


def test_noise_alone_shows_no_change():
    quiet = sum(not changepoints(steps(0, 0, seed=seed)).breaks for seed in range(200))
    assert quiet >= 185


def test_dates_name_the_break_and_order_the_rows():
    days = [dt.date(2026, 1, 1) + dt.timedelta(weeks=k) for k in range(40)]
    values = steps(0, 4)
    turned = np.random.default_rng(1).permutation(40)
    found = changepoints(values[turned], [days[k] for k in turned])
    assert found.breaks[0].last_before == days[19] and found.breaks[0].first_after == days[20]
    assert found.breaks[0].earliest <= days[19] <= found.breaks[0].latest


def test_programming_finds_the_least_squares():
    values = steps(0, 1, 0, each=6, seed=3)
    sums = Sums.of(values)
    best = min(sums.rss([a, b]) for a in range(2, 17) for b in range(a + 2, 17))
    assert sums.rss(best_cuts(sums, 2, 2)[2]) == pytest.approx(best)


def test_a_long_series_is_cut_as_exactly_as_a_short_one():
    values = steps(0, 1.5, -1, each=4_001)
    found = changepoints(values)
    for one, truth in zip(found.breaks, (4_001, 8_002), strict=True):
        assert abs(one.when.value - truth) <= 5
        assert one.when.low <= truth <= one.when.high


def test_a_forced_number_of_breaks():
    assert len(changepoints(steps(0, 0), breaks=2).breaks) == 2
    with pytest.raises(InputError, match="do not fit"):
        changepoints([1, 2, 3, 4, 5], breaks=3)


def test_alike_neighbours_are_told():
    rng = np.random.default_rng(2)
    walk = np.cumsum(rng.standard_normal(80))
    assert "neighbouring values are alike" in changepoints(walk, most=1).verdict


def test_the_tests_for_one_break_reject_as_seldom_as_they_say():
    p = np.array([changepoints(steps(0, 0, each=30, seed=seed), most=1).sup_f_p for seed in range(400)])
    assert 0.02 <= (p < 0.05).mean() <= 0.09
    ranks = np.array([changepoints(steps(0, 0, each=30, seed=s), most=1).pettitt_p for s in range(400)])
    assert (ranks < 0.05).mean() <= 0.06


def test_degenerate_series():
    assert changepoints([]).verdict.startswith("fewer than four")
    assert changepoints([3.0] * 30).verdict == "the values do not vary"
    exact = changepoints([1.0] * 10 + [2.0] * 10)
    assert [one.when.value for one in exact.breaks] == [10]
    assert exact.breaks[0].when.low == exact.breaks[0].when.high == 10


def test_the_interval_of_a_sure_date_is_that_date():
    assert posterior_interval(np.array([2, 3, 4]), np.array([5.0, 0.0, 5.0]), 6, 0.95) == (3, 3)
    assert bai_interval(3, np.ones(3), np.full(3, 2.0), 0.95) == (3, 3)


@pytest.mark.parametrize("more", [{"breaks": -1}, {"most": -1}, {"minimal": 0}, {"interval": "wald"}])
def test_numbers_out_of_range(more):
    with pytest.raises(InputError):
        changepoints([1, 2, 3, 4, 5, 6], **more)

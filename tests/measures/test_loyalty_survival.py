"""Survival, proportional hazards, histories, repeat rates and cycles."""

from datetime import date, datetime

import numpy as np
import pytest

from rapport.measures import (
    cox,
    kaplan_meier,
    logrank,
    purchase_histories,
    repeat_rate,
    repurchase_cycle,
    rfm,
)
from rapport.measures.loyalty.pairs import concordant
from rapport.records.errors import InputError


def test_the_curve_by_hand():
    curve = kaplan_meier([1, 2, 2, 3, 4, 5], [1, 1, 0, 1, 0, 1])
    assert curve.survival == pytest.approx([5 / 6, 5 / 6 * 4 / 5, 4 / 9, 4 / 9, 0])
    assert curve.median.value == 3 and curve.at(2.5).value == pytest.approx(2 / 3)
    assert curve.at(0.5).value == 1 and curve.quantile(0.9).value == 5
    area = 1 + 5 / 6 + 2 / 3 + 4 / 9 * 2
    assert curve.mean.value == pytest.approx(area)
    assert curve.mean_until(1.5).value == pytest.approx(1 + 5 / 12)


def test_a_curve_that_never_falls_to_a_half():
    curve = kaplan_meier([5, 6, 7, 8], [1, 0, 0, 0])
    assert curve.median.value is None and "had not ended" in curve.median.undefined_because
    assert curve.at(9).value is None and curve.mean_until(9).value is None
    assert curve.at(7).value == 0.75


@pytest.mark.parametrize("interval", ["log", "log-log", "plain"])
def test_bands_hold_the_curve(interval):
    rng = np.random.default_rng(1)
    curve = kaplan_meier(rng.exponential(5, 60), rng.random(60) < 0.7, interval=interval)
    assert (curve.low <= curve.survival).all() and (curve.survival <= curve.high).all()
    assert (curve.low >= 0).all() and (curve.high <= 1).all()


def test_durations_that_cannot_be():
    for call in (
        lambda: kaplan_meier([-1, 2]),
        lambda: kaplan_meier([1, 2], [1, 2]),
        lambda: kaplan_meier([1, 2], interval="wald"),
        lambda: kaplan_meier([1, 2]).at(-1),
        lambda: kaplan_meier([1, 2]).quantile(2),
    ):
        with pytest.raises(InputError):
            call()


def test_log_rank_of_three_groups_and_of_one():
    rng = np.random.default_rng(2)
    group = np.repeat(["a", "b", "c"], 60)
    time = rng.exponential(np.repeat([5, 5, 15], 60))
    found = logrank(time, np.ones(180), group)
    assert found.degrees_of_freedom == 2 and found.p < 1e-6
    assert sum(found.observed.values()) == pytest.approx(sum(found.expected.values()))
    assert logrank(time, np.ones(180)).statistic is None
    assert logrank([1.0, 2.0], [0, 0], ["a", "b"]).undefined_because


def test_pairs_are_counted_as_by_looking_at_each():
    rng = np.random.default_rng(3)
    for n in (1, 2, 17, 60):
        time, ended = rng.integers(1, 12, n).astype(float), rng.random(n) < 0.6
        risk = rng.integers(0, 6, n).astype(float)
        right, pairs = np.zeros(n), np.zeros(n)
        for i in range(n):
            for j in range(n):
                if ended[i] and (time[j] > time[i] or (time[j] == time[i] and not ended[j])):
                    good = float(risk[i] > risk[j]) + 0.5 * float(risk[i] == risk[j])
                    for one in (i, j):
                        right[one] += good
                        pairs[one] += 1
        found = concordant(risk, time, ended)
        assert found[0] == pytest.approx(right) and found[1] == pytest.approx(pairs)


@pytest.mark.parametrize(
    ("covariates", "because"),
    [
        ({"a": [1, 1, 1, 1, 1, 1]}, "does not vary"),
        ({"a": [1, 2, 3, 1, 2, 3], "b": [2, 4, 6, 2, 4, 6]}, "collinear"),
        ({"a": [6, 5, 4, 3, 2, 1]}, "separates"),
    ],
)
def test_hazards_that_cannot_be_told(covariates, because):
    found = cox([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1], covariates)
    assert all(because in one.undefined_because for one in found.coefficients.values())


def test_hazards_do_not_depend_on_the_units():
    rng = np.random.default_rng(4)
    calls = rng.poisson(2, 200)
    time = rng.exponential(np.exp(-0.4 * calls))
    one, big = (cox(time, np.ones(200), {"calls": calls * by}) for by in (1.0, 1e6))
    assert one.coefficients["calls"].value == pytest.approx(1e6 * big.coefficients["calls"].value)
    assert one.log_likelihood == pytest.approx(big.log_likelihood)
    assert one.hazard_ratios["calls"].value == pytest.approx(np.exp(one.coefficients["calls"].value))


DAYS = ["2026-01-01", "2026-01-11T18:00", "2026-01-11T09:00", "2026-01-05"]
WHO = ["a", "a", "a", "b"]


def test_dates_of_every_kind_are_read_alike():
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    moments = [datetime.fromisoformat(one) for one in DAYS]
    kinds = [
        moments,
        np.array(DAYS, dtype="datetime64[us]"),
        polars.Series(moments),
        polars.Series(DAYS),
        pandas.Series(moments),
        pandas.Series(DAYS),
    ]
    for kind in kinds:
        found = purchase_histories(WHO, kind)
        assert found.frequency.tolist() == [1, 0] and found.age.tolist() == [10, 6]
    assert purchase_histories(WHO, [date(2026, 1, one) for one in (1, 11, 11, 5)]).recency.tolist() == [10, 0]
    weeks = purchase_histories(WHO, DAYS, [1, 2, 3, 4], as_of="2026-01-29", days=7)
    assert weeks.age.tolist() == [4, 24 / 7] and weeks.monetary.tolist() == [5, 0]


def test_rows_that_do_not_count_are_counted():
    found = purchase_histories(
        ["a", None, "b", "c", "d"],
        ["2026-01-01", "2026-01-02", None, "2026-01-03", "2026-03-01"],
        [1, 1, 1, np.nan, 1],
        as_of="2026-02-01",
    )
    assert found.customers == ["a"]
    assert found.excluded == {"no customer": 1, "no date": 1, "no amount": 1, "after the end": 1}


def test_dates_that_cannot_be():
    for dates in (["tomorrow"], [float("inf")], [1e12]):
        with pytest.raises(InputError):
            repeat_rate(["a"], dates)
    with pytest.raises(InputError):
        repeat_rate(["a"], ["2026-01-01"], within=0)
    with pytest.raises(InputError):
        purchase_histories(["a"], ["2026-01-01"], days=0)
    with pytest.raises(InputError):
        rfm(["a"], ["2026-01-01"], [1.0], quantiles=1)


def test_equal_customers_have_equal_scores():
    found = rfm(list("aabbccdde"), [1, 9, 1, 9, 1, 9, 1, 9, 5], np.ones(9))
    assert len(set(found.frequency_score[:4])) == 1 and found.frequency_score[4] == 1
    assert found.segment[4] == "lost"
    assert sum(one.value for one in found.segments.values()) == pytest.approx(1)


def test_nothing_was_bought():
    found = rfm([], [], [])
    assert found.mean_recency.value is None and found.repeat_rate.undefined_because
    assert repurchase_cycle([], []).median.undefined_because
    assert repeat_rate([], []).value is None


def test_customers_too_new_to_tell_are_left_out():
    found = repeat_rate(["a", "a", "b", "c"], [0, 20, 0, 90], as_of=100, within=30)
    assert (found.value, found.base, found.excluded) == (0.5, 2, {"too new to tell": 1})
    assert repeat_rate(["a"], [90], as_of=100, within=30).undefined_because


def test_a_cycle_of_customers_with_one_gap_each_is_kaplan_meiers():
    rng = np.random.default_rng(5)
    gap, seen = rng.integers(1, 80, 200), np.full(200, 60)
    ended = gap <= seen
    customers = np.concatenate([np.arange(200), np.flatnonzero(ended)])
    days = np.concatenate([np.zeros(200), gap[ended]])
    found = repurchase_cycle(customers, days, as_of=60)
    assert found.gaps == ended.sum()
    # The second gaps of those who came back are open; leave them out by asking for the first only.
    first = kaplan_meier(np.minimum(gap, seen), ended)
    assert found.median.value >= first.median.value


def test_stated_cycles_are_set_against_those_seen():
    rng = np.random.default_rng(6)
    customers = np.repeat(np.arange(60), 6)
    days = np.cumsum(rng.integers(8, 13, (60, 6)), axis=1).ravel()
    found = repurchase_cycle(customers, days, stated=rng.integers(18, 23, 40))
    assert found.median.value == pytest.approx(10, abs=1)
    assert found.stated_minus_seen.low < 10 < found.stated_minus_seen.high
    with pytest.raises(InputError):
        repurchase_cycle(customers, days, stated=[-1])

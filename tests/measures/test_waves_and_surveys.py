"""Change between waves and scores across surveys: overlap, shares, agreement, and what is refused."""

import numpy as np
import pytest
from scipy import stats

from rapport.measures import Scale, across_surveys, ces, compare, csat, nps, wave_change
from rapport.records.errors import InputError


def panel(n=200, seed=1):
    rng = np.random.default_rng(seed)
    before = rng.integers(0, 11, n)
    after = np.where(rng.random(n) < 0.7, before, rng.integers(0, 11, n))
    return before, after, np.arange(n)


@pytest.mark.parametrize("metric", ["nps", "csat", "psat", "ces", "ces_share"])
def test_without_customers_the_waves_are_independent(metric):
    before, after, _ = panel()
    scale = Scale(0, 10)
    whole = {"nps": nps, "csat": lambda a: csat(a, scale), "ces": lambda a: ces(a, scale)}.get(metric)
    found = wave_change(before, after, metric, scale)
    if whole:
        expected = compare(whole(after), whole(before))
        assert (found.value, found.low, found.high, found.p) == (
            expected.value,
            expected.low,
            expected.high,
            expected.p,
        )
    assert found.definition == "wave_change@1" and found.base == 400


def test_a_full_panel_of_means_is_the_paired_t_test():
    before, after, who = panel()
    found = wave_change(before, after, "ces", Scale(0, 10), customers_before=who, customers_after=who)
    peer = stats.ttest_rel(after, before)
    interval = peer.confidence_interval()
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert found.p == pytest.approx(peer.pvalue) and found.degrees_of_freedom == pytest.approx(199)


def test_a_full_panel_of_nps_has_the_variance_of_the_differences():
    before, after, who = panel()
    found = wave_change(before, after, customers_before=who, customers_after=who)
    sign = [np.where(a >= 9, 1, np.where(a <= 6, -1, 0)) for a in (before, after)]
    difference = 100 * (sign[1] - sign[0])
    assert found.value == pytest.approx(difference.mean())
    assert found.standard_error == pytest.approx(difference.std() / 200**0.5, rel=1e-6)
    alone = wave_change(before, after)
    assert found.margin_of_error < 0.8 * alone.margin_of_error


def test_order_of_the_customers_does_not_matter_and_overlap_is_told():
    before, after, who = panel()
    order = np.random.default_rng(3).permutation(200)
    named = [f"c{k}" for k in who]
    one = wave_change(before, after, customers_before=named, customers_after=named)
    two = wave_change(before, after[order], customers_before=named, customers_after=[named[k] for k in order])
    assert two.low == pytest.approx(one.low) and two.p == pytest.approx(one.p)
    half = wave_change(before, after, customers_before=who, customers_after=who + 100)
    assert "100 in both samples" in half.method
    none = wave_change(before, after, customers_before=who, customers_after=who + 1_000)
    apart = wave_change(before, after)
    assert (none.low, none.high) == pytest.approx((apart.low, apart.high))


def test_missing_customers_are_nobody_else_and_repeated_ones_are_clusters():
    before, after, who = panel()
    names = [None] * 200
    alone = wave_change(before, after)
    found = wave_change(before, after, customers_before=names, customers_after=names)
    assert (found.low, found.high) == pytest.approx((alone.low, alone.high))
    again = wave_change(before, after, customers_before=who // 2, customers_after=who // 2)
    assert "100 in both" in again.method


def test_a_wave_without_answers_or_interval_is_told():
    found = wave_change([None, None], [9, 10], customers_before=[1, 2], customers_after=[1, 2])
    assert found.undefined_because == "nobody answered" and found.excluded == {"no answer": 2}
    assert wave_change([np.nan], [9]).undefined_because
    one = wave_change([4], [5], "ces", customers_before=[1], customers_after=[1])
    assert one.value == 1 and one.low is None
    same = wave_change([9, 9], [9, 9], customers_before=[1, 2], customers_after=[1, 2])
    assert same.value == 0 and same.p == 1 and same.low <= 0 <= same.high


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"metric": "qci"}, "unknown"),
        ({"customers_before": [1, 2]}, "one wave only"),
        ({"customers_before": [1], "customers_after": [1, 2]}, "1 rows where 2"),
        ({"metric": "csat"}, "outside the scale"),
    ],
)
def test_waves_that_cannot_be_compared(more, message):
    with pytest.raises(InputError, match=message):
        wave_change([9, 10], [8, 7], **more)


def test_across_surveys_is_the_stratified_mean():
    rng = np.random.default_rng(2)
    answers = {name: rng.integers(0, 11, 300) for name in "abc"}
    shares = {"a": 5, "b": 3, "c": 2}
    found = across_surveys(answers, shares, "transactional")
    strata = np.repeat(list("abc"), 300)
    peer = nps(
        np.concatenate(list(answers.values())),
        strata=strata,
        population={k: v * 10**9 for k, v in shares.items()},
    )
    assert found.value == pytest.approx(peer.value)
    assert found.standard_error == pytest.approx(peer.standard_error, rel=0.005)
    assert (found.low, found.high) == pytest.approx((peer.low, peer.high), abs=0.3)
    assert found.base == 900 and found.i_squared < 0.9


def test_surveys_that_disagree_are_told():
    parts = {"a": nps([10] * 50 + [0] * 50), "b": nps([10] * 90 + [0] * 10)}
    found = across_surveys(parts, {"a": 1, "b": 1}, "relationship")
    weights = np.array([one.standard_error**-2 for one in parts.values()])
    values = np.array([one.value for one in parts.values()])
    q = (weights * (values - weights @ values / weights.sum()) ** 2).sum()
    assert found.q == pytest.approx(q) and found.degrees == 1
    assert found.i_squared == pytest.approx(1 - 1 / q) and found.p < 0.001
    alike = across_surveys({"a": [10] * 9, "b": [10] * 9}, {"a": 1, "b": 1}, "relationship")
    assert alike.i_squared == 0 and alike.q == 0 and alike.low < 100
    assert across_surveys({"a": [10, 9]}, {"a": 2}, "relationship").q is None


def test_an_undefined_survey_makes_the_whole_undefined_unless_it_has_no_share():
    surveys = {"a": [10, 9, 3], "b": [None]}
    found = across_surveys(surveys, {"a": 1, "b": 1}, "relationship")
    assert found.value is None and found.undefined_because.startswith("b:")
    assert across_surveys(surveys, {"a": 1, "b": 0}, "relationship").value == pytest.approx(100 / 3)
    assert across_surveys(surveys, {"a": 0, "b": 0}, "relationship").undefined_because


@pytest.mark.parametrize(
    ("surveys", "shares", "kinds", "message"),
    [
        ({"a": [1], "b": [2]}, {"a": 1, "b": 1}, {"a": "relationship", "b": "transactional"}, "are mixed"),
        ({"a": [1]}, {"a": 1}, "pulse", "kind of survey"),
        ({"a": [1]}, {"a": 1}, {}, "kind of survey"),
        ({"a": [1]}, {}, "relationship", "no share"),
        ({"a": [1]}, {"a": 1, "b": 1}, "relationship", "no score"),
        ({"a": [1]}, {"a": -1}, "relationship", "share of -1"),
        ({"a": nps([1]), "b": csat([1])}, {"a": 1, "b": 1}, "relationship", "differ in unit"),
        ({"a": nps([1]), "b": nps([1], confidence=0.9)}, {"a": 1, "b": 1}, "relationship", "confidence"),
        ({}, {}, "relationship", "no survey"),
    ],
)
def test_surveys_that_cannot_be_combined(surveys, shares, kinds, message):
    with pytest.raises(InputError, match=message):
        across_surveys(surveys, shares, kinds)

"""Choice of interval, whole columns of small integers, scales kept apart, and the bottom of a scale."""

import tracemalloc

import numpy as np
import pytest

from rapport.measures import Scale, bottom_box, ces, csat, mean, nps, nps_of_counts, psat, versus
from rapport.records.errors import InputError


def test_adjusted_wald_adds_three_answers():
    found = nps([10] * 6 + [8] * 2 + [3] * 2, method="adjusted_wald")
    up, down, n = 6.75, 2.75, 13
    middle = (up - down) / n
    half = 1.959963984540054 * ((up + down - (up - down) ** 2 / n) ** 0.5) / n
    assert (found.low, found.high) == pytest.approx((100 * (middle - half), 100 * (middle + half)))
    assert found.value == pytest.approx(40) and "adjusted wald" in found.method


@pytest.mark.parametrize("method", ["score", "wald", "adjusted_wald"])
@pytest.mark.parametrize("answers", [[10] * 9, [0] * 4, [8, 8], [10, 0], [9], list(range(11)) * 3])
def test_every_interval_holds_its_value(method, answers):
    found = nps(answers, method=method)
    assert found.low <= found.value <= found.high
    if method != "wald":
        assert found.low >= -100 and found.high <= 100
    design = nps(answers, strata=["a"] * len(answers), method=method)
    assert design.value == pytest.approx(found.value) and design.low <= design.value <= design.high


def test_counts_are_as_good_as_answers():
    assert nps_of_counts(3, 2, 1) == nps([10, 9, 9, 7, 8, 2])
    assert nps_of_counts(0, 0, 0).undefined_because == "nobody answered"
    with pytest.raises(InputError, match="negative"):
        nps_of_counts(1, -1, 0)
    with pytest.raises(InputError, match="unknown"):
        nps([10], method="exact")


def test_a_score_against_a_target():
    scores = nps([10] * 60 + [8] * 20 + [3] * 20)
    assert versus(scores, 40).p == pytest.approx(1) and versus(scores, 0).p < 1e-6
    assert versus(scores, 10).low == pytest.approx(scores.low - 10)
    assert versus(nps([]), 0).undefined_because and versus(nps([10, 10]), -100).p == 0
    with pytest.raises(InputError, match="stated"):
        versus(scores, float("nan"))


def test_many_small_integers_are_counted_without_a_float_each():
    answers = np.random.default_rng(1).integers(0, 11, 20_000_000, dtype=np.int8)
    tracemalloc.start()
    found = nps(answers)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.base == 20_000_000 and peak < 32 * 2**20


@pytest.mark.parametrize("measure", [csat, psat, bottom_box, ces])
def test_scales_are_never_mixed(measure):
    with pytest.raises(InputError, match="row 3"):
        measure([5, 4, 6, 7], Scale(1, 5))
    assert measure([5, 4, 3, 5], Scale(1, 7)).base == 4


@pytest.mark.parametrize("measure", [csat, psat])
def test_shares_under_a_design_are_means_of_yes_and_no(measure):
    rng = np.random.default_rng(5)
    answers, strata = rng.integers(1, 6, 300).astype(float), rng.integers(0, 3, 300)
    design = {"strata": strata, "population": {0: 900, 1: 500, 2: 700}}
    for more in (design, {"clusters": rng.integers(0, 60, 300)}):
        found, plain = measure(answers, **more), mean((answers >= 4).astype(float), **more)
        assert found.value == pytest.approx(plain.value, rel=1e-12)
        assert found.standard_error == pytest.approx(plain.standard_error, rel=1e-12)


def test_the_bottom_is_the_top_turned_round():
    answers = np.array([5, 4, 4, 3, 2, 1, np.nan])
    found = bottom_box(answers)
    assert found.value == pytest.approx(1 / 3) and "flipped" not in found.method
    turned = csat(6 - answers)
    assert (found.low, found.high) == (turned.low, turned.high)
    assert bottom_box([0, 0, 1], Scale(0, 1)).value == pytest.approx(2 / 3)
    hard = bottom_box([1, 7, 7], Scale(1, 7, higher_is_better=False))
    assert hard.value == pytest.approx(2 / 3) and "flipped" in hard.method
    assert bottom_box(answers, bottom=1).value == pytest.approx(1 / 6)


def test_odd_answers_stay_what_they_are():
    answers = np.linspace(1, 5, 1_000)
    assert csat(answers).value == pytest.approx((answers > 3).mean())
    assert ces(answers, Scale(1, 5)).value == pytest.approx(3)
    assert csat([4.5, 3.5, 2.0]).value == pytest.approx(2 / 3)

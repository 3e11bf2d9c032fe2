"""Weights fitted to totals: ratios within bounds, redundant facts, and errors that name the cause."""

import numpy as np
import polars as pl
import pytest

from rapport.measures import (
    adjust_nonresponse,
    adjusted_mean,
    calibrate,
    calibrated_mean,
    calibrated_total,
    mean,
    post_stratify,
    rake,
    trim_weights,
    weighting_loss,
)
from rapport.records.errors import InputError


@pytest.fixture
def frame():
    rng = np.random.default_rng(3)
    return pl.DataFrame(
        {
            "kind": rng.choice(["new", "old"], 200, p=[0.7, 0.3]),
            "channel": rng.choice(["chat", "call", "mail"], 200),
            "orders": rng.integers(1, 9, 200).astype(float),
        }
    )


SIZES = {"kind": {"new": 500, "old": 500}, "channel": {"chat": 300, "call": 400, "mail": 300}}


def met(frame, weights, totals):
    for name, sizes in totals.items():
        if isinstance(sizes, dict):
            for label, size in sizes.items():
                assert weights[(frame[name] == label).to_numpy()].sum() == pytest.approx(size)
        else:
            assert (weights * frame[name].to_numpy()).sum() == pytest.approx(sizes)


@pytest.mark.parametrize(
    ("method", "bounds"),
    [
        ("linear", None),
        ("raking", None),
        ("linear", (0.4, 2.2)),
        ("raking", (0.4, 2.2)),
        ("logit", (0.4, 2.2)),
    ],
)
def test_labels_and_numbers_are_met_together(frame, method, bounds):
    totals = {**SIZES, "orders": 4700}
    found = calibrate(frame, totals, method, bounds)
    met(frame, found.weights, totals)
    assert found.gap < 1e-8 and found.low <= 1 <= found.high
    if bounds:
        assert bounds[0] - 1e-9 <= found.low and found.high <= bounds[1] + 1e-9
    assert found.loss == weighting_loss(np.maximum(found.weights, 0))
    for table in (frame.to_pandas(), frame.to_arrow(), frame.to_dict(as_series=False)):
        assert calibrate(table, totals, method, bounds).weights == pytest.approx(found.weights)


def test_raking_with_bounds_and_without(frame):
    free = rake(frame, SIZES)
    assert free == pytest.approx(calibrate(frame, SIZES, "raking").weights, rel=1e-6)
    bounded = rake(frame, SIZES, weights=np.full(200, 5.0), bounds=(0.5, 2.5))
    met(frame, bounded, SIZES)
    assert bounded.min() >= 0.5 * 5 - 1e-9 and bounded.max() <= 2.5 * 5 + 1e-9


def test_a_label_of_size_zero_gets_no_weight(frame):
    sizes = {"channel": {"chat": 300, "call": 700, "mail": 0}}
    gone = (frame["channel"] == "mail").to_numpy()
    for weights in (
        calibrate(frame, sizes, "raking").weights,
        rake(frame, sizes),
        post_stratify(frame, sizes),
    ):
        assert (weights[gone] == 0).all() and weights.sum() == pytest.approx(1000)


def test_all_cells_are_post_stratification(frame):
    cells = {("kind", "channel"): {(a, b): 100 for a in ("new", "old") for b in ("chat", "call", "mail")}}
    expected = post_stratify(frame, cells)
    for method in ("linear", "raking"):
        assert calibrate(frame, cells, method).weights == pytest.approx(expected)


@pytest.mark.parametrize(
    ("totals", "more", "message"),
    [
        ({}, {}, "no total"),
        ({"kind": {"new": 1, "old": 1}}, {"method": "cubic"}, "method 'cubic' is unknown"),
        ({"kind": {"new": 1, "old": 1}}, {"method": "logit"}, "needs bounds"),
        ({"kind": {"new": 1, "old": 1}}, {"bounds": (1.1, 2)}, "do not enclose 1"),
        ({"kind": {"new": 5, "old": 5, "gone": 5}}, {}, "nobody answered among 'gone'"),
        ({"kind": {"new": 5}}, {}, "'old' has no size"),
        ({"kind": {"new": -5, "old": 5}}, {}, "missing or negative"),
        ({"kind": {"new": 0, "old": 0}}, {}, "without units"),
        ({"kind": {"new": 5, "old": 5}, "channel": {"chat": 1, "call": 1, "mail": 1}}, {}, "add up to"),
        ({"kind": {"new": 990, "old": 10}}, {"method": "raking", "bounds": (0.9, 1.1)}, "misses by"),
        ({"orders": float("nan")}, {}, "a total is missing"),
        ({"kind": 7}, {}, "not a number"),
        ({"shoe": 7}, {}, "no column 'shoe'"),
    ],
)
def test_errors_name_what_is_wrong(frame, totals, more, message):
    with pytest.raises(InputError, match=message):
        calibrate(frame, totals, **more)


def test_knowing_more_narrows_the_interval_of_what_goes_with_it(frame):
    rng = np.random.default_rng(5)
    answers = 10 * frame["orders"].to_numpy() + rng.normal(0, 2, 200)
    alone = calibrated_mean(answers, calibrate(frame, {"kind": SIZES["kind"]}))
    known = calibrated_mean(answers, calibrate(frame, {"kind": SIZES["kind"], "orders": 4500}))
    assert known.margin_of_error < 0.2 * alone.margin_of_error
    assert known.low < 45 < known.high
    total = calibrated_total(answers, calibrate(frame, {"kind": SIZES["kind"], "orders": 4500}))
    assert total.value == pytest.approx(known.value * 1000)


def test_equal_sizes_are_a_plain_mean(frame):
    answers = frame["orders"].to_numpy()
    found = calibrated_mean(answers, calibrate({"all": ["x"] * 200}, {"all": {"x": 1000}}))
    plain = mean(answers)
    for field in ("value", "low", "high", "standard_error", "degrees_of_freedom", "effective_base"):
        assert getattr(found, field) == pytest.approx(getattr(plain, field))


def test_means_that_cannot_be_told():
    one = calibrate({"kind": ["a", "b"]}, {"kind": {"a": 5, "b": 5}})
    found = calibrated_mean([1, 2], one)
    assert found.value == 1.5 and found.low is None and "too few" in found.method
    assert calibrated_mean([np.nan, np.nan], one).undefined_because == "nothing was answered"
    nothing = calibrate({"kind": ["a", "b"]}, {"kind": {"a": 5, "b": 0}})
    assert calibrated_mean([np.nan, 2], nothing).undefined_because == "those who answered weigh nothing"
    with pytest.raises(InputError, match="3 rows where 2"):
        calibrated_mean([1, 2, 3], one)


def test_trimmed_weights_keep_the_sums_of_cells():
    rng = np.random.default_rng(8)
    weights, cells = rng.lognormal(0, 1, 300), rng.integers(0, 4, 300)
    weights[:5] = 0
    for spread in ("proportional", "equal"):
        found = trim_weights(weights, low=0.3, high=4, cells=cells, spread=spread)
        assert (found[:5] == 0).all() and found[5:].min() >= 0.3 - 1e-9 and found.max() <= 4 + 1e-9
        for cell in range(4):
            assert found[cells == cell].sum() == pytest.approx(weights[cells == cell].sum())
    assert trim_weights([1, 1, 2, 8], high=5, spread="equal").tolist() == [2, 2, 3, 5]
    assert weighting_loss(found).design_effect < weighting_loss(weights).design_effect
    with pytest.raises(InputError, match=r"mean weight of 4\.5"):
        trim_weights([1, 8], high=3)
    with pytest.raises(InputError, match="hold nothing"):
        trim_weights([1, 8], low=3, high=2)


def test_what_weights_cost():
    assert weighting_loss([0, 0]).design_effect is None
    assert weighting_loss([5, 5, 5]).effective_base == pytest.approx(3)
    with pytest.raises(InputError, match="missing or negative"):
        weighting_loss([1, -1])


def test_non_response_by_class_and_by_propensity_agree_when_all_is_a_class():
    rng = np.random.default_rng(1)
    asked = {"kind": rng.choice(["a", "b"], 500), "code": rng.integers(1, 4, 500)}
    answered = rng.random(500) < np.where(asked["kind"] == "a", 0.3, 0.6)
    by_class = adjust_nonresponse(asked, answered, "kind")
    by_logit = adjust_nonresponse(asked, answered, "kind", method="propensity")
    assert by_logit.weights == pytest.approx(by_class.weights)
    assert by_class.weights.sum() == pytest.approx(500)
    labelled = adjust_nonresponse(asked, answered, ["code"], method="propensity", labels=["code"])
    assert labelled.weights == pytest.approx(adjust_nonresponse(asked, answered, "code").weights)
    with pytest.raises(InputError, match="nobody answered among 'a'"):
        adjust_nonresponse(asked, asked["kind"] == "b", "kind")
    with pytest.raises(InputError, match="nobody answered"):
        adjust_nonresponse(asked, np.zeros(500), "kind")
    with pytest.raises(InputError, match="propensity is undefined"):
        adjust_nonresponse(asked, asked["kind"] == "b", "kind", method="propensity")
    assert (adjust_nonresponse(asked, np.ones(500), "kind", method="propensity").weights == 1).all()


def test_an_adjusted_mean_counts_everybody_and_knows_its_ends():
    asked = {"kind": ["new", "new", "old", "old", "old", "old"]}
    found = adjust_nonresponse(asked, [1, 1, 1, 1, 1, 0], "kind")
    one = adjusted_mean([5, 6, 8, 9, None, None], found)
    assert one.base == 4 and one.excluded == {"no answer": 1, "missing": 1}
    assert one.low < one.value < one.high
    assert adjusted_mean([None] * 6, found).undefined_because == "nothing was answered"
    everybody = adjust_nonresponse(asked, np.ones(6), "kind")
    whole = adjusted_mean([5, 6, 8, 9, 7, 7], everybody, of_frame=True)
    assert whole.value == pytest.approx(7) and whole.margin_of_error == pytest.approx(0)
    plain = adjusted_mean([5, 6, 8, 9, 7, 7], everybody)
    assert plain.standard_error == pytest.approx(mean([5, 6, 8, 9, 7, 7]).standard_error)

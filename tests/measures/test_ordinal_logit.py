"""Ordered answers: orders of labels, separation, what cannot be told, and hostile input."""

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest

from rapport.measures import ordinal_logit, proportional_odds
from rapport.records.errors import InputError


def rows(n=300, seed=1):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 2))
    y = 1 + np.searchsorted([-1.0, 0.5, 2.0], x @ [0.8, -0.4] + rng.logistic(size=n))
    return y, x


def test_better_answers_go_with_positive_coefficients():
    y, x = rows(3000)
    found = ordinal_logit(y, x)
    assert found["x1"].low < 0.8 < found["x1"].high and found["x2"].high < 0
    assert [one.value for one in found.thresholds.values()] == sorted(
        one.value for one in found.thresholds.values()
    )
    assert found.odds_ratios["x1"].value == pytest.approx(np.exp(found["x1"].value))
    assert found.odds_ratios["x1"].low == pytest.approx(np.exp(found["x1"].low))
    assert found.log_likelihood > found.log_likelihood_null
    assert found.aic == pytest.approx(found.deviance + 2 * 5)


def test_units_of_a_driver_change_its_coefficient_only():
    y, x = rows()
    plain = ordinal_logit(y, {"wait": x[:, 0], "price": x[:, 1]})
    other = ordinal_logit(y, {"wait": 1000 + 60 * x[:, 0], "price": x[:, 1]})
    assert other["wait"].value * 60 == pytest.approx(plain["wait"].value)
    assert other["wait"].standard_error * 60 == pytest.approx(plain["wait"].standard_error)
    assert other["price"].value == pytest.approx(plain["price"].value)
    assert other.deviance == pytest.approx(plain.deviance)
    # Thresholds are log odds where all drivers are 0, which is far away from minutes since opening.
    shift = 1000 * other["wait"].value
    assert other.thresholds["1|2"].value - shift == pytest.approx(plain.thresholds["1|2"].value)


def test_the_other_end_first_turns_signs():
    y, x = rows()
    one, other = ordinal_logit(y, x), ordinal_logit(-y, x)
    assert other["x1"].value == pytest.approx(-one["x1"].value)
    assert other.log_likelihood == pytest.approx(one.log_likelihood)


def test_repeated_rows_are_counts():
    y, x = [1, 2, 3, 1, 2, 3], [0, 0, 0, 1, 1, 1]
    counts = [7, 5, 3, 2, 6, 8]
    counted = ordinal_logit(y, {"app": x}, counts=counts)
    repeated = ordinal_logit(np.repeat(y, counts), {"app": np.repeat(x, counts)})
    assert counted["app"].value == pytest.approx(repeated["app"].value)
    assert counted["app"].standard_error == pytest.approx(repeated["app"].standard_error)
    assert counted["app"].base == repeated["app"].base == 31
    tests = [proportional_odds(y, {"app": x}, counts=counts), None]
    tests[1] = proportional_odds(np.repeat(y, counts), {"app": np.repeat(x, counts)})
    assert tests[0]["app"].statistic == pytest.approx(tests[1]["app"].statistic)


def test_counts_of_missing_rows_are_excluded_people():
    found = ordinal_logit([1, 2, None, 1, 2, 2], {"a": [0, 1, 0, 1, None, 0]}, counts=[4, 5, 6, 7, 8, 9])
    assert found["a"].base == 25
    assert found["a"].excluded == {"no outcome": 6, "a driver is missing": 8}


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame, lambda d: pl.DataFrame(d).to_arrow(), dict])
def test_labels_become_contrasts_in_every_frame(make):
    y, x = rows(120)
    channel = np.array(["call", "chat", "mail"])[np.arange(120) % 3]
    found = ordinal_logit(
        "score", make({"score": y.tolist(), "channel": channel.tolist(), "x": x[:, 0].tolist()})
    )
    assert list(found) == ["channel: chat", "channel: mail", "x"]
    other = ordinal_logit(
        y, {"channel": channel, "x": x[:, 0]}, driver_levels={"channel": ["mail", "chat", "call"]}
    )
    assert list(other) == ["channel: chat", "channel: call", "x"]
    assert other["x"].value == pytest.approx(found["x"].value)
    assert other["channel: call"].value == pytest.approx(-found["channel: mail"].value)


def test_ordered_categories_bring_their_order():
    y, x = rows(200)
    told = np.array(["bad", "fair", "good", "great"])[y - 1]
    order = ["bad", "fair", "good", "great"]
    plain = ordinal_logit(y, x)
    frames = [
        pl.Series(told.tolist(), dtype=pl.Enum(order)),
        pd.Series(pd.Categorical(told, categories=order, ordered=True)),
        nw.from_native(pl.Series(told.tolist(), dtype=pl.Enum(order)), series_only=True),
    ]
    for column in frames:
        found = ordinal_logit(column, x)
        assert found.levels == tuple(order)
        assert found["x1"].value == pytest.approx(plain["x1"].value)
    assert ordinal_logit(told, x, levels=order).levels == tuple(order)


def test_labels_without_an_order_are_refused():
    with pytest.raises(InputError, match="order of the outcome's labels is not known"):
        ordinal_logit(["low", "high", "low"], [1, 2, 3])
    with pytest.raises(InputError, match="no place in the order"):
        ordinal_logit(["low", "high", "low"], [1, 2, 3], levels=["low", "medium"])
    with pytest.raises(InputError, match="no column 'wait'"):
        ordinal_logit([1, 2, 1], {"price": [1, 2, 3]}, driver_levels={"wait": ["a"]})


def test_separation_names_the_driver():
    y, x = rows()
    calm = x[:, 0]
    found = ordinal_logit(y, {"calm": calm, "won": np.where(y == 4, 1.0, 0.0)})
    assert found["won"].value is None and found["calm"].value is None
    assert (
        found["won"].undefined_because == "won foretell a level without exception: the coefficient has no end"
    )
    assert all(one.undefined_because for one in found.thresholds.values())
    assert found.deviance is None
    whole = ordinal_logit(np.where(calm > 0, 2, 1), {"calm": calm})
    assert "without exception" in whole["calm"].undefined_because


def test_what_others_determine_is_undefined_alone():
    y, x = rows()
    both = {"a": x[:, 0], "b": x[:, 0] * 3 + 1, "c": x[:, 1], "d": np.ones(300), "e": ["x"] * 300}
    found = ordinal_logit(y, both)
    assert [name for name, one in found.items() if one.value is None] == ["a", "b", "d", "e"]
    assert found["c"].value == pytest.approx(ordinal_logit(y, x)["x2"].value)


@pytest.mark.parametrize(
    ("outcome", "because"),
    [
        ([3] * 20, "one level"),
        ([None] * 20, "no row is complete"),
        ([1] + [None] * 18 + [2], "not more rows"),
    ],
)
def test_nothing_to_tell(outcome, because):
    found = ordinal_logit(outcome, {"a": range(20)})
    assert found["a"].value is None and because in found["a"].undefined_because
    test = proportional_odds(outcome, {"a": range(20)})["a"]
    assert test.p is None and because in test.verdict


def test_robust_errors_see_rows_that_go_together():
    y, x = rows(200)
    again = np.repeat(np.arange(200), 5)
    alone = ordinal_logit(y, x)
    apart = ordinal_logit(y[again], x[again])
    together = ordinal_logit(y[again], x[again], clusters=again)
    assert apart["x1"].standard_error == pytest.approx(alone["x1"].standard_error / 5**0.5)
    assert together["x1"].standard_error == pytest.approx(alone["x1"].standard_error, rel=0.25)
    assert together["x1"].degrees_of_freedom == 195
    robust = ordinal_logit(y, x, errors="robust")
    assert together["x1"].standard_error == pytest.approx(robust["x1"].standard_error)


def test_survey_weights_of_zero_leave_rows_out():
    y, x = rows(200)
    weights = np.ones(200)
    weights[:50] = 0
    found, rest = ordinal_logit(y, x, weights=weights), ordinal_logit(y[50:], x[50:])
    assert found["x1"].value == pytest.approx(rest["x1"].value)
    assert found["x1"].base == 200 and found["x1"].effective_base == 150


def test_steps_that_differ_are_found():
    rng = np.random.default_rng(3)
    helped = rng.integers(0, 2, 4000)
    calm = rng.normal(size=4000)
    # Help keeps from the worst answers and does nothing for the best ones.
    first = rng.logistic(size=4000)
    y = 1 + (first + 1.5 * helped + calm > -0.5) + (first + calm > 1.5)
    found = proportional_odds(y, {"helped": helped, "calm": calm})
    assert found["helped"].p < 1e-6 and "more than others" in found["helped"].verdict
    assert found["calm"].p > found["helped"].p
    alike = proportional_odds(1 + (first + calm > -0.5) + (first + calm > 1.5), {"calm": calm})
    assert alike["calm"].verdict.startswith("no sign")
    assert (found["helped"].degrees_of_freedom, found["calm"].degrees_of_freedom) == (1, 1)
    assert proportional_odds(y > 1, {"helped": helped})["helped"].verdict == "the answer has one step"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"counts": [1.5] * 300}, "whole numbers"),
        ({"counts": [1] * 300, "errors": "robust"}, "repeat the rows"),
        ({"errors": "sandwich"}, "unknown"),
        ({"weights": [-1] * 300}, "negative"),
    ],
)
def test_bad_input_is_named(more, words):
    y, x = rows()
    with pytest.raises(InputError, match=words):
        ordinal_logit(y, x, **more)


def test_many_levels_are_refused():
    with pytest.raises(InputError, match="levels"):
        ordinal_logit(np.arange(300), rows()[1])
    with pytest.raises(InputError, match="no driver"):
        ordinal_logit("a", {"a": [1, 2]})
    with pytest.raises(InputError, match="a column was expected"):
        ordinal_logit(None, {"a": [1, 2]})
    with pytest.raises(InputError, match="order of the outcome's labels"):
        ordinal_logit([1, "two", 3], {"a": [1, 2, 3]})

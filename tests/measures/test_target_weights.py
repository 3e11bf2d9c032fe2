"""Weights that bring a sample to a target of single people."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from scipy import special

from rapport.measures import (
    covariate_balance,
    covariate_balancing_weights,
    mean,
    propensity_weights,
    rake,
    target_mean,
    trim_weights,
)
from rapport.records.errors import InputError

ANSWERED = {"kind": ["new"] * 60 + ["old"] * 40, "channel": ["chat", "call"] * 50}
ASKED = {"kind": ["new"] * 100 + ["old"] * 300, "channel": ["chat", "call", "call", "call"] * 100}
BOTH = (propensity_weights, covariate_balancing_weights)


def drawn(seed, n=2000, m=8000):
    """A sample whose odds of being drawn are known, and its target; what is known, the answers, the odds."""
    rng = np.random.default_rng(seed)
    frames = []
    for count, lean in ((n, 1.0), (m, 0.0)):
        old = rng.random(count) < special.expit(0.2 + 0.9 * lean)
        region = rng.choice(4, count, p=np.array([[0.25] * 4, [0.1, 0.2, 0.3, 0.4]])[int(lean)])
        answer = 5.0 + 3 * old + region + rng.normal(0, 1, count)
        frames.append({"old": old, "region": np.array(list("abcd"))[region], "answer": answer})
    return frames


def odds_of(frame):
    """By how much likelier each row is in the target than in the sample."""
    share = special.expit(0.2), special.expit(1.1)
    old = np.where(frame["old"], share[0] / share[1], (1 - share[0]) / (1 - share[1]))
    region = 0.25 / np.array([0.1, 0.2, 0.3, 0.4])
    return old * region[np.searchsorted(list("abcd"), frame["region"])]


@pytest.mark.parametrize(
    "fit",
    [
        lambda *both: propensity_weights(*both, ["old", "region"], penalty=1e-6),
        lambda *both: covariate_balancing_weights(*both, ["old", "region"]),
        lambda *both: covariate_balancing_weights(*both, ["old", "region"], "exact"),
    ],
)
def test_planted_odds_are_found_again(fit):
    sample, target = drawn(1)
    found = fit(sample, target)
    odds = odds_of(sample)
    assert found.weights == pytest.approx(odds * 8000 / odds.sum(), rel=0.2)
    assert np.corrcoef(found.weights, odds)[0, 1] > 0.99
    assert found.probability == pytest.approx(1 / (1 + odds), abs=0.05)
    own = target_mean(sample["answer"], found)
    assert own.low < target["answer"].mean() < own.high
    assert not mean(sample["answer"]).low < target["answer"].mean() < mean(sample["answer"]).high
    assert found.after.mean < 0.01 < found.before.mean


def test_coefficients_are_logarithms_of_odds():
    sample, target = drawn(2)
    found = propensity_weights(sample, target, ["old"], penalty=1e-6)
    told = found.coefficients["old: True"] - found.coefficients["old: False"]
    assert told == pytest.approx(0.9, abs=0.15) and set(found.coefficients) == {
        "intercept",
        "old: False",
        "old: True",
    }
    assert found.penalty == 1e-6 and 0 < found.explained < 0.2


def test_exact_balance_is_raking_to_the_targets_margins():
    found = covariate_balancing_weights(ANSWERED, ASKED, method="exact")
    margins = {"kind": {"new": 100, "old": 300}, "channel": {"chat": 100, "call": 300}}
    assert found.weights == pytest.approx(rake(ANSWERED, margins), rel=1e-9)
    assert max(found.after.differences.values()) < 1e-9
    assert mean(found.probability).value == pytest.approx(mean(found.probability[::-1]).value)


@pytest.mark.parametrize("fit", BOTH)
def test_nothing_to_correct_leaves_equal_weights(fit):
    for columns in (ANSWERED, {"one": [3.5] * 100}, {"one": ["x"] * 100}, {"none": [None] * 100}):
        found = fit(columns, columns)
        assert found.weights == pytest.approx(np.ones(100), rel=1e-6)
        assert found.loss.design_effect == pytest.approx(1)
        assert found.absent == () and found.trimmed == 0


@pytest.mark.parametrize("fit", BOTH)
def test_a_column_that_says_nothing_changes_nothing(fit):
    plain = fit(ANSWERED, ASKED)
    # Names before the others', so that the same labels are those held against.
    more = [
        {**one, "a": [1.0] * len(one["kind"]), "b": ["x"] * len(one["kind"])} for one in (ANSWERED, ASKED)
    ]
    assert fit(*more).weights == pytest.approx(plain.weights, rel=1e-6)
    again = [{**one, "Kind": one["kind"]} for one in (ANSWERED, ASKED)]
    if fit is covariate_balancing_weights:
        assert fit(*again).weights == pytest.approx(plain.weights, rel=1e-6)


@pytest.mark.parametrize("fit", BOTH)
def test_a_label_that_nobody_in_the_sample_has(fit):
    sample = {"kind": ["new"] * 50, "channel": ["chat", "call"] * 25}
    found = fit(sample, ASKED)
    assert found.absent == ("kind: old",)
    assert found.weights.sum() == pytest.approx(400) and np.isfinite(found.weights).all()
    assert found.weights[1] > found.weights[0]
    assert found.after.differences["kind: old"] == pytest.approx(0.75 / np.sqrt(0.1875 * 400 / 399))


@pytest.mark.parametrize("fit", BOTH)
def test_sample_and_target_that_share_nobody(fit):
    found = fit({"kind": ["new"] * 30}, {"kind": ["old"] * 90})
    assert found.weights == pytest.approx(np.full(30, 3.0))
    found = fit({"age": np.arange(30.0)}, {"age": np.arange(100.0, 190)})
    assert found.weights.sum() == pytest.approx(90) and (found.weights >= 0).all()


@pytest.mark.parametrize("fit", BOTH)
def test_missing_values_are_a_value_of_their_own(fit):
    sample = {"kind": ["new", None] * 50, "age": [np.nan, 1, 2, 3, 4] * 20}
    target = {"kind": ["new", "new", "new", None] * 50, "age": [1, 2, 3, 4, 5] * 40}
    found = fit(sample, target)
    names = set(found.before.differences)
    assert {"kind: (missing)", "age: (missing)", "age", "kind: new"} == names
    # Nobody in the target lacks an age, so whoever lacks one in the sample hardly counts.
    assert 0 < found.weights[0] < found.weights[1]
    assert found.before.differences["age: (missing)"] is None


@pytest.mark.parametrize("fit", BOTH)
def test_any_kind_of_frame_gives_the_same(fit):
    sample, target = drawn(3, 200, 500)
    plain = fit(sample, target, ["old", "region"]).weights
    for frame in (pl.DataFrame, pd.DataFrame, pa.table):
        both = [frame({name: list(column) for name, column in one.items()}) for one in (sample, target)]
        assert fit(*both, ("old", "region")).weights == pytest.approx(plain)
    texts = [
        {"old": one["old"].astype(int).tolist(), "region": one["region"].tolist()} for one in (sample, target)
    ]
    # Yes and no as 1 and 0 are labels too.
    assert fit(*texts).weights == pytest.approx(plain)
    assert fit(
        pl.DataFrame(texts[0]).with_columns(pl.col("region").cast(pl.Categorical)), texts[1]
    ).weights == (pytest.approx(plain))


def test_numbers_that_are_labels():
    sample, target = {"score": [1, 2, 3] * 30}, {"score": [1] * 75 + [2] * 45 + [3] * 30}
    as_labels = covariate_balancing_weights(sample, target, labels=["score"], method="exact").weights
    assert as_labels[:3] == pytest.approx([2.5, 1.5, 1])
    # As numbers, 1 and 2 share a bucket.
    assert covariate_balancing_weights(sample, target, method="exact").weights[:3] == pytest.approx([2, 2, 1])


@pytest.mark.parametrize(
    "fit",
    [
        lambda *both, **more: covariate_balancing_weights(*both, None, "exact", **more),
        lambda *both, **more: propensity_weights(*both, penalty=0.01, **more),
    ],
)
def test_weights_count_like_rows_and_order_does_not_matter(fit):
    sample, target = drawn(4, 150, 400)
    sample, target = ({name: one[name] for name in ("old", "region")} for one in (sample, target))
    rng = np.random.default_rng(0)
    times, more = rng.integers(1, 4, 150), rng.integers(1, 3, 400)
    repeated = [
        {name: np.repeat(column, count) for name, column in one.items()}
        for one, count in ((sample, times), (target, more))
    ]
    once = fit(sample, target, weights=times, target_weights=more)
    rows = fit(*repeated)
    assert np.repeat(once.weights / times, times) == pytest.approx(rows.weights, rel=1e-6)
    assert fit(sample, target, weights=times * 7.0, target_weights=more).weights == pytest.approx(
        once.weights
    )
    order = rng.permutation(150)
    turned = fit(
        {name: column[order] for name, column in sample.items()},
        target,
        weights=times[order],
        target_weights=more,
    )
    assert turned.weights == pytest.approx(once.weights[order], rel=1e-7)


def test_folds_stand_as_drawn():
    sample, target = drawn(5, 300, 900)
    first, again = (propensity_weights(sample, target, ["old", "region"]) for _ in range(2))
    assert (first.weights == again.weights).all()
    other = propensity_weights(sample, target, ["old", "region"], seed=7, folds=5)
    assert other.weights == pytest.approx(first.weights, rel=0.3) and (other.weights != first.weights).any()


def test_extreme_weights_are_cut_once():
    sample = {"kind": ["new"] * 99 + ["old"]}
    target = {"kind": ["new"] * 10 + ["old"] * 90}
    whole = covariate_balancing_weights(sample, target, method="exact", trim=None, labels=["kind"])
    # One in a hundred is joined to no other label: the only one that is rare.
    assert whole.weights[-1] == pytest.approx(90) and whole.trimmed == 0
    cut = covariate_balancing_weights(sample, target, method="exact", trim=10)
    assert cut.trimmed == 1 and cut.weights.sum() == pytest.approx(100)
    assert cut.weights == pytest.approx(trim_weights(whole.weights, high=10, spread="all"))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda fit: fit({"a": ["x"]}, {"b": ["x"]}), "share no column"),
        (lambda fit: fit({"a": ["x"] * 9}, {"a": ["x"] * 9}, "b"), "no column 'b'"),
        (lambda fit: fit({"a": []}, {"a": ["x"]}), "the sample has no rows"),
        (lambda fit: fit({"a": ["x"]}, {"a": []}), "the target has no rows"),
        (lambda fit: fit({"a": [1.5, 2, 3]}, {"a": ["x", "y"]}), "numbers in one frame"),
        (lambda fit: fit({"a": ["x"] * 9}, {"a": ["x"] * 9}, labels=["b"]), "not among the columns"),
        (lambda fit: fit({"a": ["x"] * 9}, {"a": ["x"] * 9}, trim=1), "no weights are all under"),
        (lambda fit: fit({"a": ["x"] * 9}, {"a": ["x"] * 9}, weights=[1] * 8), "8 rows where 9"),
        (
            lambda fit: fit({"a": ["x"] * 9}, {"a": ["x"] * 9}, target_weights=[0] * 9),
            "all survey weights are zero",
        ),
        (lambda fit: fit({"a": [1, np.inf, 2]}, {"a": [1, 2, 3]}), "infinite"),
    ],
)
@pytest.mark.parametrize("fit", BOTH)
def test_what_cannot_be_weighted(fit, call, message):
    with pytest.raises(InputError, match=message):
        call(fit)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"folds": 1}, "1 folds of 500 rows"),
        ({"folds": 501}, "501 folds"),
        ({"penalty": 0}, "penalty is out of range"),
        ({"seed": 2**40}, "seed is out of range"),
    ],
)
def test_parameters_of_the_path(more, message):
    with pytest.raises(InputError, match=message):
        propensity_weights(ANSWERED, ASKED, **more)


def test_too_few_rows_for_folds():
    with pytest.raises(InputError, match="all rows of the sample stand in one fold"):
        propensity_weights({"a": ["x"]}, {"a": ["x", "y"] * 9})
    with pytest.raises(InputError, match="method 'both' is unknown"):
        covariate_balancing_weights(ANSWERED, ASKED, method="both")


@pytest.mark.parametrize(
    "fit",
    [
        lambda *both: covariate_balancing_weights(*both),
        lambda *both: covariate_balancing_weights(*both, method="exact"),
        lambda *both: propensity_weights(*both, penalty=0.01),
    ],
)
def test_the_error_is_that_of_fitting_anew(fit):
    sample, target = drawn(6, 400, 800)
    known = [{name: one[name] for name in ("old", "region")} for one in (sample, target)]
    found = fit(*known)
    rng = np.random.default_rng(1)
    both, fixed = [], []
    for _ in range(200):
        rows, others = rng.integers(0, 400, 400), rng.integers(0, 800, 800)
        again = {name: column[rows] for name, column in known[0].items()}
        other = {name: column[others] for name, column in known[1].items()}
        y = sample["answer"][rows]
        both.append(y @ fit(again, other).weights / 800)
        fixed.append(y @ fit(again, known[1]).weights / 800)
    own = target_mean(sample["answer"], found)
    assert own.standard_error == pytest.approx(np.std(both, ddof=1), rel=0.15)
    given = target_mean(sample["answer"], found, of_target=True)
    assert given.standard_error == pytest.approx(np.std(fixed, ddof=1), rel=0.15)
    assert given.standard_error < own.standard_error < mean(sample["answer"], found.weights).standard_error


def test_target_mean_of_few_answers():
    found = covariate_balancing_weights(ANSWERED, ASKED)
    values = np.full(100, np.nan)
    assert target_mean(values, found).undefined_because == "nothing was answered"
    values[[0, 99]] = 3, 5
    two = target_mean(values, found)
    assert two.value == pytest.approx(
        (3 * found.weights[0] + 5 * found.weights[99]) / found.weights[[0, 99]].sum()
    )
    assert two.low is None and two.method.endswith("too few answers for an interval")
    assert (two.base, two.excluded) == (2, {"missing": 98})
    with pytest.raises(InputError, match="99 rows where 100"):
        target_mean([1] * 99, found)


def test_balance_by_column():
    sample = {"kind": ["a", "b", "b", "c"], "size": [1.0, 2, 3, np.nan], "same": [7.0] * 4}
    target = {"kind": ["a", "a", "b", "b"], "size": [3.0, 5, 7, 9], "same": [7] * 4}
    found = covariate_balance(sample, target)
    deviation = np.std([0, 0, 1, 1], ddof=1)
    assert found.differences["kind: a"] == pytest.approx(0.25 / deviation)
    assert found.differences["kind: c"] is None and found.differences["same"] == 0
    assert found.differences["size"] == pytest.approx(4 / np.std([3, 5, 7, 9], ddof=1))
    assert found.columns["kind"] == pytest.approx(0.125 / deviation)
    assert found.mean == pytest.approx(np.mean(list(found.columns.values())))
    assert found.largest == "size"
    none = covariate_balance(sample, target, "kind", weights=[1, 0, 1, 0])
    assert none.differences == {"kind: a": 0, "kind: b": 0, "kind: c": 0}
    assert covariate_balance({"a": [None]}, {"a": [None]}).mean == 0

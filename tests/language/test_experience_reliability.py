"""How far a learned score can be trusted, and for whom it cannot."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from scipy import stats
from test_experience_fit import rated

from rapport.language import ExperiencePredictor
from rapport.language.experience.reliability import later_third, reliability
from rapport.records.errors import InputError


def test_a_report_predicts_each_rating_from_other_groups():
    given, values, groups = rated(150)
    found = ExperiencePredictor("resolved").report(given, values, groups)
    assert found.measure == "auc"
    assert found.agreement.low < found.agreement.value < found.agreement.high
    assert 0.75 < found.agreement.value < 1  # one rating of ten is chance
    assert found.agreement.base == len(found.predicted) == 150
    assert found.later.value is None  # nobody said when
    assert sum(one.observed.base for one in found.bins) == 150
    assert "times of 100" in found.sentence()


def test_what_cannot_be_learned_is_reported_as_chance():
    given, values, groups = rated(150)
    shuffled = np.random.default_rng(0).permutation(values)
    found = ExperiencePredictor("resolved").report(given, shuffled, groups)
    assert found.agreement.low < 0.6


def test_the_last_third_is_predicted_from_what_came_before():
    given, values, groups = rated(120)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    dated = [{**one, "started_at": start + timedelta(days=place)} for place, one in enumerate(given)]
    found = ExperiencePredictor("resolved").report(dated, values, groups)
    assert found.later.base == 40
    assert found.later.value > 0.7


def test_ratings_that_are_missing_are_not_predicted():
    given, values, groups = rated(60)
    values[:10] = np.nan
    found = ExperiencePredictor().report(given, values, groups)
    assert np.isnan(found.predicted[:10]).all()
    assert np.isfinite(found.predicted[10:]).all()


def test_with_a_single_group_nothing_is_held_apart():
    given, values, _ = rated(30)
    found = ExperiencePredictor().report(given, values, ["same"] * 30)
    assert found.agreement.value is None
    assert found.sentence() == "Nobody has rated enough conversations to tell."


def test_groups_it_leans_for_are_named_farthest_first():
    draw = np.random.default_rng(1)
    names = ["even", "high", "low"] * 100
    shift = np.array([{"even": 0.0, "high": 1.0, "low": -2.0}[one] for one in names])
    values = draw.normal(3, 1, 300)
    predicted = values + draw.normal(0, 0.5, 300) + shift
    found = reliability(predicted, np.full(300, np.nan), values, names, names, 3.0)
    assert [one.group for one in found.worst] == ["low", "high"]
    assert found.worst[0].lean.value == pytest.approx(-2, abs=0.2)
    assert found.sentence().endswith("low (too low by 2.1), high (too high by 1.1).")
    assert found.sentence(["2 teams"]).endswith("high (too high by 1.1), 2 teams.")


def test_figures_agree_with_scipy():
    draw = np.random.default_rng(2)
    values = draw.integers(0, 5, 200).astype(float)
    predicted = values + draw.normal(0, 2, 200)
    names = [str(one % 20) for one in range(200)]
    found = reliability(predicted, predicted, values, names, names, 2.0)
    assert found.measure == "spearman"
    assert found.agreement.value == pytest.approx(stats.spearmanr(predicted, values).statistic)
    binary = (values > 2).astype(float)
    found = reliability(predicted, predicted, binary, names, names, 0.5)
    ones, zeros = predicted[binary == 1], predicted[binary == 0]
    beaten = stats.mannwhitneyu(ones, zeros).statistic / (len(ones) * len(zeros))
    assert found.agreement.value == pytest.approx(beaten)
    assert found.by_chance == pytest.approx(max(binary.mean(), 1 - binary.mean()))


def test_intervals_hold_what_they_say():
    """Drawing groups anew: with 30 groups of equal size, intervals of a mean share hold it 9 times of 10."""
    draw = np.random.default_rng(4)
    names = [str(one % 30) for one in range(300)]
    held = 0
    for _ in range(25):
        level = draw.normal(0, 0.7, 30)
        right = draw.random(300) < 1 / (1 + np.exp(-np.resize(level, 300)))
        values = np.resize([0.0, 1.0], 300)
        predicted = np.where(right, values, 1 - values)
        figure = reliability(predicted, predicted, values, names, names, 0.5).right
        held += figure.low <= 0.5 <= figure.high
    assert held >= 20


def test_the_last_third_needs_times():
    times = [datetime(2026, 1, one, tzinfo=UTC) for one in range(1, 10)]
    assert later_third([None, None, times[0]]) is None
    assert later_third([*times, None]).tolist() == [False] * 6 + [True] * 3 + [False]


def test_groups_looked_at_need_one_a_conversation():
    given, values, groups = rated(30)
    with pytest.raises(InputError, match="2 groups for 30"):
        ExperiencePredictor().report(given, values, groups, by=["a", "b"])

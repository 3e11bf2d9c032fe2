"""Goals: every way to one, and which range comes of them."""

import datetime as dt

import numpy as np
import pytest
import statsmodels.api as sm

from rapport.measures import Estimate, Initiative, csat, goal_range, mean, nps
from rapport.measures.inference import time_regression
from rapport.records.errors import InputError

FALLING = [58, 56.1, 53.9, 52, 50]
RISING = [42, 43.9, 46.1, 48, 50]
FLAT = [75, 74, 76, 75, 75, 74.5]
QUARTERS = [dt.date(2025, 1, 1), dt.date(2025, 4, 1), dt.date(2025, 7, 1), dt.date(2025, 10, 1)]


@pytest.mark.parametrize(("now", "goal"), [(50, 55), (80, 82), (100, 100)])
def test_ten_percent_of_the_opportunity(now, goal):
    assert goal_range(now).opportunity["10 %"].value == pytest.approx(goal)


def test_opportunity_moves_the_interval_along():
    found = goal_range(Estimate(50.0, 46.0, 54.0, standard_error=2.0, base=100)).opportunity["10 %"]
    assert (found.low, found.high, found.standard_error) == pytest.approx((51.4, 58.6, 1.8))


def test_stopping_a_decline_is_a_goal():
    found = goal_range(50, FALLING)
    assert found.holding and found.high == 50 and found.low == found.no_improvement.value < 49
    assert "declines" in found.reason


def test_a_rising_score_must_beat_where_it_is_going_anyway():
    found = goal_range(50, RISING)
    assert found.low == found.no_improvement.value > 51
    assert found.low < 54 < found.high and not found.holding


def test_high_enough_is_held():
    found = goal_range(93, [92, 93, 92, 93])
    assert found.high_enough and found.holding and (found.low, found.high) == (91, 93)
    assert goal_range(90).high == 91
    assert goal_range(90, target=100).high > 90.9


def test_before_initiatives_can_show_only_the_trend_is_expected():
    late = Initiative("new desk", 5.0, dt.date(2025, 12, 1), lead=180)
    found = goal_range(75, FLAT[:4], QUARTERS, dt.date(2026, 1, 1), initiatives=[late])
    assert found.too_late == ("new desk",) and found.with_initiatives is None
    assert (found.low, found.high, found.holding) == (75, 75, True)
    assert "can show by then" in found.reason
    soon = goal_range(75, FLAT[:4], QUARTERS, dt.date(2026, 7, 1), initiatives=[late])
    assert soon.working == ("new desk",)
    assert soon.low == pytest.approx(77.5) and soon.high == pytest.approx(80)


def test_no_initiative_planned():
    assert "no initiative is planned" in goal_range(75, FLAT, initiatives=[]).reason
    rising = goal_range(50, RISING, initiatives=[])
    assert (rising.low, rising.high) == (50, rising.no_improvement.value)
    falling = goal_range(50, FALLING, initiatives=[])
    assert falling.holding and falling.high == 50


def test_an_initiative_that_only_makes_up_for_the_decline():
    found = goal_range(50, FALLING, initiatives=[Initiative("patch", 1.0)])
    assert found.holding and found.high == 50
    assert found.low == pytest.approx(found.no_improvement.value + 1)


def test_an_effect_with_its_error_widens_the_interval():
    pilot = Estimate(3.0, 1.0, 5.0, standard_error=1.0)
    sure, unsure = (
        goal_range(50, RISING, initiatives=[Initiative("pilot", effect)]).with_initiatives
        for effect in (3.0, pilot)
    )
    assert sure.value == unsure.value
    assert unsure.margin_of_error > sure.margin_of_error


def test_half_a_deviation_is_for_continuous_scores_only():
    scores = np.random.default_rng(0).normal(60, 20, 300)
    found = goal_range(mean(scores), deviation=20, maximum=100)
    assert found.half_deviation.value == pytest.approx(mean(scores).value + 10)
    assert found.half_deviation_of_opportunity.value == pytest.approx(10 / (100 - mean(scores).value))
    assert found.half_deviation_of_opportunity.unit == "share"
    for counted in (nps([10, 9, 3, 7, 8]), csat([5, 4, 3, 5, 2])):
        refused = goal_range(counted, deviation=20, maximum=100 if counted.unit == "points" else 1)
        assert "says nothing of NPS or shares" in refused.half_deviation.undefined_because
        assert refused.target is None and refused.high_enough is None


def test_the_scale_of_nps_and_shares_is_known():
    assert goal_range(nps([10, 10, 3, 7, 8])).opportunity["10 %"].value == pytest.approx(28)
    assert goal_range(Estimate(0.5, 0.4, 0.6, unit="share")).opportunity["20 %"].value == pytest.approx(0.6)


def test_too_small_a_move_is_said():
    now = Estimate(60.0, 56.0, 64.0, standard_error=2.0, base=100)
    found = goal_range(now)
    assert found.smallest == pytest.approx(2.8016 * 8**0.5, rel=1e-3)
    assert found.power_high == pytest.approx(0.29, abs=0.01)
    assert "could not be told from noise" in found.reason
    more = goal_range(now, planned_base=10_000)
    assert more.smallest < found.smallest
    assert goal_range(60).smallest is None


def test_little_influence_asks_for_less_and_for_a_performance_goal():
    much, little = (goal_range(50, influence=one) for one in (1.0, 0.3))
    assert little.high < much.high and "performance goal" in little.reason
    assert "performance goal" not in goal_range(50, influence=0.3, kind="performance").reason


def test_short_histories_show_no_trend():
    found = goal_range(50, [48, 49, 50])
    assert "fewer than 4 values" in found.no_improvement.undefined_because
    assert found.trend.value is None and found.low == 50


def test_history_of_estimates_and_as_a_mapping():
    estimates = [Estimate(value, standard_error=1.0) for value in RISING]
    by_date = dict(zip([*QUARTERS, dt.date(2026, 1, 1)], estimates, strict=True))
    found = goal_range(50, by_date, date=dt.date(2026, 4, 1))
    plain = goal_range(50, RISING)
    assert found.no_improvement.value == pytest.approx(plain.no_improvement.value)
    assert found.no_improvement.margin_of_error > plain.no_improvement.margin_of_error


def test_extrapolation_is_least_squares_where_neighbours_are_not_alike(monkeypatch):
    monkeypatch.setattr(time_regression, "GRID", np.zeros(1))
    values = np.random.default_rng(3).normal(60, 2, 15)
    model = sm.OLS(values, sm.add_constant(np.arange(1.0, 16))).fit()
    ahead = model.get_prediction(np.array([[1.0, 18.0]])).summary_frame(alpha=0.05)
    found = goal_range(60, values, date=3).no_improvement
    got = [found.value, found.low, found.high]
    assert got == pytest.approx(ahead[["mean", "obs_ci_lower", "obs_ci_upper"]].to_numpy().ravel())


def test_a_value_further_ahead_is_less_sure():
    near, far = (goal_range(60, FLAT, date=one).no_improvement for one in (1, 6))
    assert far.margin_of_error > near.margin_of_error


@pytest.mark.parametrize(
    "more",
    [
        {"current": None},
        {"current": Estimate(None, undefined_because="nobody answered")},
        {"current": 130},
        {"current": 4, "minimum": 5, "maximum": 7},
        {"date": 0},
        {"date": "soon"},
        {"history": FLAT, "dates": QUARTERS},
        {"kind": "wish"},
        {"influence": 2},
        {"stretch": -1},
        {"deviation": -1},
        {"planned_base": 0},
        {"history": FLAT, "standard_errors": [1]},
        {"initiatives": [Initiative("x", Estimate(None))]},
    ],
)
def test_what_is_refused(more):
    with pytest.raises(InputError):
        goal_range(**{"current": 50, **more})

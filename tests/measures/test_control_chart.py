"""Control charts: limits, rules, gaps and what cannot be charted."""

import datetime as dt

import numpy as np
import pandas as pd
import polars as pl
import pytest

from rapport.measures import control_chart, false_alarm_rate
from rapport.measures.goals.chart_constants import deviation_constant, range_constants
from rapport.measures.goals.chart_rules import signals_of
from rapport.records.errors import InputError

STEADY = [12.0, 14, 13, 12, 13, 14, 12, 13]


@pytest.mark.parametrize(("n", "d2", "d3"), [(2, 1.128, 0.853), (5, 2.326, 0.864), (25, 3.931, 0.708)])
def test_constants_of_ranges_round_to_those_in_print(n, d2, d3):
    assert range_constants(n, printed=True) == (d2, d3)
    assert range_constants(n)[0] == pytest.approx(d2, abs=5e-4)


def test_constant_of_deviations():
    assert deviation_constant(2) == pytest.approx(np.sqrt(2 / np.pi))
    assert deviation_constant(400) == pytest.approx(1, abs=1e-3)


def test_a_point_beyond_the_limits_is_told_by_its_row():
    found = control_chart([*STEADY, None, 25])
    assert found.beyond == (9,)
    assert found.centre.excluded == {"missing": 1}
    assert "beyond the limits" in found.verdict


def test_dates_order_the_points_and_rows_stay_those_given():
    found = control_chart([25, *STEADY], dates=[100, *range(8)])
    assert found.beyond == (0,)
    assert found.rows[-1] == 0 and found.at[-1] == 100


def test_two_rows_of_one_date_are_refused():
    with pytest.raises(InputError, match="two rows"):
        control_chart([1, 2, 3], dates=[dt.date(2026, 1, 1)] * 3)


def test_frames_of_any_make():
    several = np.arange(40, dtype=float).reshape(10, 4) % 7
    columns = {f"v{k}": several[:, k] for k in range(4)}
    expected = control_chart(several, "xbar")
    for frame in (pl.DataFrame(columns), pd.DataFrame(columns), several.tolist()):
        np.testing.assert_allclose(control_chart(frame, "xbar").points, expected.points)
    assert control_chart(pl.Series(STEADY)).centre.value == np.mean(STEADY)


def test_unequal_groups_have_their_own_limits():
    found = control_chart([[1.0, 2, 3], [2, 3, np.nan], [1, 3, 2]], "xbar")
    assert found.upper[1] > found.upper[0]


def test_runs_and_windows():
    z = np.array([0.5] * 8 + [-0.5, 2.5, 0.1, 2.5, -2.1, 1.2, 1.3, 1.4, 0.2, 1.1])
    found = signals_of(z, ("run", "two_of_three", "four_of_five"), 8)
    assert np.flatnonzero(found["run"]).tolist() == [7]
    assert np.flatnonzero(found["two_of_three"]).tolist() == [11]
    assert np.flatnonzero(found["four_of_five"]).tolist() == [15, 17]


def test_trends_and_patterns():
    rising = np.arange(6.0)
    assert signals_of(rising, ("trend",), 8)["trend"].tolist() == [False] * 5 + [True]
    zigzag = np.tile([1.0, -1.0], 8)
    assert np.flatnonzero(signals_of(zigzag, ("alternating",), 8)["alternating"]).tolist() == [13, 14, 15]
    assert signals_of(np.zeros(15), ("hugging",), 8)["hugging"][-1]


def test_shares_stay_between_nothing_and_all():
    found = control_chart([0, 1, 0, 2], "p", sizes=[20, 30, 25, 20])
    assert found.lower.min() == 0 and found.centre.value == pytest.approx(3 / 95)
    counted = control_chart([0, 1, 0, 2], "np", sizes=20)
    assert counted.upper[0] == pytest.approx(20 * (0.0375 + 3 * np.sqrt(0.0375 * 0.9625 / 20)))
    events = control_chart([3, 5, 4, 2], "u", sizes=[10, 20, 10, 10])
    assert events.centre.value == pytest.approx(14 / 50)
    assert control_chart([3, 5, 4, 2], "c").upper[0] == pytest.approx(3.5 + 3 * np.sqrt(3.5))


def test_large_samples_need_limits_that_know_the_points_scatter():
    rng = np.random.default_rng(3)
    counts = rng.binomial(20_000, np.clip(rng.normal(0.3, 0.02, 40), 0, 1))
    plain, laney = (
        control_chart(counts, "p", sizes=20_000, rules=(), overdispersed=more) for more in (False, True)
    )
    assert len(plain.beyond) > 20 and len(laney.beyond) <= 1
    assert laney.centre.margin_of_error > 3 * plain.centre.margin_of_error


def test_a_known_centre_and_sigma():
    found = control_chart([1, 2, 3], centre=0.0, sigma=1.0, rules=())
    assert found.upper.tolist() == [3, 3, 3] and found.centre.low is None


def test_cusum_and_ewma_find_a_small_shift_that_limits_miss():
    rng = np.random.default_rng(5)
    values = np.concatenate([rng.normal(50, 1, 30), rng.normal(51, 1, 25)])
    assert not [row for row in control_chart(values, calibrate=30, rules=()).beyond if row >= 30]
    for kind in ("ewma", "cusum"):
        assert min(control_chart(values, kind, calibrate=30).beyond) >= 30


def test_one_point_and_none():
    one = control_chart([5.0])
    assert one.centre.value is None and one.verdict == "one point has no scatter to tell"
    assert control_chart([]).centre.undefined_because == "no point calibrates the chart"
    assert control_chart([0, 0], "p", sizes=[0, 0]).centre.undefined_because


def test_all_equal_signals_nothing():
    found = control_chart([4.0] * 20)
    assert found.beyond == () and found.signals == {} and found.sigma.value == 0


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ([1, 2], {"kind": "pareto"}),
        ([1, 2], {"rules": ("zigzag",)}),
        ([1, 2], {"sigma": "median"}),
        ([1, 2], {"limits": 0}),
        ([1, 2], {"kind": "p"}),
        ([3, 2], {"kind": "p", "sizes": [2, 2]}),
        ([-1, 2], {"kind": "c"}),
        ([1, 2], {"kind": "xbar"}),
        ([1, 2], {"sizes": [1, 2]}),
        ([1, 2], {"calibrate": 0}),
        ([1, 2], {"kind": "ewma", "smoothing": 0}),
        ([1, 2], {"run": 1}),
    ],
)
def test_what_cannot_be_charted_is_refused(values, more):
    with pytest.raises(InputError):
        control_chart(values, **more)


def test_false_alarms_without_rules_are_the_normal_tails():
    found = false_alarm_rate(1, rules=(), draws=20_000)
    assert found.low <= 0.0027 <= found.high


def test_western_electric_rules_raise_one_false_alarm_in_ninety_points():
    """After 91.75 points on average (Champ & Woodall 1987): of 92 points, some 63 % alarm."""
    found = false_alarm_rate(92, draws=1500)
    assert 0.58 < found.value < 0.69


def test_few_calibrating_points_and_alike_neighbours_raise_more():
    known = false_alarm_rate(12, draws=500).value
    few = false_alarm_rate(12, 15, draws=500).value
    alike = false_alarm_rate(12, 15, likeness=0.6, draws=500).value
    assert known < few < alike


@pytest.mark.parametrize("more", [{"points": 0}, {"calibrate": 1}, {"likeness": 1}, {"draws": 0}])
def test_false_alarms_of_nothing(more):
    with pytest.raises(InputError):
        false_alarm_rate(**more)

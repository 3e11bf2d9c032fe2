"""What changed when something began."""

import datetime as dt

import numpy as np
import pytest

from rapport.measures import interrupted_series
from rapport.measures.inference.time_regression import time_regression
from rapport.records.errors import InputError


def series(n=40, start=25, step=4.0, slope=0.0, seed=0, noise=1.0):
    rng = np.random.default_rng(seed)
    place = np.arange(1, n + 1)
    since = np.where(place >= start, place - start + 1, 0)
    return 50 + 0.2 * place + step * (place >= start) + slope * since + noise * rng.standard_normal(n)


def test_a_step_and_a_slope_are_found_exactly_without_noise():
    found = interrupted_series(series(slope=0.5, noise=0.0), 25)
    got = [found.level.value, found.slope.value, found.trend.value]
    assert got == pytest.approx([4, 0.5, 0.2])
    assert found.effect.value == pytest.approx(4 + 0.5 * np.mean(np.arange(1, 17)))
    assert found.total.value == pytest.approx(16 * found.effect.value)
    np.testing.assert_allclose(found.without, 50 + 0.2 * np.arange(1, 41))


def test_the_counterfactual_lies_in_its_band_and_the_verdict_is_said():
    found = interrupted_series(series(), 25)
    assert (found.without_low < found.without).all() and (found.without < found.without_high).all()
    assert found.verdict == "higher since the start than without it"
    assert interrupted_series(series(step=0.0), 25).verdict.startswith("no change")


def test_months_count_alike_though_they_differ_in_days():
    days = [dt.date(2022 + k // 12, k % 12 + 1, 1) for k in range(40)]
    by_date = interrupted_series(series(), dt.date(2024, 1, 1), days)
    assert by_date.level.value == pytest.approx(interrupted_series(series(), 25).level.value)
    assert interrupted_series(series(), "2024-01-01", days).level == by_date.level


def test_a_control_takes_out_what_moved_both():
    rng = np.random.default_rng(4)
    both = np.cumsum(rng.standard_normal(60)) * 3
    control = 100 + both + 0.3 * rng.standard_normal(60)
    values = 20 + both + 2.0 * (np.arange(60) >= 40) + 0.3 * rng.standard_normal(60)
    alone = interrupted_series(values, 41, slope=False).level
    helped = interrupted_series(values, 41, slope=False, control=control).level
    assert helped.margin_of_error < alone.margin_of_error / 3
    assert helped.low < 2 < helped.high


def test_alike_errors_are_noticed_and_widen_the_interval():
    rng = np.random.default_rng(9)
    noise = rng.standard_normal(60)
    for k in range(1, 60):
        noise[k] = 0.7 * noise[k - 1] + 0.7 * noise[k]
    careful = interrupted_series(noise, 37, slope=False)
    naive = interrupted_series(noise, 37, slope=False, errors="independent")
    assert careful.likeness > 0.3
    assert careful.level.margin_of_error > 1.3 * naive.level.margin_of_error
    assert naive.ljung_box_p < 0.05


def test_counts_with_their_exposure():
    rng = np.random.default_rng(6)
    contacts = rng.integers(800, 1200, 48)
    counts = rng.poisson(contacts * np.where(np.arange(48) < 30, 0.2, 0.15))
    found = interrupted_series(counts, 31, family="poisson", exposure=contacts, slope=False)
    assert found.level.unit == "ratio"
    assert found.level.low < 0.75 < found.level.high
    assert found.total.value < 0 and found.total.unit == "events"
    assert found.effect.value == pytest.approx(found.level.value)


def test_gaps_are_counted_in_time():
    values = series(noise=0.0, step=0.0)
    values[[3, 10, 11]] = np.nan
    found = interrupted_series(values, 25)
    assert found.trend.value == pytest.approx(0.2)
    assert found.trend.excluded == {"missing": 3}


def test_uneven_dates_still_fit():
    rng = np.random.default_rng(2)
    days = np.sort(rng.choice(2000, 400, replace=False)).astype(float) / 7
    found = interrupted_series(60 + rng.standard_normal(400), days[200], days)
    assert found.level.low < 0 < found.level.high


@pytest.mark.parametrize(
    ("values", "start", "more", "because"),
    [
        ([], 3, {}, "fewer than three periods"),
        ([1, 2, 3, 4, 5], 3, {}, "fewer than three periods"),
        ([1, 2, 3, 4, 5], 9, {}, "none after"),
        ([1, 2, 3, 4], 4, {}, "too few periods"),
        ([3, 2, 3, 0, 0], 4, {"family": "poisson", "slope": False}, "nothing was counted"),
    ],
)
def test_what_cannot_be_told(values, start, more, because):
    found = interrupted_series(values, start, **more)
    assert because in found.level.undefined_because and found.level.value is None
    assert found.verdict == found.effect.undefined_because


@pytest.mark.parametrize(
    "more",
    [
        {"family": "gamma"},
        {"errors": "white"},
        {"season": 1},
        {"season": 4, "harmonics": 3},
        {"lags": -1},
        {"exposure": np.ones(40)},
        {"start": "soon"},
    ],
)
def test_what_is_refused(more):
    with pytest.raises(InputError):
        interrupted_series(series(), **{"start": 25, **more})


def test_negative_counts_are_refused():
    with pytest.raises(InputError, match="negative"):
        interrupted_series([3, -1, 2, 4, 5], 4, family="poisson")


def test_the_mixed_fit_without_likeness_is_least_squares():
    rng = np.random.default_rng(1)
    columns = np.column_stack([np.ones(30), np.arange(30)])
    values = rng.standard_normal(30)
    fit = time_regression(columns, values, np.arange(30.0), alike=False)
    np.testing.assert_allclose(fit.mean, np.linalg.lstsq(columns, values, rcond=None)[0])
    rss = ((values - columns @ fit.mean) ** 2).sum()
    np.testing.assert_allclose(fit.covariance, rss / 28 * np.linalg.inv(columns.T @ columns))


def test_one_likeness_is_generalised_least_squares():
    rng = np.random.default_rng(1)
    columns = np.column_stack([np.ones(12), rng.standard_normal(12)])
    values, places = rng.standard_normal(12), np.array([1, 2, 3, 5, 6, 8, 9, 10, 11, 12, 14, 15.0])
    fit = time_regression(columns, values, places)
    k = int(np.argmax(fit.likeness > 0.5))
    apart = np.abs(places[:, None] - places[None, :])
    inverse = np.linalg.inv(fit.likeness[k] ** apart)
    expected = np.linalg.solve(columns.T @ inverse @ columns, columns.T @ inverse @ values)
    np.testing.assert_allclose(fit.coefficients[k], expected)


def test_columns_that_are_one_are_told_apart_by_no_fit():
    twice = np.column_stack([np.ones(9), np.ones(9)])
    assert time_regression(twice, np.arange(9.0), np.arange(9.0)) is None

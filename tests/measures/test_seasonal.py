"""Season and trend taken apart, and carried forward."""

import datetime as dt

import numpy as np
import pytest

from rapport.measures import holt_winters, seasonal_parts
from rapport.records.errors import InputError

WAVE = 5 * np.sin(2 * np.pi * np.arange(12) / 12)


def months(years=5, noise=0.0, seed=0):
    place = np.arange(12 * years)
    return (
        50
        + 0.1 * place
        + np.tile(WAVE, years)
        + noise * np.random.default_rng(seed).standard_normal(len(place))
    )


@pytest.mark.parametrize("method", ["classical", "stl"])
def test_parts_add_up_and_find_the_season(method):
    found = seasonal_parts(months(), method=method)
    inside = ~np.isnan(found.trend)
    whole = found.trend + found.season + found.remainder
    np.testing.assert_allclose(whole[inside], found.values[inside])
    np.testing.assert_allclose(found.figure, WAVE, atol=0.35)
    assert found.strength > 0.98


@pytest.mark.parametrize("method", ["classical", "stl"])
def test_multiplicative_parts_multiply(method):
    values = np.exp(months() / 50)
    found = seasonal_parts(values, kind="multiplicative", method=method)
    inside = ~np.isnan(found.trend)
    np.testing.assert_allclose((found.trend * found.season * found.remainder)[inside], values[inside])
    assert found.figure.max() > 1 > found.figure.min()


def test_odd_periods_and_dates_in_any_order():
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=k) for k in range(28)]
    values = np.tile([1.0, 2, 3, 4, 5, 6, 7], 4)
    turned = np.random.default_rng(0).permutation(28)
    found = seasonal_parts(values[turned], 7, [days[k] for k in turned])
    np.testing.assert_allclose(found.figure, np.arange(7) - 3, atol=1e-9)
    assert found.at == tuple(days)


def test_a_robust_season_is_not_moved_by_one_outlier():
    values = months(8, noise=0.2)
    values[40] += 60
    plain, robust = (seasonal_parts(values, method="stl", robust=one) for one in (False, True))
    far = [np.abs(found.figure - WAVE).max() for found in (plain, robust)]
    assert far[1] < far[0] / 3


def test_nothing_varies():
    assert seasonal_parts([3.0] * 24).strength is None


def test_smoothing_learns_and_carries_on():
    found = holt_winters(months(6), ahead=12)
    truth = 50 + 0.1 * np.arange(72, 84) + WAVE
    np.testing.assert_allclose([one.value for one in found.ahead], truth, atol=0.3)
    assert found.sse < 1
    assert all(one.low <= one.value <= one.high for one in found.ahead)


def test_smoothing_is_seeded_and_wider_further_ahead():
    values = months(6, noise=1.0)
    first, again = (holt_winters(values, ahead=12, smoothing=(0.3, 0.05, 0.2)) for _ in range(2))
    assert first.ahead == again.ahead
    assert first.ahead[11].margin_of_error > first.ahead[0].margin_of_error
    assert holt_winters(np.exp(values / 50), kind="multiplicative", ahead=3).ahead[2].low > 0


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ([1, 2, 3], {}),
        ([1, None, 3, 4, 5, 6], {"period": 2}),
        ([1, 2, 3, 4, 5], {"period": 1}),
        (months(), {"kind": "cyclic"}),
        (-months(), {"kind": "multiplicative"}),
        ([1, 2, 3, 4, 5, 6], {"period": 2, "dates": [1, 2, 3, 4, 5, 7]}),
    ],
)
@pytest.mark.parametrize("measure", [seasonal_parts, holt_winters])
def test_what_has_no_season_is_refused(measure, values, more):
    with pytest.raises(InputError):
        measure(values, **more)


@pytest.mark.parametrize("more", [{"method": "x11"}, {"window": 8}, {"window": 5}])
def test_parts_that_are_not_known(more):
    with pytest.raises(InputError):
        seasonal_parts(months(), **more)


@pytest.mark.parametrize("more", [{"ahead": -1}, {"smoothing": (2, 0, 0)}])
def test_smoothing_out_of_range(more):
    with pytest.raises(InputError):
        holt_winters(months(), **more)
    with pytest.raises(InputError, match="too few"):
        holt_winters([1, 2, 3, 4], 2)

"""What moves before the outcome does."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from rapport.measures import leading_indicators
from rapport.measures.drivers.lead_forecasts import forecasts_with
from rapport.measures.drivers.lead_series import lagged, own_past, season_columns
from rapport.records.errors import InputError
from rapport.story import Company
from rapport.story.indicators import indicators
from rapport.story.situations import CONCERNS

WEEKS = np.arange("2022-01-03", "2026-01-01", 7, dtype="M8[D]")


def alike(rng, n, likeness):
    noise = rng.standard_normal(n)
    for k in range(1, n):
        noise[k] = likeness * noise[k - 1] + np.sqrt(1 - likeness**2) * noise[k]
    return noise


def wave(n, early=0):
    return 1.5 * np.sin(2 * np.pi * (np.arange(n) + early) / (365.25 / 7))


def led(seed=0, n=130, lag=2, size=-1.0):
    """A year's wave in both; `wait` moves `lag` weeks before the outcome."""
    rng = np.random.default_rng(seed)
    wait = alike(rng, n, 0.4)
    outcome = wave(n) + alike(rng, n, 0.4)
    outcome[lag:] += size * wait[: n - lag]
    return outcome, {"wait": wait + wave(n, 4), "weather": alike(rng, n, 0.4) + wave(n, 3)}


def test_the_lead_is_found_and_only_it():
    outcome, others = led()
    found = leading_indicators(outcome, others, WEEKS[:130])
    assert found["wait"].verdict == "leads by 2 weeks"
    assert found["wait"].direction == "opposite"
    assert found["wait"].improvement.low > 0.1
    assert found["wait"].lag.low == found["wait"].lag.high == 2
    assert found["weather"].verdict == "no sign"


def test_what_follows_follows_and_what_moves_together_does():
    outcome, others = led()
    turned = leading_indicators(others["wait"], {"outcome": outcome}, WEEKS[:130])
    assert turned["outcome"].verdict == "follows by 2 weeks"
    rng = np.random.default_rng(3)
    both = alike(rng, 130, 0.3)
    x, y = both + 0.5 * rng.standard_normal(130), both + 0.5 * rng.standard_normal(130)
    assert leading_indicators(y, {"x": x})["x"].verdict == "moves together"


def test_seasonal_but_unrelated_series_stay_silent():
    """Sharp yearly peaks in all, three weeks apart, and neighbours alike: at most 5 % lead."""
    n, sets, leads = 104, 40, 0
    peak = 2 * np.exp(-0.5 * (((np.arange(n + 9)) % 52.18 - 26) / 3) ** 2)
    for seed in range(sets):
        rng = np.random.default_rng(seed)
        others = {f"x{k}": peak[3 : n + 3] + alike(rng, n, 0.6) for k in range(3)}
        found = leading_indicators(peak[:n] + alike(rng, n, 0.6), others, WEEKS[:n], draws=20)
        leads += any(one.verdict.startswith("leads") for one in found.values())
    assert leads <= 5


def test_the_couriers_slow_before_their_customers_call():
    """The story's couriers slow down two days before contacts about deliveries rise."""
    company = Company(7, 60_000)
    found, _ = company.situations(np.arange(60_000))
    days = company.calendar.days
    about = np.bincount(found.day, weights=found.concern == CONCERNS.index("delivery"), minlength=days)
    share = 100 * about / np.bincount(found.day, minlength=days)
    records = [one for one in indicators(company) if one.name in ("shipping_days", "defect_rate")]
    columns = {
        name: [one.value for one in records if one.name == name] for name in ("shipping_days", "defect_rate")
    }
    dates = [one.at.date() for one in records if one.name == "shipping_days"]
    told = leading_indicators(share, columns, dates)
    assert told["shipping_days"].verdict == "leads by 2 days"
    assert told["defect_rate"].verdict == "no sign"


def test_each_forecast_is_from_a_fit_to_what_was_known():
    outcome, others = led(n=80)
    past = own_past(outcome, season_columns(80, (), (outcome,)), 2)
    candidate = lagged(others["wait"], [2])
    found = forecasts_with(outcome, past, candidate, 0.5)
    rows = np.column_stack([past.columns, candidate])[2:]
    start = len(rows) - len(found.base)
    expected = []
    for k in range(start, len(rows)):
        fit = np.linalg.lstsq(rows[:k], outcome[2 : 2 + k], rcond=None)[0]
        expected.append(outcome[2 + k] - rows[k] @ fit)
    ours = found.with_lag[:, 0] * outcome[2 : 2 + start].std() ** 2
    np.testing.assert_allclose(ours, np.square(expected), rtol=1e-4)


def test_frames_gaps_and_order():
    outcome, others = led()
    outcome[[20, 90]] = np.nan
    turned = np.random.default_rng(0).permutation(130)
    frames = [pl.DataFrame(others), pd.DataFrame(others)]
    found = [leading_indicators(outcome, frame, WEEKS[:130]) for frame in frames]
    mixed = {name: column[turned] for name, column in others.items()}
    found.append(leading_indicators(outcome[turned], mixed, WEEKS[:130][turned]))
    assert found[0] == found[1] == found[2]
    assert found[0]["wait"].lag.excluded["missing"] == 2
    assert found[0]["wait"].verdict == "leads by 2 weeks"


def test_seasons_come_from_the_dates():
    months = np.arange("2010-01", "2026-01", dtype="M8[M]").astype("M8[D]")
    outcome, others = led(n=192)
    assert leading_indicators(outcome, others, months)["wait"].verdict == "leads by 2 months"
    days = np.arange("2026-01-01", "2026-07-01", dtype="M8[D]")
    outcome, others = led(n=181)
    assert leading_indicators(outcome, others, days)["wait"].verdict == "leads by 2 days"
    assert leading_indicators(outcome, others, season=0)["wait"].verdict == "leads by 2 periods"


def test_too_few_periods_or_no_variation():
    short = leading_indicators([1, 2, 3, 2, 1], {"x": [2, 3, 1, 2, 3]})["x"]
    assert short.verdict == "no sign" and "too few" in short.lag.undefined_because
    assert leading_indicators(np.ones(100), {"x": np.arange(100.0)})["x"].improvement.value is None
    assert leading_indicators([], {"x": []})["x"].lag.undefined_because == "there are no values"


@pytest.mark.parametrize(
    "more",
    [
        {"indicators": {}},
        {"indicators": [1, 2, 3]},
        {"indicators": {"x": [1, 2]}},
        {"max_lag": 0},
        {"own": -1},
        {"first": 1},
        {"season": 1},
        {"dates": [1, 2, 4.5]},
    ],
)
def test_what_is_refused(more):
    with pytest.raises(InputError):
        leading_indicators(**{"outcome": [1.0, 2, 3], "indicators": {"x": [1.0, 2, 4]}, **more})

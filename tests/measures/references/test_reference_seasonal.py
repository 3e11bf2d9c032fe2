"""Seasonal parts and smoothing against R's stats."""

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import holt_winters, seasonal_parts

SEASON = "Seasonal decomposition / STL: AirPassengers, nottem"

# Mean monthly air temperature at Nottingham Castle in °F, January 1920 to December 1939 (R's `nottem`).
NOTTINGHAM = """
40.6 40.8 44.4 46.7 54.1 58.5 57.7 56.4 54.3 50.5 42.9 39.8
44.2 39.8 45.1 47 54.1 58.7 66.3 59.9 57 54.2 39.7 42.8
37.5 38.7 39.5 42.1 55.7 57.8 56.8 54.3 54.3 47.1 41.8 41.7
41.8 40.1 42.9 45.8 49.2 52.7 64.2 59.6 54.4 49.2 36.3 37.6
39.3 37.5 38.3 45.5 53.2 57.7 60.8 58.2 56.4 49.8 44.4 43.6
40 40.5 40.8 45.1 53.8 59.4 63.5 61 53 50 38.1 36.3
39.2 43.4 43.4 48.9 50.6 56.8 62.5 62 57.5 46.7 41.6 39.8
39.4 38.5 45.3 47.1 51.7 55 60.4 60.5 54.7 50.3 42.3 35.2
40.8 41.1 42.8 47.3 50.9 56.4 62.2 60.5 55.4 50.2 43 37.3
34.8 31.3 41 43.9 53.1 56.9 62.5 60.3 59.8 49.2 42.9 41.9
41.6 37.1 41.2 46.9 51.2 60.4 60.1 61.6 57 50.9 43 38.8
37.1 38.4 38.4 46.5 53.5 58.4 60.6 58.2 53.8 46.6 45.5 40.6
42.4 38.4 40.3 44.6 50.9 57 62.1 63.5 56.3 47.3 43.6 41.8
36.2 39.3 44.5 48.7 54.2 60.8 65.5 64.9 60.1 50.2 42.1 35.8
39.4 38.2 40.4 46.9 53.4 59.6 66.5 60.4 59.2 51.2 42.8 45.8
40 42.6 43.5 47.1 50 60.5 64.6 64 56.8 48.6 44.2 36.4
37.3 35 44 43.9 52.7 58.6 60 61.1 58.1 49.6 41.6 41.3
40.8 41 38.4 47.4 54.1 58.6 61.4 61.8 56.3 50.9 41.4 37.1
42.1 41.2 47.3 46.6 52.4 59 59.6 60.4 57 50.7 47.8 39.2
39.4 40.9 42.4 47.8 52.4 58 60.7 61.8 58.2 46.7 46.6 37.8
"""


@pytest.fixture
def passengers(references):
    return np.genfromtxt(references[SEASON].data, delimiter=",", skip_header=1)[:, 1]


@agrees("seasonal_parts", on="air passengers 1949–1960, multiplicative", to="R decompose", entry=SEASON)
def test_classical_parts(references, passengers):
    found = seasonal_parts(passengers, 12, kind="multiplicative")
    want, near = references[SEASON].expected, references[SEASON].tolerance
    np.testing.assert_allclose(found.figure, want["decompose_figure"], atol=near, rtol=0)


@agrees(
    "seasonal_parts", on="logarithms of air passengers, window of 7", to="R stl, statsmodels", entry=SEASON
)
def test_local_regressions(references, passengers):
    found = seasonal_parts(np.log(passengers), 12, method="stl", window=7)
    want, near = references[SEASON].expected, references[SEASON].tolerance
    np.testing.assert_allclose(found.trend[[0, 71, 143]], want["stl7_trend_1_72_144"], atol=near, rtol=0)
    np.testing.assert_allclose(found.season[:12], want["stl7_seasonal_first12"], atol=near, rtol=0)


@agrees("seasonal_parts", on="temperatures of Nottingham 1920–1939, one season", to="R stl", entry=SEASON)
def test_one_season_for_all_years(references):
    found = seasonal_parts([float(one) for one in NOTTINGHAM.split()], 12, method="stl")
    want, near = references[SEASON].expected, references[SEASON].tolerance
    np.testing.assert_allclose(found.figure, want["nottem_stl_periodic"], atol=near, rtol=0)


@agrees(
    "holt_winters",
    on="air passengers, multiplicative: squares at R's parameters, and parameters found",
    to="R HoltWinters",
    entry=SEASON,
)
def test_smoothing(references, passengers):
    """R's search stops a little before the least squares: its own squares at 1e-9, its place at 5e-5."""
    want, near = references[SEASON].expected["holtwinters_mult"], references[SEASON].tolerance
    theirs = tuple(want[name] for name in ("alpha", "beta", "gamma"))
    there = holt_winters(passengers, 12, kind="multiplicative", smoothing=theirs)
    assert there.sse == pytest.approx(want["SSE"], rel=near)
    found = holt_winters(passengers, 12, kind="multiplicative")
    assert found.sse <= want["SSE"] and found.sse == pytest.approx(want["SSE"], rel=1e-8)
    assert (found.alpha, found.beta, found.gamma) == pytest.approx(theirs, abs=5e-5)

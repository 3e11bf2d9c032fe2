"""Interrupted series against R's glm, lm and sandwich."""

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import interrupted_series

SICILY = "ITS: Sicily smoking ban (59 months) Poisson, quasi, seasonal harmonics(2,12), slope change"


@pytest.fixture
def months(references):
    return np.genfromtxt(references[SICILY].data, delimiter=",", names=True)


def near(references, got, want, key="default"):
    assert got == pytest.approx(want, rel=references[SICILY].tolerance[key])


def ban(months, **more):
    return interrupted_series(
        months["aces"], 37, months["time"], exposure=months["stdpop"], errors="independent", **more
    )


def ratio(one):
    return [one.value, one.low, one.high]


def expected(want):
    return [want["RR"], want["lo"], want["hi"]]


@agrees(
    "interrupted_series",
    on="Sicily's smoking ban: step change of Poisson and quasi-Poisson counts, with and without season",
    to="R glm (code of Bernal, Cummins & Gasparrini), statsmodels",
    entry=SICILY,
)
def test_step_of_counts(references, months):
    want = references[SICILY].expected
    plain = ban(months, family="poisson", slope=False)
    near(references, ratio(plain.level), expected(want["m1_poisson"]))
    wider = ban(months, family="quasipoisson", slope=False)
    near(references, ratio(wider.level), expected(want["m2_quasi"]))
    near(references, wider.dispersion, want["m2_dispersion"], "dispersion")
    season = ban(months, family="quasipoisson", slope=False, season=12)
    near(references, ratio(season.level), expected(want["m3_seasonal"]))
    near(references, season.dispersion, want["m3_dispersion"], "dispersion")
    near(references, season.trend.value**12, want["m3_trend_per_year"])
    box = want["m3_ljung_box12"]
    near(references, [season.ljung_box, season.ljung_box_p], [box["stat"], box["p"]])


@agrees(
    "interrupted_series",
    on="Sicily's smoking ban: step and slope change with season",
    to="R glm, statsmodels",
    entry=SICILY,
)
def test_step_and_slope_of_counts(references, months):
    want = references[SICILY].expected
    found = ban(months, family="quasipoisson", season=12)
    near(references, ratio(found.level), expected(want["m4_step"]))
    names = ["intercept", "level", "trend", "sine 1", "cosine 1", "sine 2", "cosine 2", "slope"]
    got = [found.coefficients[name].value for name in names]
    near(references, got, list(want["m4_coef"].values()))


@agrees(
    "interrupted_series",
    on="Sicily's smoking ban: rates by least squares with Newey–West errors of six lags",
    to="R lm and sandwich",
    entry=SICILY,
)
def test_rates(references, months):
    want = references[SICILY].expected
    rate = months["aces"] / months["stdpop"] * 1e5
    names = ["intercept", "level", "trend", "slope"]
    plain = interrupted_series(rate, 37, months["time"], errors="independent")
    near(
        references, [plain.coefficients[one].value for one in names], list(want["ols_rate"]["coef"].values())
    )
    near(
        references,
        [plain.coefficients[one].standard_error for one in names],
        list(want["ols_rate"]["se"].values()),
    )
    robust = interrupted_series(rate, 37, months["time"], errors="newey_west", lags=6)
    near(
        references,
        [robust.coefficients[one].standard_error for one in names],
        list(want["ols_newey_west6_se"].values()),
    )

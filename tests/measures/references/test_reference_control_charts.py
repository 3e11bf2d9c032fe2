"""Control charts against R's qcc."""

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import control_chart

XBAR = "SPC xbar: pistonrings 25x5"
SHARES = "SPC p-chart: orangejuice"
SINGLE = "SPC XmR (individuals)"
MEMORY = "EWMA (lambda .2, 2.7 sigma) & CUSUM pistonrings"


@pytest.fixture
def rings(references):
    return np.genfromtxt(references[XBAR].data, delimiter=",", skip_header=1, usecols=0).reshape(40, 5)


@agrees(
    "control_chart",
    on="piston rings, 40 samples of 5: xbar limits by ranges, deviations and pooled deviations",
    to="R qcc 2.7 and R News 4/1",
    entry=XBAR,
)
@pytest.mark.parametrize(("sigma", "key"), [("range", "R_bar"), ("deviation", "S_bar"), ("pooled", "rms")])
def test_means_of_the_piston_rings(references, rings, sigma, key):
    want, near = references[XBAR].expected, references[XBAR].tolerance
    found = control_chart(rings, "xbar", calibrate=25, sigma=sigma, rules=("run",), run=7)
    assert found.centre.value == pytest.approx(want["center"], abs=near)
    assert found.sigma.value == pytest.approx(want[f"{key}_sigma"], abs=near)
    assert [found.lower[0], found.upper[0]] == pytest.approx(want[f"{key}_limits"], abs=near)
    assert [row + 1 for row in found.beyond] == want["beyond_new"]
    assert [row + 1 for row in found.signals["run"]] == [want["violating_run_at"]]


@agrees("control_chart", on="piston rings: R and S charts", to="R qcc 2.7", entry=XBAR)
@pytest.mark.parametrize(("kind", "sigma"), [("r", "range"), ("s", "deviation")])
def test_scatter_of_the_piston_rings(references, rings, kind, sigma):
    want, near = references[XBAR].expected[f"{kind.upper()}_chart"], references[XBAR].tolerance
    found = control_chart(rings[:25], kind, sigma=sigma)
    got = [found.centre.value, found.sigma.value, found.lower[0], found.upper[0]]
    assert got == pytest.approx([want["center"], want["std"], want["lcl"], want["ucl"]], abs=near)


@agrees("control_chart", on="orange juice cans, 30 samples of 50: p chart", to="R qcc 2.7", entry=SHARES)
def test_shares_of_the_orange_juice(references):
    want, near = references[SHARES].expected, references[SHARES].tolerance
    rows = np.genfromtxt(references[SHARES].data, delimiter=",", skip_header=1, usecols=(1, 2))[:30]
    found = control_chart(rows[:, 0], "p", rows[:, 1])
    got = [found.centre.value, found.lower[0], found.upper[0]]
    assert got == pytest.approx([want["center"], want["lcl"], want["ucl"]], abs=near)
    assert [row + 1 for row in found.beyond] == want["beyond"]
    usual = ~np.isin(np.arange(30), found.beyond)
    clean = control_chart(rows[:, 0], "p", rows[:, 1], calibrate=usual)
    got = [clean.centre.value, clean.lower[0], clean.upper[0]]
    assert got == pytest.approx([want["clean_center"], want["clean_lcl"], want["clean_ucl"]], abs=near)


@agrees("control_chart", on="viscosity of 15 batches: XmR chart", to="R qcc 2.7", entry=SINGLE)
@pytest.mark.parametrize(("constants", "near"), [("computed", None), ("printed", 1e-9)])
def test_single_values_of_viscosity(references, constants, near):
    want = references[SINGLE].expected["viscosity"]
    found = control_chart(want["x"], constants=constants)
    got = [found.centre.value, found.sigma.value, found.lower[0], found.upper[0]]
    expected = [want["center"], want["std"], want["lcl"], want["ucl"]]
    assert got == pytest.approx(expected, abs=near or references[SINGLE].tolerance)


@agrees("control_chart", on="flow of the Nile, 28 years calibrate: XmR chart", to="R qcc 2.7", entry=SINGLE)
def test_single_values_of_the_nile(references):
    want = references[SINGLE].expected["nile"]
    flow = np.genfromtxt(references[SINGLE].data, delimiter=",", skip_header=1)[:, 1]
    found = control_chart(flow, calibrate=28)
    got = [found.centre.value, found.sigma.value, found.lower[0], found.upper[0]]
    expected = [want["center"], want["std"], want["lcl"], want["ucl"]]
    assert got == pytest.approx(expected, rel=references[SINGLE].tolerance)
    printed = control_chart(flow, calibrate=28, constants="printed")
    got = [printed.centre.value, printed.sigma.value, printed.lower[0], printed.upper[0]]
    assert got == pytest.approx(expected, rel=1e-9)
    assert [row + 1 for row in printed.beyond] == want["beyond"]
    moving = control_chart(flow, "mr", calibrate=28, constants="printed")
    assert moving.centre.value == pytest.approx(want["mr_bar"])


@agrees("control_chart", on="piston rings: EWMA and CUSUM", to="R qcc 2.7", entry=MEMORY)
def test_memory_of_the_piston_rings(references, rings):
    want, near = references[MEMORY].expected, references[MEMORY].tolerance
    smooth = control_chart(rings, "ewma", calibrate=25)
    for got, key in ((smooth.points, "y"), (smooth.lower, "lcl"), (smooth.upper, "ucl")):
        np.testing.assert_allclose(got, want["ewma"][key], atol=near, rtol=0)
    assert [row + 1 for row in smooth.beyond] == want["ewma"]["beyond"]
    summed = control_chart(rings, "cusum", calibrate=25, constants="printed")
    np.testing.assert_allclose(summed.points, want["cusum"]["pos"], atol=near, rtol=0)
    np.testing.assert_allclose(summed.lower_points, want["cusum"]["neg"], atol=near, rtol=0)
    assert [row + 1 for row in summed.beyond] == want["cusum"]["viol"]["upper"]
    assert summed.upper[0] == want["cusum"]["h"]

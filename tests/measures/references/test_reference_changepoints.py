"""Changepoints against R's strucchange, changepoint and trend."""

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import changepoints

NILE = "Changepoint: Nile 1871-1970"


@agrees(
    "changepoints",
    on="flow of the Nile 1871–1970: date, squares, BIC, sup-F, Bai's interval, Pettitt",
    to="R strucchange 1.5-3, changepoint, trend; ruptures",
    entry=NILE,
)
def test_flow_of_the_nile(references):
    want, near = references[NILE].expected, references[NILE].tolerance
    rows = np.genfromtxt(references[NILE].data, delimiter=",", skip_header=1)
    found = changepoints(rows[:, 1], rows[:, 0].astype(int), interval="bai")
    (one,) = found.breaks
    assert (one.when.value, one.last_before) == (want["index"], want["year"])
    assert [one.when.low, one.when.value, one.when.high] == want["ci_index"]
    assert list(found.rss[:2]) == pytest.approx([want["RSS0"], want["RSS1"]], rel=near)
    assert list(found.bic[:3]) == pytest.approx(want["BIC_m0_m1_m2"], abs=near)
    assert found.sup_f == pytest.approx(want["supF"], abs=near)
    assert found.pettitt_u == want["pettitt_U"]
    assert found.pettitt_p == pytest.approx(want["pettitt_p"], rel=near)
    assert [level.value for level in found.levels] == pytest.approx(
        [want["mean_before"], want["mean_after"]], abs=near
    )

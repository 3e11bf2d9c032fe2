"""Sample sizes and allocation against other programs and print."""

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import allocate, optimal_allocation, sample_size, unrounded_sample_size

KREJCIE = "Krejcie & Morgan 1970 finite-population sample size table (30 rows)"
COCHRAN = "SRS proportion sample size with FPC (margin .05, p=.5)"
PRACTOOLS = "PracTools sample sizes (p=.04,e=.01 & CV)"
STRATA = (
    "Stratified allocation: proportional, Neyman, cost- and variance-constrained (6 strata hospital example)"
)


@agrees(
    "unrounded_sample_size",
    "sample_size",
    on="the printed table, 30 populations",
    to="Krejcie & Morgan (1970), which rounds to nearest",
    entry=KREJCIE,
)
def test_the_printed_table(references):
    for population, printed in references[KREJCIE].expected.items():
        assert round(unrounded_sample_size(int(population))) == printed
        assert printed <= sample_size(int(population)) <= printed + 1


@agrees(
    "unrounded_sample_size", "sample_size", on="a share of .5 within .05", to="R PracTools", entry=COCHRAN
)
def test_sizes_for_a_share(references):
    expected, tolerance = references[COCHRAN].expected, references[COCHRAN].tolerance
    for population in (100, 1000, 10_000, 100_000):
        assert unrounded_sample_size(population) == pytest.approx(expected[f"N{population}"], rel=tolerance)
    assert unrounded_sample_size() == pytest.approx(expected["Ninf"], rel=tolerance)
    assert unrounded_sample_size(margin=0.03) == pytest.approx(expected["e03_Ninf"], rel=tolerance)
    assert {
        "Ninf": sample_size(),
        "N100": sample_size(100),
        "N1000": sample_size(1000),
        "N10000": sample_size(10_000),
    } == expected["ceil"]
    found = sample_size(design_effect=1.5, response_rate=0.4)
    assert found == expected["deff1.5_resp0.4_Ninf_ceil"]


@agrees(
    "unrounded_sample_size",
    on="rare shares: coefficient of variation, standard error, Wilson, log-odds",
    to="R PracTools (nProp, nPropMoe, nWilson, nLogOdds)",
    entry=PRACTOOLS,
)
def test_sizes_for_a_rare_share(references):
    expected, tolerance = references[PRACTOOLS].expected, references[PRACTOOLS].tolerance
    found = {
        "nProp_cv": unrounded_sample_size(share=0.01, cv=0.05),
        "nProp_v": unrounded_sample_size(share=0.01, standard_error=0.005 / 1.96),
        "nPropMoe": unrounded_sample_size(margin=0.01, share=0.04),
        "nWilson": unrounded_sample_size(margin=0.01, share=0.04, interval="wilson"),
        "nLogOdds": unrounded_sample_size(margin=0.01, share=0.04, interval="log_odds"),
    }
    expected = {**expected, "nWilson": expected["nWilson"]["n.sam"]}
    for name, size in found.items():
        assert size == pytest.approx(expected[name], rel=tolerance), name


@agrees(
    "allocate",
    "optimal_allocation",
    on="six strata of hospitals: n, budget and variance given",
    to="R PracTools (strAlloc)",
    entry=STRATA,
)
def test_allocation_to_hospitals(references):
    entry = references[STRATA]
    given, expected = entry.entry["inputs"], entry.expected
    sizes, spread, costs = given["Nh"], given["Sh"], given["ch"]
    wanted = given["CV0"] * given["ybarU"]
    found = {
        "neyman": optimal_allocation(sizes, spread, n=given["n"]),
        "prop": optimal_allocation(sizes, [1.0] * 6, n=given["n"]),
        "totcost": optimal_allocation(sizes, spread, costs, budget=given["cost"]),
        "totvar": optimal_allocation(sizes, spread, costs, standard_error=wanted),
    }
    for name, one in found.items():
        assert one.unrounded == pytest.approx(expected[name], rel=entry.tolerance), name
        # What is left of a budget buys a few more units where they are cheap.
        assert np.abs(np.array(one.units) - one.unrounded).max() <= 3
    assert found["neyman"].standard_error == pytest.approx(expected["neyman_se"], rel=0.01)
    assert found["neyman"].units == allocate(given["n"], sizes, spread)
    assert found["prop"].units == allocate(given["n"], sizes)
    assert found["totcost"].cost <= given["cost"] < found["totcost"].cost + max(costs)
    assert found["totvar"].standard_error <= wanted

"""NPS, satisfaction and shares against R's NPS, survey and binom packages."""

import csv

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import (
    Scale,
    compare,
    csat,
    mean,
    nps,
    nps_by,
    nps_of_counts,
    proportion,
    versus,
)

ONE = "NPS one-sample: score, variance, SE, Wald CI, p"
TWO = "NPS two-sample Wald test Apples vs Oranges"
VARIANCE = "NPS variance from shares"
BINOMIAL = "Binomial CIs: Wilson, Wilson-cc, Clopper-Pearson, Jeffreys, Agresti-Coull, Wald on 8 (k,n)"
LITERAL = "Binomial CIs literal from R in statsmodels test-suite"
STRATIFIED = "Weighted NPS under stratified design (BU strata, N 5000/3000/2000/1000)"
SIZES = {"Apples": 5000, "Oranges": 3000, "Bananas": 2000, "Berries": 1000}


def columns(reference, *names):
    with reference.data.open() as file:
        rows = list(csv.DictReader(file))
    return [np.array([row[name] for row in rows]) for name in names]


@agrees(
    "nps",
    "versus",
    on="1,000 simulated answers 0–10: score, variance, standard error, Wald interval, p",
    to="R NPS 1.1",
    entry=ONE,
)
def test_nps_of_one_sample(references):
    found, (answers,) = references[ONE], columns(references[ONE], "REC")
    scores = answers.astype(float)
    expected, near = found.expected, {"abs": 100 * found.tolerance}
    one = nps(scores, method="wald")
    assert one.base == expected["n"]
    assert one.value == pytest.approx(100 * expected["nps"], **near)
    assert one.standard_error == pytest.approx(100 * expected["se"], **near)
    assert (one.standard_error / 100) ** 2 * one.base == pytest.approx(expected["var"], abs=found.tolerance)
    assert (one.low, one.high) == pytest.approx((100 * expected["lo"], 100 * expected["hi"]), **near)
    assert versus(one, 0).p == pytest.approx(expected["p"], abs=found.tolerance)
    shares = [int((scores <= 6).sum()), int(((scores > 6) & (scores < 9)).sum()), int((scores >= 9).sum())]
    assert shares == [expected["det"], expected["pas"], expected["pro"]]
    assert nps_of_counts(shares[2], shares[1], shares[0], method="wald") == one


@agrees(
    "nps",
    "compare",
    on="answers of two products, 250 each: difference, standard error, Wald interval, p",
    to="R NPS 1.1",
    entry=TWO,
)
def test_nps_of_two_samples(references):
    found, (answers, unit) = references[TWO], columns(references[TWO], "REC", "BU")
    scores, expected, near = answers.astype(float), found.expected, {"abs": 100 * found.tolerance}
    apples, oranges = (nps(scores[unit == name], method="wald") for name in ("Apples", "Oranges"))
    assert apples.value == pytest.approx(100 * expected["nps_x"], **near)
    assert oranges.value == pytest.approx(100 * expected["nps_y"], **near)
    difference = compare(apples, oranges)
    assert difference.value == pytest.approx(100 * expected["delta"], **near)
    assert difference.standard_error == pytest.approx(100 * expected["se"], **near)
    assert (difference.low, difference.high) == pytest.approx([100 * end for end in expected["ci"]], **near)
    assert difference.p == pytest.approx(expected["p"], abs=found.tolerance)


@agrees(
    "nps_of_counts",
    on="three splits of detractors, passives and promoters: variance",
    to="R NPS 1.1 npvar",
    entry=VARIANCE,
)
def test_nps_variance(references):
    found = references[VARIANCE]
    for split, expected in found.expected.items():
        detractors, passives, promoters = (float(part) for part in split.split("_"))
        one = nps_of_counts(promoters, passives, detractors)
        variance = (one.standard_error / 100) ** 2 * one.weighted_base
        assert variance == pytest.approx(expected, abs=found.tolerance)


@agrees(
    "proportion",
    on="eight pairs of counts, none and all of them included: six intervals",
    to="R binom 1.1, R prop.test, statsmodels, scipy",
    entry=BINOMIAL,
)
def test_intervals_of_a_share(references):
    found = references[BINOMIAL]
    for counts, methods in found.expected.items():
        k, n = (int(part) for part in counts.split("/"))
        for method, ends in methods.items():
            own = "jeffreys_equal_tailed" if method == "jeffreys" and k in (0, n) else method
            one = proportion(k, n, method=own)
            assert (one.low, one.high) == pytest.approx(ends, abs=found.tolerance), (counts, method)


@agrees(
    "proportion",
    on="18/20 and 4/20: Wilson, Jeffreys, Clopper–Pearson",
    to="R binom as in statsmodels' own tests",
    entry=LITERAL,
)
def test_intervals_of_a_share_as_printed(references):
    found = references[LITERAL]
    for counts, methods in found.expected.items():
        k, n = (int(part) for part in counts.split("/"))
        for method, ends in methods.items():
            one = proportion(k, n, method=method)
            assert (one.low, one.high) == pytest.approx(ends, abs=found.tolerance), (counts, method)


@agrees(
    "nps",
    "nps_by",
    on="answers of four strata with known sizes: score, standard errors, t interval, design effect, clusters",
    to="R survey, PyPI svy 0.35",
    entry=STRATIFIED,
)
def test_nps_under_a_stratified_design(references):
    found = references[STRATIFIED]
    answers, unit, account = columns(found, "REC", "BU", "Account")
    scores, expected, near = answers.astype(float), found.expected, {"abs": 100 * found.tolerance}
    by_unit = nps_by({"answer": scores, "unit": unit}, "answer", "unit")
    for name, value in expected["nps_by_bu"].items():
        assert by_unit[name].value == pytest.approx(100 * value, **near)
    with_frame = nps(scores, strata=unit, population=SIZES, method="wald")
    assert with_frame.value == pytest.approx(100 * expected["nps"], **near)
    assert with_frame.standard_error == pytest.approx(100 * expected["se_fpc"], **near)
    assert (with_frame.low, with_frame.high) == pytest.approx(
        [100 * end for end in expected["ci95_t996"]], **near
    )
    # R's design effect is against a simple random sample of the same frame, finite-population part and all.
    left = 1 - with_frame.base / sum(SIZES.values())
    effect = with_frame.base / with_frame.effective_base / left
    assert effect == pytest.approx(expected["deff"], abs=1e-8)
    weights = np.array([SIZES[name] / 250 for name in unit])
    stratified = nps(scores, weights, strata=unit)
    assert stratified.standard_error == pytest.approx(100 * expected["se_nofpc"], **near)
    clustered = nps(scores, weights, clusters=account)
    assert clustered.standard_error == pytest.approx(100 * expected["cluster_Account_se"], **near)
    effect = clustered.base / clustered.effective_base / left
    assert effect == pytest.approx(expected["cluster_Account_deff"], abs=1e-8)
    plain = mean(np.where(scores >= 9, 100.0, np.where(scores <= 6, -100.0, 0.0)), weights)
    assert plain.standard_error == pytest.approx(100 * expected["se_ignoring_strata"], **near)
    weighted = nps(scores, weights)
    assert weighted.standard_error == pytest.approx(100 * expected["se_ignoring_strata"], **near)


@agrees(
    "csat",
    "proportion",
    on="Newcombe's table I: 81/263, 15/148, 1/29 as answers yes and no",
    to="Newcombe (1998)",
    entry=None,
)
@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)]
)
def test_a_share_as_in_print(k, n, low, high):
    found = csat([1] * k + [0] * (n - k), Scale(0, 1))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)

"""Weights and weighted means against other programs."""

import csv
import gzip
from collections import Counter

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import (
    adjust_nonresponse,
    adjusted_mean,
    calibrate,
    calibrated_mean,
    calibrated_total,
    mean,
    post_stratify,
    rake,
    weighting_loss,
)

POST = "CA API clus1: post-stratify stype (4421,755,1018)"
GREG = "CA API clus1: GREG calibrate api99 (6194, 3914069)"
KALTON = "Kalton & Flores-Cervantes 2003 weighting: poststrat, raking, linear, GREG, bounded logit (4x3)"
SCHOOLS = "183 California schools in 15 districts, one-stage cluster sample"
TABLE = "the 4 × 3 table of Kalton & Flores-Cervantes (2003)"
NHIS = "NHIS 3911: real nonresponse - weighting-class adjustment, Kish deff, IPW"
PEOPLE = "3,911 people of the National Health Interview Survey 2003, some of whom did not answer"
BALANCE = "balance sim data: IPW/CBPS/rake/poststratify"
SIMULATED = "a simulated sample of 1,000 and its target of 10,000: raking and post-stratification"
TYPES = {"E": 4421, "H": 755, "M": 1018}


@pytest.fixture
def schools(shared):
    with (shared / "references/data/2_survey/apiclus1.csv").open() as file:
        rows = list(csv.DictReader(file))
    texts = ("cds", "stype", "sch.wide", "comp.imp", "both", "awards")
    return {
        name: [row[name] if name in texts else float(row[name]) for row in rows]
        for name in ("stype", "sch.wide", "dnum", "api00", "api99", "enroll", "pw")
    }


def drawn(schools):
    return {"clusters": schools["dnum"], "population": 757}


@agrees("post_stratify", "calibrated_mean", "calibrated_total", on=SCHOOLS, to="R survey 4.4", entry=POST)
def test_post_stratified_schools(references, schools):
    expected, tolerance = references[POST].expected, references[POST].tolerance
    weights = post_stratify(schools, {"stype": TYPES}, weights=schools["pw"])
    for kind, weight in expected["weights"].items():
        own = weights[np.array(schools["stype"]) == kind]
        assert own == pytest.approx(weight, rel=tolerance)
    found = calibrate(schools, {"stype": TYPES}, weights=schools["pw"])
    assert found.weights == pytest.approx(weights)
    mean = calibrated_mean(schools["api00"], found, **drawn(schools))
    total = calibrated_total(schools["enroll"], found, **drawn(schools))
    assert mean.value == pytest.approx(expected["mean_api00"], rel=tolerance)
    assert mean.standard_error == pytest.approx(expected["se"], rel=tolerance)
    assert total.value == pytest.approx(expected["total_enroll"], rel=tolerance)
    assert total.standard_error == pytest.approx(expected["total_se"], rel=tolerance)


@agrees("calibrate", "calibrated_mean", "calibrated_total", on=SCHOOLS, to="R survey 4.4", entry=GREG)
def test_regression_estimator_of_schools(references, schools):
    expected, tolerance = references[GREG].expected, references[GREG].tolerance
    found = calibrate(schools, {"api99": 3914069}, weights=schools["pw"], population=6194)
    mean = calibrated_mean(schools["api00"], found, **drawn(schools))
    total = calibrated_total(schools["enroll"], found, **drawn(schools))
    assert [found.weights.min(), found.weights.max()] == pytest.approx(expected["w_range"], rel=tolerance)
    assert mean.value == pytest.approx(expected["mean_api00"], rel=tolerance)
    assert mean.standard_error == pytest.approx(expected["se"], rel=tolerance)
    assert total.value == pytest.approx(expected["total_enroll"], rel=tolerance)
    assert total.standard_error == pytest.approx(expected["total_se"], rel=tolerance)


@agrees("rake", "calibrate", "calibrated_mean", on=SCHOOLS, to="R survey's documentation of rake")
def test_raked_schools(schools):
    margins = {"stype": TYPES, "sch.wide": {"No": 1072, "Yes": 5122}}
    found = calibrate(schools, margins, "raking", weights=schools["pw"])
    assert rake(schools, margins, weights=schools["pw"]) == pytest.approx(found.weights, rel=1e-6)
    mean = calibrated_mean(schools["api00"], found, **drawn(schools))
    assert mean.value == pytest.approx(641.23, abs=0.005)
    assert mean.standard_error == pytest.approx(23.704, abs=0.0005)


@pytest.fixture
def kalton(references):
    """The table's rows one by one, the cell of each, and the sizes of both margins."""
    cells = np.genfromtxt(references[KALTON].data, delimiter=",", skip_header=1, dtype=str)
    a, b, drawn, size = (np.char.strip(column, '"').astype(int) for column in cells.T)
    cell = np.repeat(np.arange(len(a)), drawn)
    frame = {"a": a[cell], "b": b[cell]}
    margins = {
        name: {int(label): float(size[own == label].sum()) for label in np.unique(own)}
        for name, own in (("a", a), ("b", b))
    }
    return frame, margins, (a, b, size, cell)


def weights_by_cell(weights, kalton):
    a, b, _, cell = kalton[2]
    table = np.zeros((4, 3))
    table[a[cell] - 1, b[cell] - 1] = weights
    return table


@agrees("post_stratify", "rake", "calibrate", on=TABLE, to="R survey 4.1", entry=KALTON)
def test_kalton_and_flores_cervantes(references, kalton):
    frame, margins, (a, b, size, _) = kalton
    one = np.ones(len(frame["a"]))
    whole = {(int(x), int(y)): float(n) for x, y, n in zip(a, b, size, strict=True)}
    numbers = {"a": float((a * size).sum()), "b": float((b * size).sum())}
    found = {
        "poststrat": post_stratify(frame, {("a", "b"): whole}, weights=one),
        "rake": rake(frame, margins, weights=one),
        "linear": calibrate(frame, margins, weights=one).weights,
        "logit_bounded": calibrate(frame, margins, "logit", (0.5, 2.2), weights=one).weights,
        "greg": calibrate(frame, numbers, weights=one, population=float(size.sum())).weights,
    }
    for name, weights in found.items():
        expected = np.array(references[KALTON].expected[name])
        assert weights_by_cell(weights, kalton) == pytest.approx(expected, abs=references[KALTON].tolerance)
    raked = calibrate(frame, margins, "raking", weights=one).weights
    assert raked == pytest.approx(found["rake"], rel=1e-6)


@pytest.fixture
def people(references):
    rows = np.genfromtxt(references[NHIS].data, delimiter=",", names=True)
    return {name: rows[name] for name in rows.dtype.names}


@agrees("adjust_nonresponse", "adjusted_mean", "weighting_loss", on=PEOPLE, to="R, PyPI samplics", entry=NHIS)
def test_nonresponse_of_a_health_survey(references, people):
    expected, near = references[NHIS].expected, {"rel": references[NHIS].tolerance}
    base = people["svywt"]
    found = adjust_nonresponse(people, people["resp"], ["age_r", "sex"], weights=base)
    assert found.rate == pytest.approx(expected["resp_rate"], **near)
    assert found.weighted_rate == pytest.approx(expected["wtd_resp_rate"], **near)
    rates = {f"{age:g}.{sex:g}": rate for (age, sex), rate in found.rates.items()}
    assert rates == pytest.approx(expected["class_wtd_rr"], **near)
    assert [base.sum(), found.weights.sum()] == [expected["sum_base"], pytest.approx(expected["sum_adj"])]
    answered = people["resp"] == 1
    losses = {
        "kish_deff_all": weighting_loss(base),
        "deffK_resp_adj": found.loss,
        "deffK_resp_base": weighting_loss(base[answered]),
    }
    for name, loss in losses.items():
        assert loss.design_effect == pytest.approx(expected[name], **near)
    means = {
        "mean_age_full": mean(people["age"], base),
        "mean_age_resp_unadj": mean(people["age"][answered], base[answered]),
        "mean_age_resp_adj": adjusted_mean(people["age"], found),
    }
    for name, one in means.items():
        assert one.value == pytest.approx(expected[name], **near)


@agrees("adjust_nonresponse", "adjusted_mean", on=PEOPLE, to="R (glm), PyPI samplics", entry=NHIS)
def test_propensity_of_a_health_survey(references, people):
    expected, near = references[NHIS].expected, {"rel": references[NHIS].tolerance}
    groups = ["hisp", "race", "parents_r", "educ_r"]
    found = adjust_nonresponse(
        people,
        people["resp"],
        ["age", *groups],
        method="propensity",
        weights=people["svywt"],
        labels=groups,
    )
    printed = expected["propensity"]["coef"]
    assert list(found.coefficients.values()) == pytest.approx(list(printed.values()), **near)
    assert found.deviance == pytest.approx(expected["propensity"]["deviance"], **near)
    assert found.weights.sum() == pytest.approx(expected["ipw"]["sum"], **near)
    assert adjusted_mean(people["age"], found).value == pytest.approx(expected["ipw"]["mean_age"], **near)
    assert found.loss.design_effect == pytest.approx(expected["ipw"]["deffK"], **near)


@agrees("rake", "post_stratify", "weighting_loss", on=SIMULATED, to="PyPI balance 0.23", entry=BALANCE)
def test_simulated_sample(references):
    found = references[BALANCE]
    with found.data.open() as file:
        sample = list(csv.DictReader(file))
    with gzip.open(found.data.with_name("balance_sim_target.csv.gz"), "rt") as file:
        target = list(csv.DictReader(file))
    # The package cuts incomes at the tenths of sample and target together.
    incomes = [np.array([float(row["income"]) for row in rows]) for rows in (sample, target)]
    ends = np.quantile(np.concatenate(incomes), np.linspace(0, 1, 11)[1:-1])
    frames = [
        {
            "gender": [row["gender"] or "missing" for row in rows],
            "age": [row["age_group"] for row in rows],
            "income": np.searchsorted(ends, income).tolist(),
        }
        for rows, income in zip((sample, target), incomes, strict=True)
    ]
    cells = [list(zip(*frame.values(), strict=True)) for frame in frames]
    there = set(cells[0])
    sizes = {cell: count for cell, count in Counter(cells[1]).items() if cell in there}
    weights = {
        "rake": rake(frames[0], {name: Counter(column) for name, column in frames[1].items()}),
        "poststratify": post_stratify(frames[0], {("gender", "age", "income"): sizes}),
    }
    happiness = [float(row["happiness"]) for row in sample]
    assert mean(happiness).value == pytest.approx(found.expected["unadj"])
    for name, one in weights.items():
        expected = found.expected[name]
        assert mean(happiness, one).value == pytest.approx(expected["mean_happiness"], abs=found.tolerance)
        loss = weighting_loss(one)
        assert loss.design_effect == pytest.approx(expected["kish_deff"], abs=found.tolerance)

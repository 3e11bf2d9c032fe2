"""Weights and weighted means against other programs."""

import csv

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import calibrate, calibrated_mean, calibrated_total, post_stratify, rake

POST = "CA API clus1: post-stratify stype (4421,755,1018)"
GREG = "CA API clus1: GREG calibrate api99 (6194, 3914069)"
KALTON = "Kalton & Flores-Cervantes 2003 weighting: poststrat, raking, linear, GREG, bounded logit (4x3)"
SCHOOLS = "183 California schools in 15 districts, one-stage cluster sample"
TABLE = "the 4 × 3 table of Kalton & Flores-Cervantes (2003)"
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

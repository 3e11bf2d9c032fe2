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
    covariate_balance,
    covariate_balancing_weights,
    mean,
    post_stratify,
    propensity_weights,
    rake,
    target_mean,
    trim_weights,
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
INDIVIDUALS = "a simulated sample of 1,000 and its target of 10,000 people: propensity and balancing scores"
DRAWN = "samples drawn unevenly from simulated people: numbers, labels, missing values, survey weights"
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


@pytest.fixture
def simulated(references):
    """The sample and the target, missing labels as None."""
    data = references[BALANCE].data
    with data.open() as file:
        sample = list(csv.DictReader(file))
    with gzip.open(data.with_name("balance_sim_target.csv.gz"), "rt") as file:
        target = list(csv.DictReader(file))
    return [
        {
            "gender": [row["gender"] or None for row in rows],
            "age_group": [row["age_group"] for row in rows],
            "income": [float(row["income"]) for row in rows],
            "happiness": [float(row["happiness"]) for row in rows],
        }
        for rows in (sample, target)
    ]


KNOWN = ["gender", "age_group", "income"]


@agrees(
    "propensity_weights",
    "covariate_balancing_weights",
    "target_mean",
    "mean",
    "weighting_loss",
    on=INDIVIDUALS,
    to="PyPI balance 0.23",
    entry=BALANCE,
)
def test_simulated_sample_against_individuals(references, simulated):
    expected, tolerance = references[BALANCE].expected, references[BALANCE].tolerance
    sample, target = simulated
    found = {
        "ipw": propensity_weights(sample, target, KNOWN),
        "cbps": covariate_balancing_weights(sample, target, KNOWN),
    }
    for name, one in found.items():
        # The package's penalised path is followed to its own optimum here, not to where its solver stops.
        near = 0.05 if name == "ipw" else tolerance
        assert mean(sample["happiness"], one.weights).value == pytest.approx(
            expected[name]["mean_happiness"], abs=near
        )
        assert target_mean(sample["happiness"], one).value == pytest.approx(
            expected[name]["mean_happiness"], abs=tolerance
        )
        assert one.loss.design_effect == pytest.approx(expected[name]["kish_deff"], abs=tolerance)
        assert (len(one.weights), one.weights.sum()) == (expected[name]["n"], pytest.approx(10_000))
    assert mean(sample["happiness"]).value == pytest.approx(expected["unadj"], rel=1e-9)
    assert mean(target["happiness"]).value == pytest.approx(expected["target"], rel=1e-9)


@agrees("covariate_balance", on=INDIVIDUALS, to="PyPI balance 0.23")
def test_balance_of_the_simulated_sample(simulated):
    # The package's asmd, before and after its ipw.
    printed = {
        "age_group: 25-34": (0.005687574224085159, 0.02167578184824318),
        "age_group: 35-44": (0.31271121790203305, 0.055737732354417605),
        "age_group: 45+": (0.3788284917410108, 0.16975914765143127),
        "gender: Female": (0.3756991824312029, 0.09790730259882002),
        "gender: Male": (0.37931360535143904, 0.10379791557284421),
        "gender: (missing)": (0.006295702614353255, 0.010260433911337855),
        "income": (0.49421708320211405, 0.20543615365422194),
    }
    sample, target = simulated
    found = propensity_weights(sample, target, KNOWN)
    after = covariate_balance(sample, target, KNOWN, weights=found.weights)
    assert after == found.after
    for name, sizes in printed.items():
        own = found.before.differences[name], after.differences[name]
        assert own == pytest.approx(sizes, abs=2e-6)


def drawn(seed, n, m, weighted):
    """n people drawn unevenly and m drawn evenly from 20,000, what is known of them, their answers."""
    rng = np.random.default_rng(seed)
    size = 20_000
    age, spend = np.round(rng.normal(45, 15, size)), rng.lognormal(3, 0.8, size)
    segment = np.searchsorted([0.4, 0.7, 0.9, 0.96], rng.random(size))
    answer = 20 + 0.3 * age + 5 * (segment == 1) + 2 * np.log(spend) + rng.normal(0, 5, size)
    chance = np.exp(-0.03 * age + 0.6 * (segment == 1) + 0.3 * np.log(spend))
    no_age, no_segment = rng.random(size) < 0.1, rng.random(size) < 0.07
    weight = rng.uniform(0.5, 3, size)
    ranks = np.argsort(np.log(rng.random(size)) / chance)
    frames = []
    for rows in (ranks[-n:], np.sort(np.argsort(rng.random(size))[:m])):
        frames.append(
            {
                "age": np.where(no_age, np.nan, age)[rows],
                "Spend": spend[rows],
                "segment": [None if no_segment[row] else "abcde"[segment[row]] for row in rows],
                "keen": (spend * age > 1500)[rows],
                "answer": answer[rows],
                "weight": weight[rows] if weighted else np.ones(len(rows)),
            }
        )
    return frames


PRINTED = {
    (1, 400, 1500, False): {
        "ipw": (40.07065110563372, 1.0121171879676698, 5.075762478831242),
        "cbps": (40.891161290772914, 1.2143578590858608, 13.539196618187631),
    },
    (2, 250, 900, True): {
        "ipw": (40.1778680456184, 1.163619249396241, 12.342595989274725),
        "cbps": (40.74350566634238, 1.4649442827717545, 32.65679536246653),
    },
}


@agrees("propensity_weights", "covariate_balancing_weights", "target_mean", on=DRAWN, to="PyPI balance 0.23")
@pytest.mark.parametrize("setting", PRINTED)
def test_people_drawn_unevenly(setting):
    sample, target = drawn(*setting)
    columns, weights = ["age", "Spend", "segment", "keen"], (sample["weight"], target["weight"])
    for name, function in (("ipw", propensity_weights), ("cbps", covariate_balancing_weights)):
        found = function(sample, target, columns, weights=weights[0], target_weights=weights[1])
        assert found.weights.sum() == pytest.approx(weights[1].sum())
        numbers = (
            target_mean(sample["answer"], found).value,
            found.loss.design_effect,
            found.weights.max(),
        )
        # Both minimise the same; the package stops a little before.
        assert numbers == pytest.approx(PRINTED[setting][name], rel=1e-4)


@agrees("trim_weights", on="40 weights, one of them 30 times their mean", to="PyPI balance 0.23")
def test_one_cut():
    found = trim_weights([1.0] * 30 + [2.0] * 9 + [300.0], high=20 * 348 / 40, spread="all")
    assert found[[0, 35, 39]] == pytest.approx(
        [1.5675675675675675, 3.135135135135135, 272.7567567567567], rel=1e-12
    )

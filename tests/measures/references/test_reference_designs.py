"""Means, totals, ratios, shares and tests under a sampling design, against R's survey package."""

import numpy as np
import pandas as pd
import pytest
from reference_values import agrees

from rapport.measures import (
    compare_groups,
    design_effect,
    design_proportion,
    domain_means,
    mean,
    ratio,
    survey_chi_square,
    survey_regression,
    survey_t_test,
    total,
)

SRS = "CA API: SRS with fpc"
STRATIFIED = "CA API: stratified by stype, fpc"
CLUSTERED = "CA API: one-stage cluster (dnum), fpc"
DOMAINS = "CA API: domain means by school type (stratified)"
REGRESSION = "CA API clus1: svyglm linear+logit"
SHARES = "Design-based proportion CIs (logit, likelihood, beta, mean, xlogit)"
TESTS = "Rao-Scott chi2 and svyttest (apistrat)"
R_SURVEY = "R survey 4.1"


def schools(found):
    frame = pd.read_csv(found.data)
    return frame, design_of(frame)


def design_of(frame):
    if frame["stype"].nunique() == 3 and frame["fpc"].nunique() == 3:
        return {"weights": frame["pw"], "strata": frame["stype"], "population": frame["fpc"]}
    if frame["fpc"].iloc[0] == 757:
        return {"weights": frame["pw"], "clusters": frame["dnum"], "population": 757}
    return {"weights": frame["pw"], "population": 6194}


def check_all(found):
    """Mean, total, ratio, share, design effect and t interval of one design."""
    frame, design = schools(found)
    expected = found.expected
    near = {"rel": found.tolerance}
    api = mean(frame["api00"], **design)
    enrolled = total(frame["enroll"], **design)
    tested = ratio(frame["api.stu"], frame["enroll"], **design)
    share = mean(frame["sch.wide"] == "Yes", **design)
    assert api.value == pytest.approx(expected["mean_api00"], **near)
    assert api.standard_error == pytest.approx(expected["se"], **near)
    assert [api.low, api.high] == pytest.approx(expected["ci95_t"], **near)
    assert api.degrees_of_freedom == expected["df"]
    assert design_effect(frame["api00"], **design).design.value == pytest.approx(expected["deff"], **near)
    assert enrolled.value == pytest.approx(expected["total_enroll"], **near)
    assert enrolled.standard_error == pytest.approx(expected["total_se"], **near)
    assert tested.value == pytest.approx(expected["ratio_apistu_enroll"], **near)
    assert tested.standard_error == pytest.approx(expected["ratio_se"], **near)
    assert share.value == pytest.approx(expected["prop_schwide_yes"], **near)
    assert share.standard_error == pytest.approx(expected["prop_se"], **near)


@agrees(
    "mean",
    "total",
    "ratio",
    "design_effect",
    on="California schools: a simple random sample of 200 with finite-population correction",
    to=R_SURVEY,
    entry=SRS,
)
def test_a_simple_random_sample(references):
    check_all(references[SRS])


@agrees(
    "mean",
    "total",
    "ratio",
    "design_effect",
    on="California schools: 200 stratified by type, weights and finite-population correction",
    to=f"{R_SURVEY}, PyPI svy 0.35, samplics 0.6",
    entry=STRATIFIED,
)
def test_a_stratified_sample(references):
    check_all(references[STRATIFIED])


@agrees(
    "mean",
    "total",
    "ratio",
    "design_effect",
    on="California schools: 15 districts drawn whole, weights and finite-population correction",
    to=f"{R_SURVEY}, PyPI svy 0.35, samplics 0.6",
    entry=CLUSTERED,
)
def test_a_cluster_sample(references):
    check_all(references[CLUSTERED])


@agrees("domain_means", on="California schools: means by school type", to=R_SURVEY, entry=DOMAINS)
def test_domains_that_are_strata(references):
    found = references[DOMAINS]
    frame, design = schools(found)
    means = domain_means(frame["api00"], frame["stype"], **design)
    for name, (value, error) in found.expected.items():
        assert means[name].value == pytest.approx(value, rel=found.tolerance)
        assert means[name].standard_error == pytest.approx(error, rel=found.tolerance)


@agrees(
    "survey_regression",
    on="California schools, cluster sample: score and schoolwide target on two drivers",
    to=f"{R_SURVEY} (svyglm)",
    entry=REGRESSION,
)
def test_regression_of_a_cluster_sample(references):
    found = references[REGRESSION]
    frame, design = schools(found)
    drivers = frame[["ell", "meals"]]
    linear = survey_regression(frame["api00"], drivers, **design).coefficients
    logit = survey_regression(frame["sch.wide"] == "Yes", drivers, "logit", **design).coefficients
    near = {"rel": found.tolerance}
    for name, one in linear.items():
        assert one.value == pytest.approx(found.expected[f"linear_{name}"], **near)
    assert [one.standard_error for one in linear.values()] == pytest.approx(
        found.expected["linear_se"], **near
    )
    assert [one.value for one in logit.values()] == pytest.approx(found.expected["logit_coef"], **near)
    assert [one.standard_error for one in logit.values()] == pytest.approx(found.expected["logit_se"], **near)


@agrees(
    "design_proportion",
    on="California schools, cluster sample: share that met the schoolwide target, five intervals",
    to=f"{R_SURVEY} (svyciprop)",
    entry=SHARES,
)
@pytest.mark.parametrize("method", ["logit", "likelihood", "beta", "mean", "xlogit"])
def test_intervals_of_a_share(references, method):
    found = references[SHARES]
    frame, design = schools(found)
    share = design_proportion(frame["sch.wide"] == "Yes", method=method, **design)
    assert share.value == pytest.approx(found.expected[method]["est"], abs=found.tolerance)
    assert [share.low, share.high] == pytest.approx(found.expected[method]["ci"], abs=found.tolerance)


@agrees(
    "survey_chi_square",
    "survey_t_test",
    "compare_groups",
    on="California schools, stratified: target by school type, score by target",
    to=f"{R_SURVEY} (svychisq, svyttest)",
    entry=TESTS,
)
def test_tests_under_a_design(references):
    found = references[TESTS]
    frame, design = schools(found)
    near = {"rel": found.tolerance}
    wanted = found.expected["svychisq"]
    table = survey_chi_square(frame["sch.wide"], frame["stype"], **design)
    assert table.statistic == pytest.approx(wanted["F"], **near)
    assert list(table.degrees_of_freedom) == pytest.approx(wanted["ndf"], **near)
    assert table.p == pytest.approx(wanted["p"], rel=1e-5)
    wanted = found.expected["svyttest"]
    two = survey_t_test(frame["api00"], frame["sch.wide"], **design)
    assert two.value == pytest.approx(wanted["est"], **near)
    assert two.value / two.standard_error == pytest.approx(wanted["t"], **near)
    assert two.degrees_of_freedom == wanted["df"]
    assert two.p == pytest.approx(wanted["p"], **near)
    one = compare_groups(frame["api00"], frame["sch.wide"], **design)["Yes"]
    assert (one.value, one.p) == pytest.approx((two.value, two.p))


@agrees(
    "domain_means",
    on="California schools, cluster sample: means by school type, which cut across districts",
    to="R survey (svyby), the figures of its help page",
)
def test_domains_that_cut_across_clusters(references):
    frame, design = schools(references[CLUSTERED])
    means = domain_means(frame["api00"], frame["stype"], **design)
    printed = {"E": (648.8681, 22.36241), "H": (618.5714, 38.02025), "M": (631.4400, 31.60947)}
    for name, wanted in printed.items():
        assert (means[name].value, means[name].standard_error) == pytest.approx(wanted, abs=6e-5)
    assert np.isfinite([one.low for one in means.values()]).all()

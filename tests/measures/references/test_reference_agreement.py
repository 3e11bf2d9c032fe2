"""Agreement coefficients against other programs."""

import numpy as np
import pandas as pd
import pytest
from reference_values import agrees

from rapport.measures import (
    brennan_prediger,
    conger_kappa,
    fleiss_kappa,
    fleiss_kappas,
    gwet_ac,
    icc,
    krippendorff_alpha,
    light_kappa,
    table_agreement,
)

EXAMPLE_A = "Krippendorff alpha binary, 2 raters x 10 (example A)"
EXAMPLE_C = "Krippendorff alpha, 4 raters x 12 units, missing (example C)"
FOUR_GWET = "Gwet raw4raters 12x4 missing: gwet with 8 weight schemes (AC1=unweighted, AC2=weighted)"
FOUR_FLEISS = "Gwet raw4raters 12x4 missing: fleiss with 8 weight schemes (AC1=unweighted, AC2=weighted)"
FOUR_BP = "Gwet raw4raters 12x4 missing: bp with 8 weight schemes (AC1=unweighted, AC2=weighted)"
ABSTRACTORS = "cont3x3abstractors: Cohen/Scott/AC1/BP/alpha + linear/quadratic weighted"
DIAGNOSES = "Fleiss 1971 psychiatric diagnoses, 30 subj x 6 raters"
COHEN_1968 = "Cohen 1968 weighted kappa (3x3 proportions, custom disagreement weights)"
SIX = "Shrout & Fleiss 1979 6x4: six ICCs"
IRRCAC = "R irrCAC 1.0, PyPI irrCAC 0.4"
SCHEMES = ["identity", "linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar"]
FOUR_ON = "Gwet's twelve units and four raters with missing ratings: eight weightings, standard error"


@agrees("krippendorff_alpha", on="Krippendorff's example A", to="R irr, PyPI krippendorff", entry=EXAMPLE_A)
def test_krippendorff_alpha_of_example_a(references):
    found = references[EXAMPLE_A]
    expected = pytest.approx(found.expected["alpha"], abs=found.tolerance)
    assert krippendorff_alpha(pd.read_csv(found.data)).value == expected


@agrees(
    "krippendorff_alpha",
    on="Krippendorff's example C: 12 units, 4 raters, missing ratings, four levels",
    to="R irr 0.84, PyPI krippendorff 0.9",
    entry=EXAMPLE_C,
)
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorff_alpha_of_example_c(references, level):
    found = references[EXAMPLE_C]
    ratings = np.genfromtxt(found.data, delimiter=",", skip_header=1)
    expected = pytest.approx(found.expected[level], abs=found.tolerance)
    assert krippendorff_alpha(ratings, level).value == expected


def equals_the_four_raters(found, function):
    frame = pd.read_csv(found.data)
    for scheme in SCHEMES:
        expected = found.expected["unweighted" if scheme == "identity" else scheme]
        assert function(frame, scheme).value == pytest.approx(expected, abs=found.tolerance), scheme
    plain = function(frame)
    assert plain.standard_error == pytest.approx(found.expected["unweighted_se"], abs=found.tolerance)


@agrees("gwet_ac", on=FOUR_ON, to=IRRCAC, entry=FOUR_GWET)
def test_gwet_of_four_raters(references):
    equals_the_four_raters(references[FOUR_GWET], gwet_ac)


@agrees("fleiss_kappa", on=FOUR_ON, to=IRRCAC, entry=FOUR_FLEISS)
def test_fleiss_of_four_raters(references):
    equals_the_four_raters(references[FOUR_FLEISS], fleiss_kappa)


@agrees("brennan_prediger", on=FOUR_ON, to=IRRCAC, entry=FOUR_BP)
def test_brennan_prediger_of_four_raters(references):
    equals_the_four_raters(references[FOUR_BP], brennan_prediger)


@agrees(
    "table_agreement",
    on="diagnoses of two abstractors: five coefficients, plain, linear and quadratic, standard errors",
    to=IRRCAC,
    entry=ABSTRACTORS,
)
def test_two_abstractors(references):
    found = references[ABSTRACTORS]
    counts = pd.read_csv(found.data, index_col=0)
    plain, linear, quadratic = (table_agreement(counts, one) for one in ("identity", "linear", "quadratic"))
    ours = {
        "cohen": plain.cohen.value,
        "scott": plain.scott.value,
        "gwet": plain.gwet.value,
        "bp": plain.brennan_prediger.value,
        "kripp": plain.krippendorff.value,
        "cohen_linear": linear.cohen.value,
        "cohen_quadratic": quadratic.cohen.value,
        "gwet_ac2_linear": linear.gwet.value,
        "gwet_ac2_quadratic": quadratic.gwet.value,
        "gwet_se": plain.gwet.standard_error,
        "cohen_se": plain.cohen.standard_error,
    }
    assert ours == pytest.approx(found.expected, abs=found.tolerance)


@agrees(
    "fleiss_kappas", "conger_kappa", "light_kappa", "brennan_prediger", "fleiss_kappa",
    on="psychiatric diagnoses of Fleiss (1971): 30 subjects, 6 raters; overall, z, each category",
    to="R irr 0.84, statsmodels",
    entry=DIAGNOSES,
)  # fmt: skip
def test_fleiss_1971(references):
    found = references[DIAGNOSES]
    frame = pd.read_csv(found.data)
    expected = dict(found.expected)
    kappas = fleiss_kappas(frame)
    by_category = {name: one.kappa.value for name, one in kappas.by_category.items()}
    assert by_category == pytest.approx(
        expected.pop("kappa_by_category"), abs=5e-4
    )  # printed to three places
    ours = {
        "fleiss_kappa": kappas.overall.kappa.value,
        "z": kappas.overall.z,
        "conger_exact": conger_kappa(frame).value,
        "light": light_kappa(frame).value,
        "randolph_free_marginal": brennan_prediger(frame).value,
    }
    assert ours == pytest.approx(expected, abs=found.tolerance)
    assert fleiss_kappa(frame).value == pytest.approx(expected["fleiss_kappa"], abs=found.tolerance)


@agrees(
    "table_agreement",
    on="Cohen's example of 1968: shares of 200 units, disagreement weights of his own",
    to="R psych 2.2, statsmodels",
    entry=COHEN_1968,
)
def test_cohen_1968(references):
    found = references[COHEN_1968]
    shares = pd.read_csv(found.data)
    weights = pd.read_csv(found.data.with_name("cohen1968_disagreement_weights.csv"))
    plain, weighted = (table_agreement(shares, one, n=200).cohen for one in ("identity", weights))
    assert plain.value == pytest.approx(found.expected["kappa"], abs=found.tolerance)
    assert weighted.value == pytest.approx(found.expected["weighted_kappa"], abs=found.tolerance)


@agrees("icc", on="Shrout & Fleiss (1979): six forms with intervals", to="R psych, pingouin 0.6", entry=SIX)
@pytest.mark.parametrize("form", ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"])
def test_six_intraclass_correlations(references, form):
    found = references[SIX]
    one = icc(pd.read_csv(found.data), form)
    name = f"ICC{form[4]}{'k' if form[6] == 'k' else ''}"
    assert one.value == pytest.approx(found.expected[name], abs=found.tolerance)
    assert [one.low, one.high] == pytest.approx(found.expected[f"{name}_ci"], abs=found.tolerance)

"""Reliability and factors of items against R's psych."""

import csv
import gzip

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import cronbach_alpha, factor_analysis

ALPHA = "bfi 2800x25: Cronbach alpha (scoreItems) and complete-case alpha"
FACTORS = "bfi EFA minres 5 factors varimax, KMO, Bartlett, eigenvalues"
REVERSED = ("A1", "C4", "C5", "E1", "E2", "O2", "O5")
SCALES = {"agree": "A", "conscientious": "C", "extraversion": "E", "neuroticism": "N", "openness": "O"}


def answers(found):
    """The 25 items by name, missing as NaN."""
    with gzip.open(found.data, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    missing = {"", "NA"}
    columns = {name: [row[name] for row in rows] for name in list(rows[0])[:25]}
    return {
        name: np.array([np.nan if answer in missing else float(answer) for answer in column])
        for name, column in columns.items()
    }


def complete(items):
    here = ~np.isnan(np.column_stack(list(items.values()))).any(axis=1)
    return {name: column[here] for name, column in items.items()}


@agrees(
    "cronbach_alpha",
    on="2,800 people's answers to five scales of five items, complete and with medians filled in",
    to="R psych, PyPI pingouin",
    entry=ALPHA,
)
@pytest.mark.parametrize("scale", list(SCALES))
def test_alpha_of_five_scales(references, scale):
    found = references[ALPHA]
    items = {name: column for name, column in answers(found).items() if name[0] == SCALES[scale]}
    turned = [name for name in items if name in REVERSED]
    filled = cronbach_alpha(items, turned, missing="median")
    expected = found.expected["scoreItems_pairwise_full"][scale]
    assert filled.value == pytest.approx(expected, abs=found.tolerance)
    whole = {name: column for name, column in complete(answers(found)).items() if name in items}
    only = cronbach_alpha(whole, turned)
    assert only.base == found.expected["n_complete"]
    assert only.value == pytest.approx(found.expected["complete"][SCALES[scale]], abs=found.tolerance)


@agrees(
    "factor_analysis",
    on="2,436 people's 25 items, five factors: communalities, adequacy, sphericity, eigenvalues",
    to="R psych, PyPI factor_analyzer",
    entry=FACTORS,
)
def test_five_factors_of_twenty_five_items(references):
    found = references[FACTORS]
    made = factor_analysis(complete(answers(found)), 5, draws=0)
    for item, expected in found.expected["communality"].items():
        assert made.communalities[item].value == pytest.approx(expected, abs=found.tolerance["communality"])
    assert made.adequacy == pytest.approx(found.expected["KMO"], abs=found.tolerance["KMO"])
    chi, df, p = made.sphericity
    assert chi == pytest.approx(found.expected["bartlett_chisq"], abs=found.tolerance["bartlett"])
    assert df == found.expected["bartlett_df"] and p < 1e-12
    np.testing.assert_allclose(made.eigenvalues, found.expected["eigenvalues"], atol=1e-8)
    # The other program stops turning a little before the greatest variance.
    explained = [25 * share for share in made.explained.values()]
    np.testing.assert_allclose(explained, found.expected["SS_loadings"], atol=5e-3)

"""Agreement coefficients against R's irrCAC, irr and psych, and printed examples."""

import csv

import numpy as np
import pandas as pd
import polars as pl
import pytest
import statsmodels.formula.api as smf
from statsmodels.stats.anova import anova_lm

from rapport.measures import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    icc,
    krippendorff_alpha,
    light_kappa,
    ratings_of,
    table_agreement,
)
from rapport.measures.quality.disagreement import Disagreement
from rapport.measures.quality.mean_squares import mean_squares
from rapport.measures.quality.patterns import patterns_of
from rapport.measures.quality.ratings import ratings_from
from rapport.records.errors import InputError

# Twelve units, four raters with gaps: Gwet's and Krippendorff's common example.
FOUR = [
    [1, 1, None, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [None, 5, 5, 5],
    [None, None, 1, 1],
    [None, None, 3, None],
]
SHROUT = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_the_example_is_the_shared_one(shared):
    with (shared / "references/data/1_irr/gwet_raw4raters.csv").open() as file:
        rows = list(csv.reader(file))[1:]
    assert [[int(cell) if cell else None for cell in row] for row in rows] == FOUR


@pytest.mark.parametrize(
    ("level", "alpha"),
    [
        ("nominal", 0.7434210526316),
        ("ordinal", 0.8153875037549),
        ("interval", 0.8491071428571),
        ("ratio", 0.7974027747116),
    ],
)
def test_krippendorff_example_c(level, alpha):
    found = krippendorff_alpha(FOUR, level)
    assert found.value == pytest.approx(alpha, abs=1e-10)
    assert found.low < alpha < found.high <= 1
    assert found.base == 11 and found.excluded == {"rated once": 1}


def test_krippendorff_example_a(shared):
    with (shared / "references/data/1_irr/krippendorff_A.csv").open() as file:
        rows = [[int(cell) for cell in row] for row in list(csv.reader(file))[1:]]
    assert krippendorff_alpha(rows).value == pytest.approx(0.0952380952381)


GWET = {
    "identity": 0.77544, "linear": 0.85874, "quadratic": 0.914, "ordinal": 0.89894,
    "radical": 0.81981, "ratio": 0.85737, "circular": 0.8302, "bipolar": 0.90037,
}  # fmt: skip
FLEISS = {
    "identity": 0.76117, "linear": 0.81794, "quadratic": 0.86494, "ordinal": 0.85021,
    "radical": 0.78992, "ratio": 0.82134, "circular": 0.8072, "bipolar": 0.85307,
}  # fmt: skip


@pytest.mark.parametrize("weights", GWET)
def test_gwet_and_fleiss_equal_irrcac(weights):
    assert gwet_ac(FOUR, weights).value == pytest.approx(GWET[weights], abs=1e-5)
    assert fleiss_kappa(FOUR, weights).value == pytest.approx(FLEISS[weights], abs=1e-5)


def test_standard_errors_equal_irrcac():
    assert gwet_ac(FOUR).standard_error == pytest.approx(0.14295, abs=1e-5)
    assert fleiss_kappa(FOUR).standard_error == pytest.approx(0.15302, abs=1e-5)


# Rows: one abstractor's diagnosis, columns the other's.
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]


def both(table):
    pairs = [(i + 1, j + 1) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return [list(side) for side in zip(*pairs, strict=True)]


@pytest.mark.parametrize(
    ("weights", "kappa"),
    [(None, 0.796409402184), ("linear", 0.842902027992), ("quadratic", 0.8921568627451)],
)
def test_cohen_equals_irrcac(weights, kappa):
    assert cohen_kappa(*both(ABSTRACTORS), weights).value == pytest.approx(kappa, abs=1e-10)


def test_cohen_standard_error_and_gwet_on_two_raters():
    a, b = both(ABSTRACTORS)
    assert cohen_kappa(a, b).standard_error == pytest.approx(0.05891, abs=1e-5)
    pairs = [list(pair) for pair in zip(a, b, strict=True)]
    found = gwet_ac(pairs)
    assert found.value == pytest.approx(0.8493305482313)
    assert found.standard_error == pytest.approx(0.04321746752 * (100 / 99) ** 0.5, abs=1e-6)  # n − 1, not n
    assert fleiss_kappa(pairs).value == pytest.approx(0.7962396962119)
    assert gwet_ac(pairs, "quadratic").value == pytest.approx(0.9402368792785)
    assert krippendorff_alpha(pairs).value == pytest.approx(0.7972584977309)


def test_fleiss_1971(shared):
    frame = pd.read_csv(shared / "references/data/1_irr/fleiss1971_diagnoses.csv")
    assert fleiss_kappa(frame).value == pytest.approx(0.4302445200601)


@pytest.mark.parametrize(
    ("form", "value", "low", "high"),
    [
        ("ICC(1,1)", 0.1657417684055, -0.1329323248748, 0.7225600623281),
        ("ICC(2,1)", 0.2897637795276, 0.01878651337471, 0.761084369649),
        ("ICC(3,1)", 0.7148407148407, 0.3424647650339, 0.9458582599554),
        ("ICC(1,k)", 0.4427971336793, -0.8844421552381, 0.9124154203408),
        ("ICC(2,k)", 0.620050547599, 0.0711368153025, 0.9272320401677),
        ("ICC(3,k)", 0.9093155423771, 0.6756747138163, 0.9858916781691),
    ],
)
def test_six_intraclass_correlations(form, value, low, high):
    found = icc(SHROUT, form)
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=1e-9)
    gappy = icc([*SHROUT, [1, None, 3, 4]], form)
    assert gappy.low == found.low and gappy.excluded == {"not rated by all": 1}


@pytest.mark.parametrize("coefficient", [krippendorff_alpha, fleiss_kappa, gwet_ac])
def test_without_variation_or_pairs_it_cannot_be_told(coefficient):
    assert coefficient([[1, 1], [1, 1]]).value is None
    assert coefficient([[1, None], [None, 2]]).undefined_because == "nothing was rated twice"
    found = coefficient([["x", "x"], ["y", "y"], ["x", "x"], ["y", "y"]])
    assert found.value == pytest.approx(1) and found.high == 1


def test_categories_that_did_not_occur_count_when_named():
    rated = [[1, 1], [2, 2], [1, 2], [1, 1]]
    assert gwet_ac(rated, categories=[1, 2, 3]).value > gwet_ac(rated).value
    with pytest.raises(InputError, match="not among"):
        gwet_ac(rated, categories=[1, 3])


@pytest.mark.parametrize("coefficient", [krippendorff_alpha, fleiss_kappa, gwet_ac])
def test_intervals_hold_the_truth_as_often_as_they_say(coefficient):
    """Many small studies of one known population of units; the truth is the coefficient of a huge one."""
    rng = np.random.default_rng(5)

    def study(units):
        truth = rng.choice([1, 2, 3], units, p=[0.5, 0.3, 0.2])
        seen = np.repeat(truth[:, None], 3, axis=1)
        return np.where(rng.random(seen.shape) < 0.25, rng.choice([1, 2, 3], seen.shape), seen)

    truth = coefficient(study(60_000)).value
    held = [found.low <= truth <= found.high for found in (coefficient(study(60)) for _ in range(150))]
    assert 0.87 <= np.mean(held) <= 1


def test_long_rows_become_pairs():
    table = ratings_of([1, 2, 3, np.nan, 4], list("abacc"), list("xxyxy"))
    assert table.tolist() == [[1.0, 3.0]]
    assert ratings_of([], [], []).shape == (0, 0)


@pytest.mark.parametrize(
    "call",
    [
        lambda: krippendorff_alpha(FOUR, "cardinal"),
        lambda: krippendorff_alpha([["a", "b"]], "interval"),
        lambda: gwet_ac(FOUR, "cubic"),
        lambda: icc(SHROUT, "ICC(4,1)"),
        lambda: cohen_kappa([1], [1, 2]),
        lambda: fleiss_kappa([[1, 2], [1]]),
    ],
)
def test_errors(call):
    with pytest.raises(InputError):
        call()


def test_icc_uses_every_rating_when_asked_to():
    gappy = [*SHROUT, [1, None, 3, 4], [None, None, 2, None]]
    for form in ("ICC(1,1)", "ICC(2,1)", "ICC(3,k)"):
        whole, every = icc(SHROUT, form), icc(SHROUT, form, missing="all")
        assert (whole.value, whole.low, whole.high) == pytest.approx((every.value, every.low, every.high))
        found = icc(gappy, form, missing="all")
        assert found.base == 7 and found.excluded == {"rated once": 1}
        assert found.value != icc(gappy, form).value and found.low < found.value < found.high
    apart = icc(
        [[1, 2, None, None], [3, 4, None, None], [None, None, 1, 2], [None, None, 5, 3]], missing="all"
    )
    assert apart.value is None and "in common" in apart.undefined_because


def test_adjusted_mean_squares_equal_least_squares_with_gaps():
    rng = np.random.default_rng(3)
    scores = rng.normal(0, 2, (12, 1)) + rng.normal(0, 1, 4) + rng.normal(0, 1, (12, 4))
    scores[rng.random(scores.shape) < 0.25] = np.nan
    squares = mean_squares(scores)
    there = ~np.isnan(scores)
    unit, rater = np.nonzero(there)
    frame = pd.DataFrame({"y": scores[there], "unit": unit, "rater": rater})
    peer = anova_lm(smf.ols("y ~ C(unit) + C(rater)", frame).fit(), typ=2)
    found = [squares.between, squares.raters, squares.rest]
    assert found == pytest.approx((peer["sum_sq"] / peer["df"]).tolist())
    assert [squares.units_df, squares.raters_df, squares.rest_df] == peer["df"].tolist()


def test_several_raters_of_two_are_cohen_and_scott():
    a, b = both(ABSTRACTORS)
    pairs = [list(pair) for pair in zip(a, b, strict=True)]
    cohen = cohen_kappa(a, b)
    assert conger_kappa(pairs).value == pytest.approx(cohen.value)
    assert light_kappa(pairs).value == pytest.approx(cohen.value)
    table = table_agreement(ABSTRACTORS)
    assert table.scott.value == pytest.approx(fleiss_kappa(pairs).value)
    assert table.gwet.value == pytest.approx(gwet_ac(pairs).value)
    assert table.krippendorff.value == pytest.approx(krippendorff_alpha(pairs).value)
    assert table.brennan_prediger.value == pytest.approx(brennan_prediger(pairs).value)


def test_weights_of_ones_own_say_agreement_or_disagreement():
    a, b = both(ABSTRACTORS)
    distance = np.abs(np.subtract.outer([1, 2, 3], [1, 2, 3]))
    linear = cohen_kappa(a, b, "linear").value
    assert cohen_kappa(a, b, distance).value == pytest.approx(linear)
    assert cohen_kappa(a, b, 1 - distance / 2).value == pytest.approx(linear)
    for wrong in ([[1, 0], [0, 1]], np.ones((3, 3)) * 2, -np.eye(3), distance + 0.5):
        with pytest.raises(InputError):
            gwet_ac(FOUR[:2], wrong) if len(wrong) == 2 else cohen_kappa(a, b, wrong)


def test_tables_that_are_none():
    assert table_agreement([[0, 0], [0, 0]]).cohen.undefined_because == "the table is empty"
    assert table_agreement([[5, 0], [0, 0]]).gwet.value is not None
    assert table_agreement([[5, 0], [0, 0]]).scott.value is None
    for wrong, more in (
        ([[1, 2]], {}),
        ([[1, -1], [0, 1]], {}),
        ([[0.5, 0], [0, 0.5]], {}),
        ([[1, 0], [0, 1]], {"n": -1}),
    ):
        with pytest.raises(InputError):
            table_agreement(wrong, **more)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_what_one_unit_adds_to_alpha_is_its_slope(level):
    given = ratings_from(FOUR)
    kinds = given.kinds
    kinds = kinds.only(np.flatnonzero((kinds.codes >= 0).sum(axis=1) >= 2))
    apart = Disagreement(kinds, given.values(), level)
    start = apart.parts(kinds.times[None, :]).alpha()[0]
    moved = apart.parts(kinds.times + 1e-6 * np.eye(len(kinds.times))).alpha()
    assert apart.influence(kinds.times) == pytest.approx((moved - start) / 1e-6, abs=1e-5)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_of_many_values_equals_that_of_few(level, monkeypatch):
    plain = krippendorff_alpha(FOUR, level, draws=200)
    monkeypatch.setattr("rapport.measures.quality.disagreement.DENSE", 0)
    monkeypatch.setattr("rapport.measures.quality.disagreement.BLOCK", 2)
    sparse = krippendorff_alpha(FOUR, level, draws=200)
    assert (sparse.value, sparse.low, sparse.high) == pytest.approx((plain.value, plain.low, plain.high))


def test_kinds_of_units_are_found_however_many_ratings_there_are():
    rng = np.random.default_rng(1)
    for shape, high in (((40, 3), 3), ((40, 3), 10_000), ((30, 40), 5)):
        codes = rng.integers(-1, high, shape)
        codes = np.concatenate([codes, codes[:10]])
        found = patterns_of(codes, high)
        rows, times = np.unique(codes, axis=0, return_counts=True)
        assert found.times.sum() == len(codes) and len(found.codes) == len(rows)
        again = {tuple(row): n for row, n in zip(found.codes.tolist(), found.times, strict=True)}
        assert again == {tuple(row): n for row, n in zip(rows.tolist(), times, strict=True)}


def test_where_nothing_disagreed_the_bound_is_exact():
    found = gwet_ac([[1, 1], [2, 2]] * 15)
    assert found.value == found.high == 1
    assert found.low == pytest.approx(1 - (1 - 0.05 ** (1 / 30)) / 0.5)
    assert krippendorff_alpha([[1, 1], [2, 2]] * 15, draws=100).low == pytest.approx(found.low, abs=0.01)


def test_ratings_come_from_frames_lists_and_mappings_alike():
    frame = pd.DataFrame(FOUR, columns=list("wxyz"))
    expected = gwet_ac(FOUR)
    mapping = {name: frame[name].tolist() for name in frame}
    for given in (frame, pl.from_pandas(frame), pl.from_pandas(frame).to_arrow(), mapping, frame.to_numpy()):
        assert gwet_ac(given) == expected
    assert gwet_ac([["good", "bad"], ["good", "good"]]).base == 2
    with pytest.raises(InputError, match="differ in length"):
        cohen_kappa([1, 2, 3], [1, 2])


def test_units_all_alike_in_their_disagreement_have_no_interval():
    found = gwet_ac([["a", "b"], ["b", "a"]])
    assert found.value is not None and found.low is None and "no interval" in found.method
    for wrong in (5, [1, 2, 3], "abc", None):
        with pytest.raises(InputError, match="rows and columns"):
            gwet_ac(wrong)

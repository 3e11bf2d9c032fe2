"""Agreement coefficients against R's irrCAC, irr and psych, and printed examples."""

import csv

import numpy as np
import pandas as pd
import pytest

from rapport.measures import cohen_kappa, fleiss_kappa, gwet_ac, icc, krippendorff_alpha, ratings_of
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

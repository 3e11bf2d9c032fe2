"""Items: reliability, factors, and what cannot be analysed."""

import numpy as np
import pytest

from rapport.measures import cronbach_alpha, factor_analysis
from rapport.records.errors import InputError

LOADINGS = np.array([[0.8, 0], [0.7, 0], [0.75, 0], [0, 0.7], [0, 0.8], [0, 0.6]])


def people(n, seed=0):
    rng = np.random.default_rng(seed)
    unique = np.sqrt(1 - (LOADINGS**2).sum(axis=1))
    return rng.normal(size=(n, 2)) @ LOADINGS.T + rng.normal(size=(n, 6)) * unique


def test_alpha_of_parallel_items_is_spearman_browns():
    rng = np.random.default_rng(3)
    items = rng.normal(size=(200_000, 1)) + rng.normal(size=(200_000, 4))
    assert cronbach_alpha(items).value == pytest.approx(4 * 0.5 / (1 + 3 * 0.5), abs=0.005)


def test_an_item_worded_the_other_way_is_turned_by_name_or_number():
    items = people(300)[:, :3]
    other = items * [1, -1, 1]
    plain = cronbach_alpha(items)
    assert cronbach_alpha(other).value < 0.2
    assert cronbach_alpha(other, [1]).value == pytest.approx(plain.value)
    named = dict(zip("abc", other.T, strict=True))
    assert cronbach_alpha(named, ["b"]).value == pytest.approx(plain.value)
    with pytest.raises(InputError, match="no item 'd'"):
        cronbach_alpha(named, ["d"])


def test_alpha_without_each_item():
    items = people(400)[:, :4]
    found = cronbach_alpha(items)
    assert found.if_dropped["x4"].value == pytest.approx(cronbach_alpha(items[:, :3]).value)
    assert found.if_dropped["x4"].value > found.value, "the item of another factor lowers it"


def test_items_left_open_are_counted_or_filled():
    items = people(200)[:, :3].copy()
    items[:20, 0] = np.nan
    items[20, :] = np.nan
    only = cronbach_alpha(items)
    assert (only.base, only.excluded) == (179, {"not all items answered": 21})
    pairwise = cronbach_alpha(items, missing="pairwise")
    assert (pairwise.base, pairwise.excluded, pairwise.low) == (199, {"no item answered": 1}, None)
    assert pairwise.value == pytest.approx(only.value, abs=0.05)


@pytest.mark.parametrize("items", [np.ones((9, 3)), np.full((9, 3), np.nan), [[1, 2]], [[1, -1], [2, -2]]])
def test_alpha_where_nothing_varies_is_undefined(items):
    found = cronbach_alpha(items)
    assert found.value is None and found.undefined_because


def test_items_that_are_one_and_the_same_have_alpha_one():
    column = np.arange(9.0)
    found = cronbach_alpha(np.column_stack([column, column]))
    assert found.value == pytest.approx(1) and found.low == pytest.approx(1)


@pytest.mark.parametrize("method", ["minres", "ml"])
@pytest.mark.parametrize("rotation", ["varimax", "oblimin"])
def test_planted_factors_are_found(method, rotation):
    found = factor_analysis(people(4000), method=method, rotation=rotation, draws=0)
    assert found.factors == found.suggested == 2
    got = np.array([[found.loadings[item][f"f{place}"].value for place in (1, 2)] for item in found.items])
    np.testing.assert_allclose(got, LOADINGS, atol=0.06)
    np.testing.assert_allclose(found.between, np.eye(2), atol=0.08)


def test_factors_that_go_together_are_let_by_oblimin():
    rng = np.random.default_rng(2)
    factors = rng.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 5000)
    items = factors @ LOADINGS.T + rng.normal(size=(5000, 6)) * np.sqrt(1 - (LOADINGS**2).sum(axis=1))
    found = factor_analysis(items, 2, rotation="oblimin", draws=0)
    assert found.between[0, 1] == pytest.approx(0.5, abs=0.06)
    shares = [one.value for one in found.communalities.values()]
    np.testing.assert_allclose(shares, (LOADINGS**2).sum(axis=1), atol=0.06)


def test_scores_follow_the_planted_factors():
    rng = np.random.default_rng(4)
    factors = rng.normal(size=(3000, 2))
    items = factors @ LOADINGS.T + rng.normal(size=(3000, 6)) * np.sqrt(1 - (LOADINGS**2).sum(axis=1))
    scores = factor_analysis(items, 2, draws=0).scores(items)
    for place in (0, 1):
        assert np.corrcoef(scores[:, place], factors[:, place])[0, 1] > 0.85


def test_order_of_rows_and_the_input_are_left_alone():
    rows = people(120)
    before = rows.copy()
    first = factor_analysis(rows, 2, draws=20)
    again = factor_analysis(rows[::-1], 2, draws=20)
    np.testing.assert_array_equal(rows, before)
    for item in first.items:
        one, other = first.loadings[item]["f1"], again.loadings[item]["f1"]
        assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high))
        assert one.low < one.value < one.high


@pytest.mark.parametrize(
    "rows, words",
    [
        (people(6), "too few"),
        (np.column_stack([people(50), np.ones(50)]), "same answer"),
        (np.column_stack([people(50), people(50)[:, 0] + people(50)[:, 1]]), "made of others"),
    ],
)
def test_what_cannot_be_analysed_is_undefined_in_words(rows, words):
    found = factor_analysis(rows)
    assert found.factors == 0 and words in found.undefined_because
    with pytest.raises(InputError, match="no factors"):
        found.scores(rows)


@pytest.mark.parametrize(
    "more", [{"factors": 5}, {"factors": 0}, {"method": "magic"}, {"rotation": "magic"}, {"confidence": 2}]
)
def test_what_cannot_be_asked(more):
    with pytest.raises(InputError):
        factor_analysis(people(100), **more)

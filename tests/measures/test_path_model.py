"""Path models: what follows by hand, signs, scales, and what is no model."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from rapport.measures import path_model
from rapport.records.errors import InputError

BLOCKS = {"image": ["a", "b"], "value": ["c", "d"], "loyalty": ["e"]}
PATHS = [("image", "value"), ("image", "loyalty"), ("value", "loyalty")]


def answers(n=200, seed=2):
    rng = np.random.default_rng(seed)
    image = rng.normal(size=n)
    value = 0.6 * image + rng.normal(size=n)
    loyalty = 0.3 * image + 0.5 * value + rng.normal(size=n)
    columns = zip("abcde", (image, image, value, value, loyalty), strict=True)
    return {name: np.clip(np.round(6 + 1.5 * one + rng.normal(size=n)), 1, 10) for name, one in columns}


def model(items=None, **more):
    return path_model(answers() if items is None else items, BLOCKS, PATHS, **{"draws": 30, **more})


@pytest.mark.parametrize("scheme", ["centroid", "factorial", "path"])
def test_single_items_are_a_regression(scheme):
    items = answers()
    blocks = {"image": ["a"], "value": ["c"], "loyalty": ["e"]}
    found = path_model(items, blocks, PATHS, scheme, draws=30)
    z = np.stack([(items[name] - items[name].mean()) / items[name].std() for name in "ace"])
    slopes = np.linalg.lstsq(z[:2].T, z[2], rcond=None)[0]
    assert found.paths["image", "loyalty"].value == pytest.approx(slopes[0])
    assert found.paths["value", "loyalty"].value == pytest.approx(slopes[1])
    assert found.r_squared["loyalty"].value == pytest.approx(slopes @ z[:2] @ z[2] / 200)
    way = found.paths["image", "value"].value * slopes[1]
    assert found.totals["image", "loyalty"].value == pytest.approx(slopes[0] + way)
    assert found.loadings["image", "a"].value == pytest.approx(1)
    assert set(found.r_squared) == {"value", "loyalty"} and not found.reliability


def standardised(column):
    return (column - column.mean(axis=0)) / column.std(axis=0)


def by_rows(items, scheme):
    """Wold's algorithm as it is told: scores of people, in turn from the inside and from the outside."""
    blocks = [standardised(np.column_stack([items[name] for name in some])) for some in BLOCKS.values()]
    ways = np.array([[0, 1, 1], [0, 0, 1], [0, 0, 0]])
    outside = np.column_stack([standardised(block.sum(axis=1)) for block in blocks])
    for _ in range(200):
        r = np.corrcoef(outside.T)
        inner = (ways + ways.T) * (np.sign(r) if scheme == "centroid" else r)
        if scheme == "path":
            for target in (1, 2):
                sources = np.flatnonzero(ways[:, target])
                fit = np.linalg.lstsq(outside[:, sources], outside[:, target], rcond=None)
                inner[sources, target] = fit[0]
        inside = standardised(outside @ inner)
        outside = np.column_stack(
            [standardised(block @ (block.T @ inside[:, place])) for place, block in enumerate(blocks)]
        )
    slopes = np.linalg.lstsq(outside[:, :2], outside[:, 2], rcond=None)[0]
    return np.corrcoef(outside.T)[0, 1], slopes


@pytest.mark.parametrize("scheme", ["centroid", "factorial", "path"])
def test_correlations_alone_give_what_scores_of_people_give(scheme):
    items = answers(seed=5)
    first, (direct, mediated) = by_rows(items, scheme)
    found = model(items, scheme=scheme).paths
    assert found["image", "value"].value == pytest.approx(first, abs=1e-9)
    assert found["image", "loyalty"].value == pytest.approx(direct, abs=1e-9)
    assert found["value", "loyalty"].value == pytest.approx(mediated, abs=1e-9)


def test_loadings_are_correlations_with_the_construct():
    items = answers()
    found = model(items)
    z = {name: (one - one.mean()) / one.std() for name, one in items.items()}
    score = sum(found.outer_weights["image", name].value * z[name] for name in "ab")
    assert score.std() == pytest.approx(1)
    assert found.loadings["image", "a"].value == pytest.approx((score * z["a"]).mean())
    loads = np.array([found.loadings["image", name].value for name in "ab"])
    assert found.variance_extracted["image"].value == pytest.approx((loads**2).mean())
    among = loads.sum() ** 2
    assert found.reliability["image"].value == pytest.approx(among / (among + 2 - (loads**2).sum()))


def test_the_index_is_a_weighted_mean_on_the_scale():
    items = answers()
    found = model(items, scales=(1, 10))
    turned = {name: found.outer_weights["image", name].value / items[name].std() for name in "ab"}
    share = sum(turned[name] * (items[name].mean() - 1) / 9 for name in "ab") / sum(turned.values())
    assert found.index["image"].value == pytest.approx(100 * share)
    assert found.index["loyalty"].value == pytest.approx(100 * (items["e"].mean() - 1) / 9)
    assert found.index["image"].unit == "points"


def test_an_item_worded_the_other_way():
    items = answers()
    plain = model(items, scales=(1, 10))
    turned = model({**items, "b": 11 - items["b"]}, scales=(1, 10), reverse=["b"])
    for kind in ("index", "paths", "loadings"):
        for key, one in getattr(plain, kind).items():
            other = getattr(turned, kind)[key]
            assert (other.value, other.low) == (pytest.approx(one.value), pytest.approx(one.low))


def test_a_block_whose_items_all_run_the_other_way_turns_its_paths():
    items = answers()
    plain = model(items)
    turned = model({**items, "c": -items["c"], "d": -items["d"]})
    assert turned.loadings["value", "c"].value == pytest.approx(plain.loadings["value", "c"].value)
    assert turned.paths["image", "value"].value == pytest.approx(-plain.paths["image", "value"].value)
    assert turned.paths["image", "value"].low == pytest.approx(-plain.paths["image", "value"].high, rel=0.1)


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame, lambda d: pl.DataFrame(d).to_arrow()])
def test_every_frame_and_other_columns_in_it(make):
    items = answers()
    found = model(make({**items, "name": ["somebody"] * 200}))
    assert found.paths["image", "value"].value == pytest.approx(model(items).paths["image", "value"].value)


def test_paths_as_a_mapping_and_rows_without_names():
    items = answers()
    plain = model(items)
    rows = np.column_stack(list(items.values()))
    blocks = {"image": ["x1", "x2"], "value": ["x3", "x4"], "loyalty": "x5"}
    found = path_model(rows, blocks, {"value": "image", "loyalty": ["image", "value"]}, draws=30)
    assert found.paths["value", "loyalty"].value == pytest.approx(plain.paths["value", "loyalty"].value)


def test_people_who_left_an_item_open_are_counted():
    items = answers()
    items["a"][:7] = np.nan
    one = model(items).index["loyalty"]
    assert (one.base, one.excluded) == (193, {"not all items answered": 7})
    assert model(items, clusters=[None] * 8 + [1, 2, 3, 4] * 48).index["loyalty"].excluded == {
        "not all items answered": 7,
        "no cluster": 1,
    }


def test_constructs_that_say_the_same_have_no_paths_of_their_own():
    items = answers()
    items |= {"c": items["a"], "d": items["b"]}
    found = model(items)
    assert "say the same" in found.paths["value", "loyalty"].undefined_because
    assert found.paths["image", "value"].value == pytest.approx(1)
    assert found.r_squared["loyalty"].value is None
    assert found.index["value"].value is not None


def test_nothing_to_tell():
    items = answers()
    still = model({**items, "a": np.full(200, 4.0)})
    assert still.paths["image", "value"].undefined_because == "a: everybody answered the same"
    assert all(one.value is None for one in still.index.values())
    few = model({name: one[:4] for name, one in items.items()})
    assert few.index["image"].undefined_because == "fewer than 5 people or clusters"


@pytest.mark.parametrize(
    ("blocks", "paths", "words"),
    [
        (BLOCKS, [("image", "value"), ("value", "image"), ("value", "loyalty")], "circle"),
        (BLOCKS, [("image", "value")], "no path leads to or from 'loyalty'"),
        (BLOCKS, [*PATHS, ("image", "price")], "no construct 'price'"),
        (BLOCKS, [*PATHS, PATHS[0]], "twice"),
        (BLOCKS, ["image value"], "not a pair"),
        ({**BLOCKS, "loyalty": ["a"]}, PATHS, "'a' stands in blocks twice"),
        ({**BLOCKS, "loyalty": []}, PATHS, "has no item"),
        ({**BLOCKS, "loyalty": ["z"]}, PATHS, "no item 'z'"),
        ({"image": ["a"]}, [], "two or more"),
    ],
)
def test_what_is_no_model_is_named(blocks, paths, words):
    with pytest.raises(InputError, match=words):
        path_model(answers(), blocks, paths)


def test_other_bad_input_is_named():
    with pytest.raises(InputError, match="scheme"):
        model(scheme="pls")
    with pytest.raises(InputError, match="scale"):
        model(scales=(1, 5))
    with pytest.raises(InputError, match="no item 'q'"):
        model(reverse=["q"])
    with pytest.raises(InputError, match="draws"):
        model(draws=2)


def test_many_people_are_quick_and_agree():
    many = {name: np.tile(one, 100) for name, one in answers().items()}
    one, other = model().paths["image", "value"], model(many).paths["image", "value"]
    assert other.value == pytest.approx(one.value)
    assert other.standard_error == pytest.approx(one.standard_error / 10, rel=0.4)

"""Systematic draws and draws by size: exact probabilities, the same rows in any order, errors by name."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy import stats

from rapport.measures import draw, draw_pps, draw_systematic, inclusion_probabilities
from rapport.measures.sampling import row_keys
from rapport.records.errors import InputError


@pytest.fixture
def frame():
    rng = np.random.default_rng(4)
    return pl.DataFrame(
        {
            "id": [f"u{number}" for number in range(40)],
            "seats": rng.integers(1, 30, 40),
            "day": rng.integers(0, 9, 40),
            "kind": rng.choice(["a", "b", "c"], 40),
        }
    )


def drawn_often(frame, times, **how):
    """How often each row was drawn over seeds."""
    place = {one: row for row, one in enumerate(frame["id"])}
    seen = np.zeros(len(frame))
    for seed in range(times):
        found = how["call"](seed)
        seen[[place[one] for one in found["id"]]] += 1
    return seen / times


@pytest.mark.parametrize("method", ["systematic", "sampford", "poisson"])
def test_units_are_drawn_as_often_as_their_probability_says(frame, method):
    p = inclusion_probabilities(frame["seats"], 6)
    seen = drawn_often(frame, 500, call=lambda seed: draw_pps(frame, 6, "seats", seed, method=method))
    z = (seen - p) / np.sqrt(p * (1 - p) / 500)
    assert np.abs(z).max() < 4 and p.sum() == pytest.approx(6)
    if method != "poisson":
        assert seen.sum() == pytest.approx(6)


def test_systematic_rows_are_as_likely_as_another(frame):
    seen = drawn_often(frame, 500, call=lambda seed: draw_systematic(frame, 7, "day", seed=seed))
    assert np.abs((seen - 7 / 40) / np.sqrt(7 / 40 * 33 / 40 / 500)).max() < 4


def test_the_same_rows_in_any_order_and_kind_of_table(frame):
    shuffled = frame.sample(fraction=1, shuffle=True, seed=3)
    calls = [
        lambda table: draw_systematic(table, 8, ["kind", "day"], seed=2),
        lambda table: draw_systematic(table, 9, "day", by="kind", seed=2),
        lambda table: draw_pps(table, 8, "seats", seed=2),
        lambda table: draw_pps(table, 8, "seats", seed=2, order="day"),
        lambda table: draw_pps(table, 8, "seats", seed=2, method="sampford"),
        lambda table: draw_pps(table, 8, "seats", seed=2, method="poisson"),
    ]
    for call in calls:
        expected = sorted(call(frame)["id"].to_list())
        assert sorted(call(shuffled)["id"].to_list()) == expected
        assert sorted(call(frame.to_arrow())["id"].to_pylist()) == expected
        pandas = call(frame.to_pandas())
        assert isinstance(pandas, pd.DataFrame) and sorted(pandas["id"]) == expected


def test_a_systematic_sample_follows_its_order(frame):
    long = pl.DataFrame({"id": np.arange(1000), "day": np.arange(1000)})
    found = draw_systematic(long, 100, "day", seed=5)
    assert set(found["day"].diff().drop_nulls()) == {10}
    assert found["survey_weight"].to_list() == [10.0] * 100
    assert found["pair"].to_list() == [place // 2 for place in range(100)]
    odd = draw_systematic(long, 7, "day", seed=5)
    assert odd["pair"].to_list() == [0, 0, 1, 1, 2, 2, 2]
    counts = draw_systematic(frame, {"a": 2, "b": 3}, by="kind", seed=1)
    assert sorted(counts["stratum"].to_list()) == ["a", "a", "b", "b", "b"]


def test_certain_units_enter_and_those_of_size_zero_never():
    p = inclusion_probabilities([1, 1, 1, 1, 50, 60, 0], 4)
    assert p.tolist() == [0.5, 0.5, 0.5, 0.5, 1, 1, 0]
    assert inclusion_probabilities([3, 3], 2).tolist() == [1, 1]
    assert inclusion_probabilities([3, 3], 0).tolist() == [0, 0]
    table = pl.DataFrame({"id": list("abcdefg"), "x": [1, 1, 1, 1, 50, 60, 0]})
    for seed in range(30):
        for method in ("systematic", "sampford"):
            found = draw_pps(table, 4, "x", seed, method=method)
            assert {"e", "f"} < set(found["id"]) and "g" not in set(found["id"]) and found.height == 4
    assert draw_pps(table, 4, "x").filter(pl.col("id") == "a")["survey_weight"].to_list() in ([], [2.0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda frame: draw_pps(frame, 41, "seats"), "41 units are wanted of 40"),
        (lambda frame: draw_pps(frame, 3, "shoe"), "no column 'shoe'"),
        (lambda frame: draw_pps(frame, 3, "kind"), "not a number"),
        (lambda frame: draw_pps(frame, 3, "seats", method="lottery"), "method 'lottery' is unknown"),
        (
            lambda frame: draw_pps(frame.with_columns(seats=-pl.col("seats")), 3, "seats"),
            "missing or negative",
        ),
        (lambda frame: draw_systematic(frame, 41), "41 units are wanted of 40"),
        (lambda frame: draw_systematic(frame, {"a": 39}, by="kind"), "39 units are wanted"),
        (lambda frame: draw_systematic(pl.concat([frame, frame]), 4), "appears twice"),
        (lambda frame: draw_systematic([1, 2], 1), "a data frame was expected"),
    ],
)
def test_drawing_errors(frame, call, message):
    with pytest.raises(InputError, match=message):
        call(frame)


def test_sampford_says_when_it_takes_too_long():
    table = pl.DataFrame({"id": np.arange(300), "x": np.ones(300)})
    with pytest.raises(InputError, match="reasonable time"):
        draw_pps(table, 200, "x", method="sampford")


@pytest.mark.parametrize("kind", ["text", "numbers"])
def test_keys_of_large_frames(monkeypatch, kind):
    monkeypatch.setattr(row_keys, "LARGE", 10)
    monkeypatch.setattr(row_keys, "CHUNK", 77)
    numbers = np.arange(3000)
    ids = numbers if kind == "numbers" else [f"Ä{number}" for number in numbers]
    keys = row_keys.keys_of(ids, 1)
    order = np.random.default_rng(0).permutation(3000)
    moved = numbers[order] if kind == "numbers" else [ids[place] for place in order]
    assert (row_keys.keys_of(moved, 1) == keys[order]).all()
    assert len(np.unique(keys)) == 3000
    for bit in range(0, 64, 7):
        assert abs(((keys >> np.uint64(bit)) & np.uint64(1)).mean() - 0.5) < 0.04
    assert stats.kstest(row_keys.shares_of(keys), "uniform").pvalue > 0.001
    other = row_keys.shares_of(row_keys.keys_of(ids, 2))
    assert abs(np.corrcoef(row_keys.shares_of(keys), other)[0, 1]) < 0.06
    with pytest.raises(InputError, match="appears twice"):
        row_keys.keys_of([*list(ids), ids[0]], 1)


def test_texts_that_are_beginnings_of_one_another_have_other_keys(monkeypatch):
    monkeypatch.setattr(row_keys, "LARGE", 0)
    keys = row_keys.keys_of(["", "a", "aa", "aaa", "b"], 3)
    assert len(set(keys.tolist())) == 5
    with pytest.raises(InputError, match="zero character"):
        row_keys.keys_of(["a\x00b", "c"], 3)


def test_every_row_of_a_large_frame_is_as_likely(monkeypatch):
    monkeypatch.setattr(row_keys, "LARGE", 10)
    table = pl.DataFrame({"id": np.arange(30)})
    seen = np.zeros(30)
    for seed in range(500):
        seen[draw(table, 6, seed=seed)["id"].to_numpy()] += 1
    assert stats.chisquare(seen).pvalue > 0.001

"""A metric of every group equals the metric of each group's rows, whatever the frame."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from rapport.measures import (
    Scale,
    ces,
    ces_by,
    ces_share,
    ces_share_by,
    csat,
    csat_by,
    nps,
    nps_by,
    psat,
    psat_by,
)
from rapport.records.errors import InputError

N = 4_000
PAIRS = [
    (nps, nps_by, 10),
    (csat, csat_by, 5),
    (psat, psat_by, 5),
    (ces, ces_by, 7),
    (ces_share, ces_share_by, 7),
]


def columns(top):
    rng = np.random.default_rng(top)
    answers = rng.integers(1, top + 1, N).astype(float)
    answers[rng.random(N) < 0.05] = np.nan
    team = rng.choice(["north", "south", "east"], N).astype(object)
    team[:7] = None
    return {"answer": answers, "team": team, "month": rng.integers(1, 13, N), "weight": rng.random(N) + 0.2}


def expected(function, data, weighted):
    groups = sorted(set(zip(map(str, data["team"]), data["month"].tolist(), strict=True)))
    for team, month in groups:
        rows = (data["team"].astype(str) == team) & (data["month"] == month)
        weights = {"weights": data["weight"][rows]} if weighted else {}
        yield (None if team == "None" else team, month), function(data["answer"][rows], **weights)


FRAMES = {
    "dict": lambda data: data,
    "polars": lambda data: pl.DataFrame({**data, "team": data["team"].tolist()}),
    "polars lazy": lambda data: pl.LazyFrame({**data, "team": data["team"].tolist()}),
    "polars categories": lambda data: pl.DataFrame({**data, "team": data["team"].tolist()}).with_columns(
        pl.col("team").cast(pl.Categorical)
    ),
    "pandas": pd.DataFrame,
    "pandas categories": lambda data: pd.DataFrame(data).astype({"team": "category"}),
    "Arrow": lambda data: pa.table({**data, "team": data["team"].tolist()}),
    "Arrow dictionary": lambda data: pa.table(
        {**data, "team": pa.array(data["team"].tolist()).dictionary_encode()}
    ),
}


@pytest.mark.parametrize("frame", FRAMES)
def test_every_frame_gives_the_same(frame):
    data = columns(10)
    found = nps_by(FRAMES[frame](data), "answer", ["team", "month"])
    assert dict(found) == dict(expected(nps, data, weighted=False))


@pytest.mark.parametrize(("whole", "grouped", "top"), PAIRS)
def test_each_group_is_the_metric_of_its_rows(whole, grouped, top):
    data = columns(top)
    found = grouped(data, "answer", ["team", "month"])
    assert dict(found) == dict(expected(whole, data, weighted=False))
    assert sum(one.base + sum(one.excluded.values()) for one in found.values()) == N


@pytest.mark.parametrize(("whole", "grouped", "top"), PAIRS)
def test_each_group_is_the_weighted_metric_of_its_rows(whole, grouped, top):
    data = columns(top)
    found = dict(grouped(data, "answer", ["team", "month"], weight="weight"))
    for group, one in expected(whole, data, weighted=True):
        for field in ("value", "low", "high", "standard_error", "weighted_base", "effective_base"):
            number = getattr(one, field)
            near = number if number is None else pytest.approx(number, rel=1e-9)
            assert getattr(found[group], field) == near, field
        assert (found[group].base, found[group].method) == (one.base, one.method)


def test_one_column_gives_plain_labels_in_their_order():
    data = columns(10)
    found = nps_by(data, "answer", "month")
    assert list(found) == list(range(1, 13))
    table = found.columns()
    assert table["month"] == list(range(1, 13)) and table["base"].sum() == (~np.isnan(data["answer"])).sum()
    assert table["low"][3] == found[4].low
    pl.DataFrame(table)
    assert list(nps_by(data, "answer", "team")) == ["east", "north", "south", None]


def test_a_group_without_answers_is_undefined():
    found = ces_by({"answer": [np.nan, 5, 6, 7], "team": ["a", "b", "c", "c"]}, "answer", "team")
    assert found["a"].undefined_because == "nobody answered" and found["a"].excluded == {"no answer": 1}
    assert found["b"].value == 5 and found["b"].low is None
    assert found["c"].low < 6.5 < found["c"].high


def test_very_many_labels_are_counted_as_the_pairs_that_occur():
    rng = np.random.default_rng(2)
    data = {
        "answer": rng.integers(0, 11, 9_000),
        "customer": rng.integers(0, 3_000, 9_000),
        "agent": rng.integers(0, 900, 9_000).astype(str),
    }
    found = nps_by(data, "answer", ["customer", "agent"])
    pairs = set(zip(data["customer"].tolist(), data["agent"].tolist(), strict=True))
    assert set(found) == pairs
    group = next(iter(pairs))
    rows = (data["customer"] == group[0]) & (data["agent"] == group[1])
    assert found[group] == nps(data["answer"][rows])


def test_flipped_and_odd_answers_are_counted_as_given():
    hard = Scale(1, 7, higher_is_better=False)
    data = {"answer": [1, 2.5, 7, 4], "team": ["a", "a", "b", "b"]}
    assert ces_by(data, "answer", "team", hard)["a"] == ces([1, 2.5], hard)
    assert csat_by({**data, "answer": [1, 4.5, 5, 3]}, "answer", "team")["a"].value == 0.5


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda data: nps_by(data, "score", "team"), "no column 'score'"),
        (lambda data: nps_by(data, "answer", []), "no column to group by"),
        (lambda data: nps_by([1, 2], "answer", "team"), "a frame was expected"),
        (lambda data: nps_by({**data, "team": ["a"]}, "answer", "team"), "1 rows|differ in length"),
        (lambda data: nps_by({**data, "answer": [1, 11]}, "answer", "team"), "row 2"),
        (lambda data: nps_by({**data, "answer": [1, 2.5]}, "answer", "team"), "row 2"),
        (lambda data: csat_by(data, "answer", "team"), "outside the scale"),
        (lambda data: nps_by(data, "answer", "team", method="exact"), "unknown"),
        (lambda data: nps_by({**data, "w": [1, -1]}, "answer", "team", "w"), "negative"),
    ],
)
def test_what_is_wrong_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call({"answer": [10, 9], "team": ["a", "b"]})

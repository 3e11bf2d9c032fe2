"""Columns of every kind of table mean the same numbers and labels."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from rapport.measures import csat, mean, nps, proportion
from rapport.measures.inputs import labels, numbers, table
from rapport.records.errors import InputError

GIVEN = [10, 9, None, 3, 7]
KINDS = {
    "list": GIVEN,
    "tuple": tuple(GIVEN),
    "numpy": np.array([10, 9, np.nan, 3, 7]),
    "objects": np.array(GIVEN, dtype=object),
    "pandas": pd.Series(GIVEN),
    "pandas nullable": pd.Series(GIVEN, dtype="Int64"),
    "polars": pl.Series(GIVEN),
    "arrow array": pa.array(GIVEN),
    "arrow column": pa.chunked_array([GIVEN[:2], GIVEN[2:]]),
    "generator": None,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_column(kind):
    column = KINDS[kind] if kind != "generator" else (value for value in GIVEN)
    found = numbers(column, "answers")
    np.testing.assert_array_equal(found, [10, 9, np.nan, 3, 7])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "generator"])
def test_every_kind_of_column_gives_one_nps(kind):
    assert nps(KINDS[kind]) == nps(GIVEN)


@pytest.mark.parametrize(
    "column",
    [
        ["b", "a", None, "b"],
        pl.Series(["b", "a", None, "b"], dtype=pl.Categorical),
        pd.Series(pd.Categorical(["b", "a", None, "b"])),
        pa.array(["b", "a", None, "b"]),
        np.array(["b", "a", None, "b"], dtype=object),
    ],
    ids=["list", "polars", "pandas", "arrow", "numpy"],
)
def test_labels_keep_missing_apart(column):
    codes, names = labels(column, "team")
    assert codes.tolist() == [0, 1, -1, 0] and names == ["b", "a"]


def test_tables_are_rows_and_columns():
    frame = pl.DataFrame({"x": [1, None], "y": [3, 4]})
    np.testing.assert_array_equal(table(frame, "ratings"), [[1, 3], [np.nan, 4]])
    np.testing.assert_array_equal(table(frame.to_pandas(), "ratings"), [[1, 3], [np.nan, 4]])
    with pytest.raises(InputError, match="rows and columns"):
        table([1, 2], "ratings")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mean("high"), "a column was expected"),
        (lambda: mean(["high"]), "not a number"),
        (lambda: mean([1, float("inf")]), "infinite"),
        (lambda: mean([1, 2], weights=[1]), "1 rows where 2"),
        (lambda: mean([1, 2], weights=[0, 0]), "all survey weights are zero"),
        (lambda: mean([1, 2], weights=[1, None]), "missing or negative"),
        (lambda: mean([1, 2, 3], population=2), "3 units were drawn"),
        (lambda: csat([3], top=5), "leave an answer that is not top"),
        (lambda: proportion(1, 2, confidence=1), "not between 0 and 1"),
    ],
)
def test_what_is_wrong_where_and_what_to_do(call, message):
    with pytest.raises(InputError, match=message) as caught:
        call()
    assert caught.value.what and caught.value.todo

"""Whatever kind of column it is, the same numbers and the same labels come out."""

from datetime import date
from decimal import Decimal

import narwhals
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from rapport.measures.columns import by_label
from rapport.measures.inputs import check_size, labels, mask, numbers, table
from rapport.records.errors import InputError

NAN = float("nan")
NUMBERS = {
    "numpy int8": (np.array([1, 0, 1], dtype=np.int8), [1, 0, 1]),
    "numpy uint64": (np.array([1, 0, 2**53], dtype=np.uint64), [1, 0, 2**53]),
    "numpy float32": (np.array([0.5, NAN], dtype=np.float32), [0.5, NAN]),
    "numpy bool": (np.array([True, False]), [1, 0]),
    "numpy strided": (np.arange(6)[::2], [0, 2, 4]),
    "numpy objects": (np.array([1, None, 2.5, True], dtype=object), [1, NAN, 2.5, 1]),
    "numpy NaT": (np.array(["NaT", "NaT"], dtype="datetime64[D]"), [NAN, NAN]),
    "list of decimals": ([Decimal("1.5"), None, 2], [1.5, NAN, 2]),
    "list with pandas NA": ([1, pd.NA, pd.NaT, NAN], [1, NAN, NAN, NAN]),
    "list of numpy numbers": ([np.float32(0.5), np.int8(3), np.nan], [0.5, 3, NAN]),
    "list of none": ([None, None], [NAN, NAN]),
    "empty list": ([], []),
    "range": (range(3), [0, 1, 2]),
    "polars Int8": (pl.Series([1, 2], dtype=pl.Int8), [1, 2]),
    "polars UInt16 with null": (pl.Series([1, None], dtype=pl.UInt16), [1, NAN]),
    "polars Boolean": (pl.Series([True, None, False]), [1, NAN, 0]),
    "polars Decimal": (pl.Series([Decimal("1.5"), None]), [1.5, NAN]),
    "polars null": (pl.Series([None, None]), [NAN, NAN]),
    "polars Float32": (pl.Series([0.5, None, NAN], dtype=pl.Float32), [0.5, NAN, NAN]),
    "polars chunks": (pl.concat([pl.Series([1.0]), pl.Series([2.0])], rechunk=False), [1, 2]),
    "pandas float": (pd.Series([0.5, None]), [0.5, NAN]),
    "pandas odd index": (pd.Series([1, 2], index=[7, 7]), [1, 2]),
    "pandas boolean": (pd.Series([True, None, False], dtype="boolean"), [1, NAN, 0]),
    "pandas Arrow": (pd.Series([1, None], dtype="int8[pyarrow]"), [1, NAN]),
    "pandas Arrow decimal": (
        pd.Series([Decimal("1.5"), None], dtype=pd.ArrowDtype(pa.decimal128(4, 1))),
        [1.5, NAN],
    ),
    "pandas objects": (pd.Series([1, None, Decimal(2)], dtype=object), [1, NAN, 2]),
    "pandas categories of numbers": (pd.Series(pd.Categorical([3, None, 5])), [3, NAN, 5]),
    "pandas index": (pd.Index([1, 2]), [1, 2]),
    "Arrow bool": (pa.array([True, None]), [1, NAN]),
    "Arrow chunks": (pa.chunked_array([[1, None], [3]]), [1, NAN, 3]),
    "Arrow no chunks": (pa.chunked_array([], type=pa.int64()), []),
    "Arrow decimal": (pa.array([Decimal("1.5"), None]), [1.5, NAN]),
    "narwhals": (narwhals.from_native(pl.Series([1, None]), series_only=True), [1, NAN]),
}


@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers_of_every_kind(kind):
    given, expected = NUMBERS[kind]
    found = numbers(given, "x")
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, np.array(expected, dtype=float))


TEXT = {
    "list": [1, 2, "many"],
    "digits": ["5", "4"],
    "bytes": [b"5"],
    "complex": [1j],
    "numpy text": np.array(["5", "4"]),
    "numpy objects": np.array([1, "x"], dtype=object),
    "numpy dates": np.array(["2026-01-01"], dtype="datetime64[D]"),
    "dates": [date(2026, 1, 1)],
    "polars": pl.Series([None, "5"]),
    "polars dates": pl.Series([date(2026, 1, 1)]),
    "polars categories": pl.Series(["5"], dtype=pl.Categorical),
    "pandas": pd.Series(["5", None]),
    "pandas objects": pd.Series([1, "x"], dtype=object),
    "Arrow": pa.array(["5"]),
}


@pytest.mark.parametrize("kind", TEXT)
def test_what_is_no_number_is_refused_by_its_row(kind):
    with pytest.raises(InputError, match=r"answers holds something that is not a number.*row \d"):
        numbers(TEXT[kind], "answers")


@pytest.mark.parametrize("given", [None, "text", 7, b"x", {}.get])
def test_what_is_no_column_is_refused(given):
    with pytest.raises(InputError, match="a column was expected"):
        numbers(given, "x")


def test_a_column_of_floats_is_not_copied_and_cannot_be_written_to():
    given = np.array([1.0, 2.0])
    found = numbers(given, "x")
    assert np.shares_memory(found, given) and given.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 3
    series = pl.Series([1.0, 2.0])
    assert np.shares_memory(numbers(series, "x"), series.to_numpy())


@pytest.mark.parametrize("number", [np.inf, -np.inf, 1e101])
def test_beyond_all_bounds_names_its_row(number):
    with pytest.raises(InputError, match="row 3"):
        numbers([1, None, number], "x")
    with pytest.raises(InputError, match="row 1"):
        check_size(np.array([[np.nan, -abs(number)]]), "x")


WORDS = ["b", "a", None, "b", "c"]
LABELS = {
    "list": WORDS,
    "tuple": tuple(WORDS),
    "numpy objects": np.array(WORDS, dtype=object),
    "polars": pl.Series(WORDS),
    "polars categories": pl.Series(WORDS, dtype=pl.Categorical),
    "polars enum": pl.Series(WORDS, dtype=pl.Enum(["a", "b", "c", "d"])),
    "polars chunks": pl.concat([pl.Series(WORDS[:2]), pl.Series(WORDS[2:])], rechunk=False),
    "pandas text": pd.Series(WORDS),
    "pandas objects": pd.Series(WORDS, dtype=object),
    "pandas Arrow": pd.Series(WORDS, dtype="string[pyarrow]"),
    "pandas categories": pd.Series(pd.Categorical(WORDS, categories=["c", "b", "a", "z"])),
    "Arrow": pa.array(WORDS),
    "Arrow chunks": pa.chunked_array([WORDS[:2], WORDS[2:]]),
    "Arrow dictionary": pa.array(WORDS).dictionary_encode(),
    "Arrow dictionary chunks": pa.chunked_array(
        [pa.array(WORDS[:2]).dictionary_encode(), pa.array(WORDS[2:]).dictionary_encode()]
    ),
    "narwhals": narwhals.from_native(pl.Series(WORDS), series_only=True),
}


@pytest.mark.parametrize("kind", LABELS)
def test_words_of_every_kind(kind):
    codes, names = labels(LABELS[kind], "team")
    assert codes.tolist() == [0, 1, -1, 0, 2] and names == ["b", "a", "c"]
    assert codes.dtype == np.intp


PLACES = [7, -1, None, 7, 2**60 + 1]
NUMBERED = {
    "list": PLACES,
    "polars": pl.Series(PLACES),
    "pandas nullable": pd.Series(PLACES, dtype="Int64"),
    "pandas Arrow": pd.Series(PLACES, dtype="int64[pyarrow]"),
    "Arrow": pa.array(PLACES),
}


@pytest.mark.parametrize("kind", NUMBERED)
def test_numbered_labels_stay_exact_beside_missing_ones(kind):
    codes, names = labels(NUMBERED[kind], "customer")
    assert codes.tolist() == [0, 1, -1, 0, 2] and names == [7, -1, 2**60 + 1]
    assert all(type(one) is int for one in names)


@pytest.mark.parametrize("wrap", [np.array, pl.Series, pd.Series, pa.array, list])
@pytest.mark.parametrize(
    ("given", "codes", "names"),
    [
        ([2.5, NAN, -1.0, 2.5], [0, -1, 1, 0], [2.5, -1.0]),
        ([3.0, 1.0, NAN, 3.0], [0, 1, -1, 0], [3.0, 1.0]),
        ([True, False, True], [0, 1, 0], [True, False]),
        ([5, 2**62, -(2**62), 5], [0, 1, 2, 0], [5, 2**62, -(2**62)]),
        ([-128, 127, -128], [0, 1, 0], [-128, 127]),
    ],
)
def test_numbers_as_labels(wrap, given, codes, names):
    found = labels(wrap(given), "x")
    assert found[0].tolist() == codes and found[1] == names


def test_labels_of_small_and_large_kinds():
    assert labels(np.array([-128, 127], dtype=np.int8), "x")[1] == [-128, 127]
    assert labels(np.array([2**64 - 1, 2**64 - 3], dtype=np.uint64), "x")[1] == [2**64 - 1, 2**64 - 3]
    assert labels(pl.Series([date(2026, 1, 2), None]), "x")[0].tolist() == [0, -1]
    assert labels(np.array(["x", "y", "x"]), "x")[0].tolist() == [0, 1, 0]
    assert labels(["a", 1, ("b", 2), 1.0], "x")[0].tolist() == [0, 1, 2, 1]
    for nothing in ([], np.array([]), pl.Series([], dtype=pl.String), pa.array([], type=pa.string())):
        codes, names = labels(nothing, "x")
        assert len(codes) == 0 and names == []
    for missing in ([None, NAN], pl.Series([None], dtype=pl.String), np.array([NAN]), pd.Series([None])):
        codes, names = labels(missing, "x")
        assert (codes == -1).all() and names == []
    with pytest.raises(InputError, match="cannot be a label"):
        labels([[1], [2]], "team")
    with pytest.raises(InputError, match="2 rows where 3"):
        labels([1, 2], "team", length=3)


def test_yes_or_no_of_every_kind():
    for given in ([True, False], np.array([1, 0]), pl.Series([True, False]), pa.array([1.0, 0.0])):
        assert mask(given, "x", length=2).tolist() == [True, False]
    with pytest.raises(InputError, match="yes or no"):
        mask(pl.Series([True, None]), "x", length=2)


def test_tables_of_every_kind():
    columns = {"x": [1, None], "y": [3, 4]}
    expected = [[1, 3], [np.nan, 4]]
    for given in (columns, pl.DataFrame(columns), pd.DataFrame(columns), pa.table(columns), expected):
        np.testing.assert_array_equal(table(given, "ratings"), expected)
    with pytest.raises(InputError, match="differ in length"):
        table({"x": [1], "y": [1, 2]}, "ratings")


def test_a_frame_made_of_a_matrix_has_columns_named_by_numbers():
    matrix = np.arange(6.0).reshape(3, 2)
    assert table(pd.DataFrame(matrix), "items").tolist() == matrix.tolist()
    assert table(pd.DataFrame(matrix, columns=[0.5, 1.5]), "items").tolist() == matrix.tolist()


def test_labels_of_a_column_are_names_and_other_columns_are_left_alone():
    assert by_label(pd.Series([2, 3], index=["a", "b"])) == {"a": 2, "b": 3}
    for one in ({"a": 2}, [2, 3], np.array([2, 3]), pl.Series([2, 3]), pa.array([2, 3]), 5, None):
        assert by_label(one) is one

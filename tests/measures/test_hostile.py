"""Undefined, degenerate and hostile rows have a defined answer or a named error in every measure."""

import warnings

import numpy as np
import pytest
from law_rows.all_kinds import KINDS
from law_rows.kind import estimates_of

from rapport.measures.registry import REGISTRY
from rapport.records.errors import InputError

BY_ROWS = [name for name, one in REGISTRY.items() if one.takes in KINDS]


def rows_of(name, n=60):
    measure = REGISTRY[name]
    return KINDS[measure.takes].make(np.random.default_rng(5), n, measure)


def measured(name, columns):
    """The columns whose values are numbers that were measured."""
    return KINDS[REGISTRY[name].takes].measured or tuple(columns)


def answer(name, columns, **more):
    """Estimates that are numbers or undefined with a reason; None where the input was refused by name."""
    measure = REGISTRY[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = estimates_of(KINDS[measure.takes].call(measure.function, columns, more))
        except InputError as error:
            assert len(str(error)) > 20
            return None
    for one in found.values():
        if one.value is None:
            assert one.undefined_because
        else:
            numbers = [one.value, one.low, one.high, one.standard_error]
            assert all(number is None or np.isfinite(number) for number in numbers), one
            assert (one.low is None) == (one.high is None)
    return found


@pytest.mark.parametrize("rows", [1, 2, 3])
@pytest.mark.parametrize("name", BY_ROWS)
def test_very_few_rows(name, rows):
    answer(name, {key: column[:rows] for key, column in rows_of(name).items()})


@pytest.mark.parametrize("name", BY_ROWS)
def test_all_rows_are_equal(name):
    columns = rows_of(name)
    for key in measured(name, columns):
        there = (
            columns[key][~np.isnan(columns[key].astype(float))]
            if columns[key].dtype != object
            else columns[key]
        )
        columns[key] = np.full(len(columns[key]), there[0])
    answer(name, columns)


@pytest.mark.parametrize("name", BY_ROWS)
def test_all_rows_are_missing(name):
    columns = rows_of(name)
    for key in measured(name, columns):
        columns[key] = np.full(len(columns[key]), np.nan)
    for one in (answer(name, columns) or {}).values():
        assert one.value is None


@pytest.mark.parametrize("number", [np.inf, -np.inf, 1e308])
@pytest.mark.parametrize("name", BY_ROWS)
def test_a_number_beyond_all_bounds(name, number):
    columns = rows_of(name)
    key = measured(name, columns)[0]
    columns[key] = columns[key].astype(float)
    columns[key][7] = number
    assert answer(name, columns) is None


@pytest.mark.parametrize("name", [name for name in BY_ROWS if "text" not in REGISTRY[name].gaps])
def test_text_in_a_column_of_numbers(name):
    columns = rows_of(name)
    key = measured(name, columns)[0]
    columns[key] = columns[key].astype(object)
    columns[key][3] = "many thanks"
    with pytest.raises(InputError):
        KINDS[REGISTRY[name].takes].call(REGISTRY[name].function, columns, {})


@pytest.mark.parametrize("weight", [-1.0, np.nan, np.inf])
@pytest.mark.parametrize("name", [name for name in BY_ROWS if REGISTRY[name].weights])
def test_a_weight_that_cannot_be(name, weight):
    columns = rows_of(name)
    weights = np.ones(len(next(iter(columns.values()))))
    weights[2] = weight
    assert answer(name, columns, weights=weights) is None


@pytest.mark.parametrize("name", [name for name in BY_ROWS if REGISTRY[name].weights])
def test_weights_that_are_all_zero(name):
    columns = rows_of(name)
    assert answer(name, columns, weights=np.zeros(len(next(iter(columns.values()))))) is None


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
@pytest.mark.parametrize("name", BY_ROWS)
def test_a_confidence_that_cannot_be(name, confidence):
    assert answer(name, rows_of(name), confidence=confidence) is None

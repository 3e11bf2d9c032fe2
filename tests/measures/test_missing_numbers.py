"""Where a result's array has no number it holds NaN, and its documentation says so; a single number is
never NaN, it is None or an undefined Estimate."""

import inspect
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from law_rows.all_kinds import KINDS

import rapport.measures as m
from rapport.measures.loyalty.bg_nbd import BGNBD
from rapport.measures.loyalty.gamma_gamma import GammaGamma
from rapport.measures.registry import REGISTRY
from rapport.records.errors import InputError

BY_ROWS = [name for name, one in REGISTRY.items() if one.takes in KINDS]


def without_number(found, owner, path=""):
    """Where a result holds NaN: (the path, what documents it)."""
    if isinstance(found, np.ndarray):
        if found.dtype.kind == "f" and np.isnan(found).any():
            yield path, owner
    elif isinstance(found, float):
        if math.isnan(found):
            yield path, None
    elif is_dataclass(found):
        for one in fields(found):
            yield from without_number(getattr(found, one.name), type(found), f"{path}.{one.name}")
    elif isinstance(found, Mapping):
        for key, one in list(found.items())[:5]:
            yield from without_number(one, owner, f"{path}[{key!r}]")
    elif isinstance(found, list | tuple):
        for one in found[:5]:
            yield from without_number(one, owner, f"{path}[]")


def rows_of(kind, measure, n, gone):
    """Rows of which a share of the measured values is missing; None where there are none so few."""
    rng = np.random.default_rng([5, n])
    try:
        columns = kind.make(rng, n, measure)
    except (IndexError, ValueError):
        return None
    measured = kind.measured or tuple(columns)
    return {
        key: np.where(rng.random(len(column)) < gone, np.nan, column)
        if key in measured and np.asarray(column).dtype.kind in "fi"
        else column
        for key, column in columns.items()
    }


@pytest.mark.parametrize("name", BY_ROWS)
def test_every_nan_of_a_result_is_told_by_its_documentation(name):
    measure = REGISTRY[name]
    kind, seen = KINDS[measure.takes], []

    def kept(*args, **named):
        seen.append(measure.function(*args, **named))
        return seen[-1]

    for n, gone in ((1, 0), (2, 0), (12, 0), (12, 0.2), (12, 1), (40, 0.2)):
        columns = rows_of(kind, measure, n, gone)
        if columns is not None:
            try:
                kind.call(kept, columns, {})
            except InputError:
                continue
    for found in seen:
        for path, owner in without_number(found, measure.function):
            assert owner is not None, f"{name}{path} is a single NaN"
            assert "NaN" in (inspect.getdoc(owner) or ""), f"{name}{path} is not documented"


def test_p_values_of_what_was_not_tested_stay_nan():
    found = m.adjust([0.01, np.nan, 0.04])
    assert np.isnan(found).tolist() == [False, True, False]
    assert found[[0, 2]] == pytest.approx([0.02, 0.04])
    assert "NaN where p was NaN" in m.adjust.__doc__ and "NaN" in m.benjamini_hochberg.__doc__


def test_a_classical_trend_ends_half_a_period_before_the_series_does():
    values = np.tile([10.0, 20, 12, 22], 4) + np.arange(16)
    found = m.seasonal_parts(values, period=4)
    ends = [True] * 2 + [False] * 12 + [True] * 2
    assert np.isnan(found.trend).tolist() == np.isnan(found.remainder).tolist() == ends
    assert not np.isnan(found.season).any() and not np.isnan(found.figure).any()
    whole = m.seasonal_parts(values, period=4, method="stl", window=7)
    assert not np.isnan(whole.trend).any() and not np.isnan(whole.remainder).any()


def test_a_customer_without_a_history_is_nan_as_array_and_undefined_as_estimate():
    buys, spends = BGNBD.of(0.243, 4.414, 0.793, 2.426), GammaGamma.of(6.25, 3.74, 15.44)
    found = m.customer_lifetime_value(
        buys, spends, [2, np.nan], [30.43, 3.0], [38.86, 38.86], [22.35, 10.0], period=4.0
    )
    assert np.isnan(found.each.value).tolist() == [False, True]
    assert found.each[1].value is None and found.each[1].undefined_because == "the history is missing"
    # Parameters that were given have no doubt: a value without limits, in both forms.
    assert np.isnan(found.each.low).all() and found.each[0].low is None and found.each[0].value > 0
    for result in (m.customer_lifetime_value, type(found), type(found.each)):
        assert "NaN" in result.__doc__

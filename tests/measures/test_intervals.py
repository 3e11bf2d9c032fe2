"""The intervals of the measures hold the truth as often as they say, where they say so."""

import numpy as np
import pytest

from benchmarks.intervals.case import cover
from benchmarks.intervals.grid import GRID
from rapport.measures.inference.intervals import wilson_limits
from rapport.measures.registry import REGISTRY

SHORT = 30
"""Replicates of the short form: an interval that holds the truth in six of ten falls out of it nineteen times
in twenty. `make proof` runs every cell in full."""


def name_of(case):
    return f"{case.measure}: {case.setting}"


def test_cells_are_named_once_and_belong_to_public_measures():
    names = [name_of(case) for case in GRID]
    assert len(names) == len(set(names))
    assert {case.measure for case in GRID} <= set(REGISTRY)
    assert all(case.stated or len(case.because) > 15 for case in GRID)


@pytest.mark.parametrize("case", GRID, ids=name_of)
def test_short_form(case):
    found = cover(case, SHORT)
    # Five standard errors of so few replicates: only a broken interval falls out.
    assert found.undefined < SHORT / 4
    if case.stated:
        assert found.share >= 0.95 - 5 * np.sqrt(0.95 * 0.05 / SHORT)


@pytest.mark.proof
@pytest.mark.parametrize("case", GRID, ids=name_of)
def test_every_cell_in_full(case):
    found = cover(case)
    noise = 2 * np.sqrt(0.95 * 0.05 / found.replicates)
    if case.stated:
        assert 0.94 - noise <= found.share <= 0.965 + noise, found.share


def test_a_limit_of_nothing_is_no_negative_zero():
    """Pages would write −0.0."""
    low, _ = wilson_limits([0.0, 0.0, 0.5], [634, 121, 0], 1.96)
    assert low[0] == low[1] == 0 and not np.signbit(low[:2]).any() and np.isnan(low[2])

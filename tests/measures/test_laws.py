"""Laws that every measure keeps, tested over the registry; a public function outside it fails."""

import copy
import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law_rows.all_kinds import KINDS
from law_rows.kind import estimates_of

import rapport.measures
from rapport.measures import nps, proportion
from rapport.measures.registry import REGISTRY

BY_ROWS = [name for name, one in REGISTRY.items() if one.takes in KINDS]
SEEDS = range(3)
LAWS = {"duplicating", "merging", "weights", "confidence", "missing", "range", "order", "empty", "text"}


def kind_of(name):
    return KINDS[REGISTRY[name].takes]


def rows_for(name, seed, n=90):
    """Rows a measure takes, as named columns, its missing ones included."""
    rng = np.random.default_rng([seed, len(name)])
    return kind_of(name).make(rng, n, REGISTRY[name])


def run(name, columns, **more):
    """The measure of these columns → {group: Estimate}."""
    return estimates_of(kind_of(name).call(REGISTRY[name].function, columns, more))


def units_of(name, columns):
    """Which unit each row belongs to."""
    unit = kind_of(name).units
    return columns[unit] if unit else np.arange(len(next(iter(columns.values()))))


def same(first, second, rel=1e-7):
    assert first.keys() == second.keys()
    for group, one in first.items():
        other = second[group]
        for field in ("value", "low", "high", "standard_error"):
            expected = getattr(other, field)
            near = None if expected is None else pytest.approx(expected, rel=rel, abs=1e-7)
            assert getattr(one, field) == near, field
        assert (one.base, one.undefined_because) == (other.base, other.undefined_because)


def laws(law):
    """The measures that keep a law."""
    return pytest.mark.parametrize("name", [name for name in BY_ROWS if law not in REGISTRY[name].gaps])


def test_every_public_function_is_classified():
    functions = {
        name for name in rapport.measures.__all__ if inspect.isfunction(getattr(rapport.measures, name))
    }
    assert functions == set(REGISTRY), "name new measures in measures/registry.py"


def test_every_gap_names_a_law_and_its_reason():
    for name, measure in REGISTRY.items():
        assert set(measure.gaps) <= LAWS, name
        assert all(len(reason) > 20 for reason in measure.gaps.values())


@laws("order")
@pytest.mark.parametrize("seed", SEEDS)
def test_row_order_does_not_matter(name, seed):
    columns = rows_for(name, seed)
    order = np.random.default_rng(seed).permutation(len(next(iter(columns.values()))))
    same(run(name, columns), run(name, {key: column[order] for key, column in columns.items()}))


@laws("inputs")
def test_inputs_are_not_modified(name):
    columns = rows_for(name, 0)
    before = copy.deepcopy(columns)
    run(name, columns)
    for key, column in columns.items():
        np.testing.assert_array_equal(column, before[key])


def twice(name, columns):
    """All rows again, as other units."""
    again = {key: np.concatenate([column, column]) for key, column in columns.items()}
    if unit := kind_of(name).units:
        again[unit] = np.concatenate([columns[unit], columns[unit] + 10_000])
    return again


@laws("duplicating")
@pytest.mark.parametrize("seed", SEEDS)
def test_duplicating_rows_keeps_the_value_and_narrows_the_interval(name, seed):
    columns = rows_for(name, seed)
    once, again = run(name, columns), run(name, twice(name, columns))
    for group, one in once.items():
        if one.value is None:
            continue
        assert again[group].value == pytest.approx(one.value, rel=0.02, abs=0.1)
        assert again[group].margin_of_error < one.margin_of_error * 1.02
        assert again[group].base == 2 * one.base


@pytest.mark.parametrize(
    "name", [n for n in BY_ROWS if REGISTRY[n].weights and "weights" not in REGISTRY[n].gaps]
)
@pytest.mark.parametrize("seed", SEEDS)
def test_weight_one_is_no_weight_and_scale_does_not_matter(name, seed):
    columns = rows_for(name, seed)
    n = len(next(iter(columns.values())))
    same(run(name, columns), run(name, columns, weights=np.ones(n)))
    unit = units_of(name, columns)
    weights = 0.5 + np.random.default_rng(seed).random(unit.max() + 1)[unit]
    same(run(name, columns, weights=weights), run(name, columns, weights=weights * 250))


def test_weight_one_is_no_weight_for_the_turning_point():
    columns = rows_for("diminishing_returns", 1)
    plain = run("diminishing_returns", columns)["all"]
    weighted = run("diminishing_returns", columns, weights=np.full(len(columns["qci"]), 3.0))["all"]
    assert plain.value == pytest.approx(weighted.value)


@laws("range")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_value_lies_in_its_range_and_its_interval(name, seed):
    low, high = REGISTRY[name].range
    for one in run(name, rows_for(name, seed)).values():
        if one.value is not None:
            assert low - 1e-9 <= one.value <= high + 1e-9
            assert one.low <= one.value <= one.high


@laws("confidence")
@pytest.mark.parametrize("seed", SEEDS)
def test_higher_confidence_is_wider(name, seed):
    columns = rows_for(name, seed)
    wide, narrow = (run(name, columns, confidence=level) for level in (0.95, 0.8))
    for group, one in wide.items():
        if one.value is not None and narrow[group].value is not None:
            assert one.margin_of_error > narrow[group].margin_of_error
            assert one.value == pytest.approx(narrow[group].value)


@laws("empty")
def test_an_empty_base_is_undefined_with_its_reason(name):
    columns = {key: column[:0] for key, column in rows_for(name, 0).items()}
    for one in run(name, columns).values():
        assert one.value is None and one.low is None and one.undefined_because
    if kind_of(name).grouped:
        assert run(name, columns) == {}


@laws("missing")
@pytest.mark.parametrize("seed", SEEDS)
def test_missing_is_not_zero_and_is_counted(name, seed):
    columns = rows_for(name, seed)
    more = {key: np.concatenate([column, column[-2:]]) for key, column in columns.items()}
    if unit := kind_of(name).units:
        more[unit][-2:] = [90_001, 90_002]
    for key in kind_of(name).measured or columns:
        more[key][-2:] = np.nan
    before, after = run(name, columns), run(name, more)
    same(before, after)
    left = sum(sum(one.excluded.values()) for one in after.values())
    assert left > sum(sum(one.excluded.values()) for one in before.values())


@pytest.mark.parametrize("name", [n for n in BY_ROWS if kind_of(n).whole])
def test_base_and_excluded_are_all_rows(name):
    columns = rows_for(name, 2)
    for found in run(name, columns).values():
        assert found.base + sum(found.excluded.values()) == len(next(iter(columns.values())))


def test_base_and_excluded_are_all_units_of_an_audit():
    columns = rows_for("audit_means", 2)
    units = len(np.unique(columns["units"]))
    for one in run("audit_means", columns).values():
        assert one.base + sum(one.excluded.values()) == units


@laws("merging")
@pytest.mark.parametrize("seed", SEEDS)
def test_merged_parts_equal_the_whole(name, seed):
    columns = rows_for(name, seed)
    part = units_of(name, columns) % 5 < 2
    halves = [run(name, {key: column[side] for key, column in columns.items()}) for side in (part, ~part)]
    for group, one in run(name, columns).items():
        parts = [half[group] for half in halves if group in half and half[group].base]
        merged = sum(p.value * p.weighted_base for p in parts) / sum(p.weighted_base for p in parts)
        assert one.value == pytest.approx(merged)
        assert one.base == sum(p.base for p in parts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=40), st.data())
def test_a_detractor_who_turns_promoter_never_lowers_nps(answers, data):
    place = data.draw(st.integers(0, len(answers) - 1))
    better = answers.copy()
    better[place] = data.draw(st.integers(answers[place], 10))
    before, after = nps(answers), nps(better)
    assert after.value >= before.value
    assert -100 <= before.low <= before.value <= before.high <= 100


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.data(), st.sampled_from(["wilson", "jeffreys", "exact", "agresti_coull"]))
def test_a_share_lies_in_its_interval_and_narrows(n, data, method):
    k = data.draw(st.integers(0, n))
    once, twice_as_many = proportion(k, n, method=method), proportion(2 * k, 2 * n, method=method)
    assert 0 <= once.low <= once.value <= once.high <= 1
    assert twice_as_many.margin_of_error < once.margin_of_error
    assert proportion(k, n, 0.99, method).margin_of_error >= once.margin_of_error

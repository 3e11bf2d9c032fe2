"""Sizes, allocation and drawing."""

import json

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy import stats

from rapport.measures import allocate, audit_design, audit_mean, draw, draw_rows, sample_size
from rapport.records.errors import InputError


# R: 384.1459, 277.7335, 369.9706, 1067.0719 before rounding up.
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, 385),
        ({"population": 100}, 80),
        ({"population": 1000}, 278),
        ({"population": 10_000}, 370),
        ({"margin": 0.03}, 1068),
        ({"design_effect": 1.5, "response_rate": 0.4}, 1441),
        ({"population": 1}, 1),
        ({"margin": 2, "deviation": 20}, 385),
    ],
)
def test_sample_sizes(given, expected):
    assert sample_size(**given) == expected


def test_sample_size_never_promises_less_than_the_printed_table(shared):
    entries = json.loads((shared / "references/references.json").read_text())
    table = next(entry for entry in entries if "Krejcie" in entry["name"])["expected"]
    for population, printed in table.items():
        assert 0 <= sample_size(int(population)) - printed <= 1


def test_allocation_equals_practools():
    sizes = [215, 65, 252, 50, 149, 144]
    spread = [26787207, 10645109, 6909676, 11085034, 9817762, 44553355]
    exact = [
        34.641682834842,
        4.161947109777,
        10.473487331549,
        3.333804445423,
        8.798970379986,
        38.590107898423,
    ]
    neyman = allocate(100, sizes, spread)
    assert sum(neyman) == 100
    assert all(abs(whole - part) < 1 for whole, part in zip(neyman, exact, strict=True))
    exact = [24.571428571429, 7.428571428571, 28.8, 5.714285714286, 17.028571428571, 16.457142857143]
    proportional = allocate(100, sizes)
    assert sum(proportional) == 100
    assert all(abs(whole - part) < 1 for whole, part in zip(proportional, exact, strict=True))


@pytest.mark.parametrize("seed", range(30))
def test_allocation_sums_and_stays_within_bounds(seed):
    rng = np.random.default_rng(seed)
    sizes = {f"s{i}": int(rng.integers(0, 60)) for i in range(8)}
    spread = {name: float(rng.integers(0, 3)) for name in sizes}
    least = int(sum(min(3, size) for size in sizes.values()))
    n = int(rng.integers(least, sum(sizes.values()) + 1))
    parts = allocate(n, sizes, spread, minimum=3)
    assert sum(parts.values()) == n
    assert all(min(3, sizes[name]) <= part <= sizes[name] for name, part in parts.items())
    assert allocate(n, dict(reversed(sizes.items())), spread, minimum=3) == parts


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n": 11, "sizes": [5, 5]}, "11 units are wanted of 10"),
        ({"n": 3, "sizes": [5, 5], "minimum": 2}, "needs 4 units"),
        ({"n": 3, "sizes": {"a": 5}, "deviations": {}}, "no deviation"),
        ({"n": 1, "sizes": [2.5]}, "whole number"),
    ],
)
def test_allocation_errors(given, message):
    with pytest.raises(InputError, match=message):
        allocate(**given)


@pytest.fixture
def frame():
    numbers = np.arange(500)
    return pl.DataFrame(
        {
            "interaction_id": [f"i{n:04}" for n in numbers],
            "channel": ["chat", "chat", "call", "mail", "chat"] * 100,
            "team": ["north", "south"] * 250,
        }
    )


def test_the_same_sample_in_any_order_and_kind_of_table(frame):
    drawn = draw(frame, 60, by=["channel", "team"], seed=4)
    shuffled = draw(frame.sample(fraction=1, shuffle=True, seed=9), 60, by=["channel", "team"], seed=4)
    pandas = draw(frame.to_pandas(), 60, by=["channel", "team"], seed=4)
    arrow = draw(frame.to_arrow(), 60, by=["channel", "team"], seed=4)
    expected = drawn["interaction_id"].to_list()
    assert sorted(shuffled["interaction_id"].to_list()) == expected
    assert isinstance(pandas, pd.DataFrame) and pandas["interaction_id"].tolist() == expected
    assert arrow["interaction_id"].to_pylist() == expected
    assert drawn.height == 60
    assert draw(frame, 60, seed=5)["interaction_id"].to_list() != expected
    counts = drawn["stratum"].value_counts()
    assert dict(counts.iter_rows()) == {
        "chat / north": 18, "chat / south": 18, "call / north": 6,
        "call / south": 6, "mail / north": 6, "mail / south": 6,
    }  # fmt: skip


def test_a_sample_can_be_extended(frame):
    small = set(draw(frame, 20, seed=1)["interaction_id"])
    assert small < set(draw(frame, 50, seed=1)["interaction_id"])


def test_rows_without_an_id_are_told_apart_by_content(frame):
    nameless = frame.drop("interaction_id").with_columns(pl.Series("length", np.arange(500) % 83))
    first = draw(nameless, 40, seed=2)
    second = draw(nameless.reverse(), 40, seed=2)
    assert first.sort(first.columns).equals(second.sort(first.columns))


def test_every_unit_and_pair_is_as_likely_as_another():
    ids = [f"u{n}" for n in range(12)]
    seen = np.zeros((12, 12))
    for seed in range(1200):
        rows = draw_rows(ids, 4, seed=seed).rows
        seen[np.ix_(rows, rows)] += 1
    assert stats.chisquare(np.diag(seen)).pvalue > 0.001
    assert stats.chisquare(seen[np.triu_indices(12, 1)]).pvalue > 0.001


def test_probabilities_and_sizes_by_stratum():
    drawn = draw_rows(list("abcdef"), {"x": 1, "y": 2}, list("xxxxyy"), seed=3)
    assert drawn.sizes == {"x": 4, "y": 2} and drawn.counts == {"x": 1, "y": 2}
    assert drawn.probability.tolist() == [0.25, 1.0, 1.0]
    # A fixed sample, so that another platform or version draws it too.
    assert draw_rows(list("abcdefghij"), 3, seed=2026).rows.tolist() == FIXED


FIXED = [2, 3, 8]


@pytest.mark.parametrize(
    ("ids", "n", "message"),
    [(["a", "a"], 1, "appears twice"), (["a", None], 1, "missing"), (["a"], 2, "2 units are wanted of 1")],
)
def test_drawing_errors(ids, n, message):
    with pytest.raises(InputError, match=message):
        draw_rows(ids, n)


def test_design_without_evaluator_error_is_the_textbook_size():
    found = audit_design(10**9, margin=2, deviation=20, evaluator_deviation=0.0)
    assert abs(found.interactions - sample_size(margin=2, deviation=20)) <= 3
    found = audit_design(1000, margin=2, deviation=20, evaluator_deviation=0.0)
    assert abs(found.interactions - sample_size(1000, margin=2, deviation=20)) <= 3


def test_design_and_its_inverse_agree():
    sizes = {"chat": 3000, "call": 700, "mail": 40}
    found = audit_design(sizes, margin=2.0, deviation=18, evaluator_deviation=7, minutes=10)
    again = audit_design(sizes, found.interactions, deviation=18, evaluator_deviation=7)
    fewer = audit_design(sizes, found.interactions - 1, deviation=18, evaluator_deviation=7)
    assert again.margin == found.margin <= 2.0 < fewer.margin
    assert found.hours == pytest.approx(found.evaluations / 6)
    assert sum(found.by_stratum.values()) == found.interactions


def test_evaluators_who_differ_can_put_a_margin_out_of_reach():
    found = audit_design(50, margin=0.5, deviation=20, evaluator_deviation=10)
    assert found.margin is None and found.best > 0.5 and found.interactions == 50


def test_the_best_share_of_double_scoring_rises_with_noise_in_a_small_frame():
    noisy = audit_design(150, margin=1.6, double=None, deviation=16, evaluator_deviation=12)
    calm = audit_design(50_000, margin=2.5, double=None, deviation=16, evaluator_deviation=3)
    assert calm.double == 0.1 and noisy.double > 0.1
    with pytest.raises(InputError, match="needs a margin"):
        audit_design(100, 50, double=None)
    with pytest.raises(InputError, match="either"):
        audit_design(100)


@pytest.mark.parametrize(("frame", "double"), [(1500, 0.3), (320, 0.3), (100_000, 0.5)])
def test_the_margin_planned_is_the_margin_that_audits_reach(frame, double):
    planned = audit_design(frame, 300, double=double, deviation=17, evaluator_deviation=8)
    reached = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        twice = rng.permutation(300)[: round(double * 300)]
        rows = np.concatenate([np.arange(300), twice])
        people = np.concatenate([np.arange(300) % 4, (twice + 1) % 4])
        scores = rng.normal(70, (17**2 - 8**2) ** 0.5, 300)[rows] + rng.normal(0, 8, len(rows))
        reached.append(audit_mean(scores, rows, people, population=frame).margin_of_error)
    assert planned.margin == pytest.approx(np.mean(reached), rel=0.03)


def test_a_second_evaluator_buys_more_only_where_interactions_run_out_or_cost_much():
    plan = {"double": 0.2, "deviation": 16, "evaluator_deviation": 12, "minutes": 10}
    assert audit_design(20_000, 200, **plan).second_buys_more is False
    assert audit_design(300, 300, **plan).second_buys_more is True
    assert audit_design(20_000, 200, **plan, preparation=60).second_buys_more is True
    assert audit_design(20_000, 200).second_buys_more is None
    cheap, dear = (audit_design(20_000, margin=2, **plan | {"double": None}, preparation=p) for p in (0, 60))
    assert cheap.double < dear.double and cheap.interactions > dear.interactions
    with pytest.raises(InputError, match="minutes"):
        audit_design(20_000, 200, preparation=5)

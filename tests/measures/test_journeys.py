"""Event logs: arrangement, and every question against counting by hand."""

from datetime import UTC, date, datetime, timedelta, timezone
from importlib import import_module
from itertools import pairwise

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from scipy import stats

from rapport.measures import (
    case_durations,
    directly_follows,
    event_log,
    funnel,
    removal_effect,
    rework,
    step_friction,
    time_between,
    transition_matrix,
    variants,
)
from rapport.records.errors import InputError

CASES = ["b", "a", "a", "b", "a", "c"]
STEPS = ["ask", "close", "ask", "ask", "wait", "ask"]
HOURS = [1, 9, 2, 5, 3, 7]


def naive(rows):
    """Sequences by case, sorted by time and stable, in plain Python."""
    found = {}
    for case, step, _ in sorted(rows, key=lambda row: row[2]):
        found.setdefault(case, []).append(step)
    return found


def sequences(log):
    return {
        case: [log.activities[code] for code in log.activity[log.first[place] : log.first[place + 1]]]
        for place, case in enumerate(log.cases)
    }


@pytest.mark.parametrize("spread", [1, 50, 10**6, 10**15])
@pytest.mark.parametrize("names", [str, int, lambda one: one * 10**12])
def test_events_are_sorted_by_case_and_time_and_stable(spread, names):
    rng = np.random.default_rng(spread % 97)
    rows = [
        (names(int(case)), f"s{step}", int(at))
        for case, step, at in zip(
            rng.integers(0, 40, 600), rng.integers(0, 9, 600), rng.integers(0, spread, 600), strict=True
        )
    ]
    at = np.array([row[2] for row in rows]).astype("datetime64[us]")
    assert sequences(event_log([row[0] for row in rows], [row[1] for row in rows], at)) == naive(rows)


def test_without_times_the_rows_are_in_order():
    log = event_log(CASES, STEPS)
    assert sequences(log) == {"b": ["ask", "ask"], "a": ["close", "ask", "wait"], "c": ["ask"]}
    with pytest.raises(InputError, match="no times"):
        case_durations(log)


def test_times_of_all_kinds_are_the_same_moments():
    utc = [datetime(2025, 3, 1, hour, tzinfo=UTC) for hour in HOURS]
    plain = [one.replace(tzinfo=None) for one in utc]
    east = [one.astimezone(timezone(timedelta(hours=5))) for one in utc]
    expected = case_durations(CASES, STEPS, plain)
    frame = pl.DataFrame({"at": utc})
    for at in (
        utc,
        east,
        np.array(plain, dtype="datetime64[ns]"),
        pd.Series(utc),
        pd.Series(plain).astype("datetime64[s]"),
        frame["at"],
        frame["at"].dt.convert_time_zone("Asia/Tokyo"),
        pa.array(utc),
        pa.chunked_array([utc[:2], utc[2:]]),
        [hour / 24 for hour in HOURS],
    ):
        found = case_durations(CASES, STEPS, at)
        assert found.mean.value == pytest.approx(expected.mean.value)
        assert found.longest == pytest.approx(7 / 24)


def test_dates_count_whole_days():
    found = case_durations(["x", "x"], ["a", "b"], [date(2025, 1, 1), date(2025, 1, 4)])
    assert found.longest == 3
    assert case_durations(["x"] * 2, list("ab"), pl.Series([date(2025, 1, 1), date(2025, 1, 4)])).longest == 3


def test_a_frame_names_its_columns():
    data = {"ticket": CASES, "step": STEPS, "hour": HOURS}
    for frame in (data, pd.DataFrame(data), pl.DataFrame(data), pa.table(data)):
        assert sequences(event_log("ticket", "step", "hour", frame=frame)) == naive(
            zip(CASES, STEPS, HOURS, strict=True)
        )
    with pytest.raises(InputError, match="no frame"):
        event_log("ticket", "step", frame=[1, 2])
    with pytest.raises(InputError, match="no column 'when'"):
        event_log("ticket", "step", "when", frame=pd.DataFrame(data))


def test_events_without_case_activity_or_time_are_counted():
    log = event_log(["a", None, "b", "c"], ["x", "x", None, "x"], [1.0, 2.0, 3.0, None])
    assert log.excluded == {"no case": 1, "no activity": 1, "no time": 1}
    assert (log.count, log.empty, log.given) == (1, 2, 4)
    assert variants(log)["x",].excluded == {"no usable event": 2}
    gone = pd.Series(pd.to_datetime(["2025-01-01", None, "2025-01-03", "2025-01-04"]))
    assert event_log(list("aabb"), list("xyxy"), gone).excluded == {"no time": 1}


def test_a_gap_begins_another_case():
    log = event_log(["u", "u", "u", "v"], list("abab"), [0, 0.01, 3, 3], gap_days=1)
    assert log.cases == [("u", 1), ("u", 2), ("v", 1)]
    assert log.lengths.tolist() == [2, 1, 1]
    for gap in (0, -1):
        with pytest.raises(InputError, match="gap"):
            event_log(["u"], ["a"], [0], gap_days=gap)
    with pytest.raises(InputError, match="needs times"):
        event_log(["u"], ["a"], gap_days=1)


@pytest.mark.parametrize("at", [["noon"], [np.inf], [1e12], [date(2025, 1, 1), "x"], "2025"])
def test_what_is_no_time(at):
    with pytest.raises(InputError):
        event_log(["a"] * len(at), ["x"] * len(at), at)


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(InputError, match="2 rows where 1"):
        event_log(["a"], ["x", "y"], [1])
    with pytest.raises(InputError, match="2 rows where 1"):
        event_log(["a"], ["x"], [1, 2])


def test_directly_follows_against_counting():
    rng = np.random.default_rng(4)
    rows = list(
        zip(
            rng.integers(0, 50, 900).tolist(),
            [f"s{one}" for one in rng.integers(0, 6, 900)],
            rng.permutation(900).tolist(),
            strict=True,
        )
    )
    expected = {}
    for path in naive(rows).values():
        for pair in pairwise(path):
            expected[pair] = expected.get(pair, 0) + 1
    found = directly_follows(*map(list, zip(*rows, strict=True)))
    assert found.edges == expected and list(found.edges.values()) == sorted(expected.values(), reverse=True)


def test_times_of_edges():
    log = event_log(list("aabbcc"), list("xyxyxy"), [0, 1, 0, 2, 0, 6])
    assert directly_follows(log, times="median").times["x", "y"].value == 2
    found = directly_follows(log, times="mean").times["x", "y"]
    low, high = stats.t.interval(0.95, 2, 3, stats.sem([1, 2, 6]))
    assert (found.value, found.low, found.high) == pytest.approx((3, low, high))
    assert directly_follows(log, times=0.25).times["x", "y"].value == 1.5
    for times in ("slow", 0, 1.5):
        with pytest.raises(InputError, match="times"):
            directly_follows(log, times=times)


def test_more_activities_than_a_dense_table_holds():
    names = [f"s{one}" for one in range(3000)]
    found = directly_follows(["x"] * 3000, names, range(3000), times="mean")
    assert found.total == len(found.edges) == len(found.times) == 2999


def test_paths_whose_numbers_clash_are_still_told_apart(monkeypatch):
    log = event_log(list("aabbcc"), list("xyyxxy"))
    expected = dict(variants(log))
    monkeypatch.setattr(import_module("rapport.measures.journeys.variants"), "_mixed", same)
    assert dict(variants(log)) == expected and expected["x", "y"].value == pytest.approx(2 / 3)


def same(log):
    return np.zeros(log.count, dtype=np.uint64)


def test_the_top_variants_only():
    assert list(variants(CASES, STEPS, HOURS, k=1)) == [("ask",)]
    with pytest.raises(InputError, match="0 variants"):
        variants(CASES, STEPS, HOURS, k=0)


def test_rework_counts_cases_once():
    found = rework(list("aaabb"), list("xxxxy"))
    assert (found.cases.value, found.extra) == (0.5, {"x": 2, "y": 0})
    assert found.at_once["x"].value == 0.5


def test_durations_and_quantiles_against_numpy():
    rng = np.random.default_rng(2)
    took = rng.exponential(1, 101)
    cases = np.repeat(np.arange(101), 2)
    at = np.column_stack([np.zeros(101), took]).ravel()
    found = case_durations(cases, np.tile([0, 1], 101), at, quantiles=(0.25, 0.9))
    assert found.median.value == pytest.approx(np.median(took), abs=1e-9)
    assert found.quantiles[0.25].value == pytest.approx(np.quantile(took, 0.25), abs=1e-9)
    assert found.quantiles[0.9].low < np.quantile(took, 0.9) < found.quantiles[0.9].high
    assert case_durations(["x"], ["a"], [1]).median.low is None
    with pytest.raises(InputError, match="quantile"):
        case_durations(cases, cases, at, quantiles=(1.0,))


def test_time_between_takes_the_first_and_the_next_after_it():
    found = time_between(list("aaaaab"), "x", "y", list("yxxyyx"), [0, 1, 2, 3, 9, 0])
    assert found.median.value == 2 and found.median.excluded == {"never reached": 1}
    assert (found.reached.value, found.of_all.value) == (0.5, None)
    with pytest.raises(InputError, match="never occurs"):
        time_between(CASES, "ask", "fly", STEPS, HOURS)


def test_funnel_in_time():
    log = event_log(list("aabbcd"), list("xyxyxy"), [0, 1, 0, 5, 0, 0])
    assert [one.reached.value for one in funnel(log, ["x", "y"])] == [1, pytest.approx(2 / 3)]
    late = funnel(log, ["x", "y"], within_days=2)[1]
    assert late.reached.value == pytest.approx(1 / 3) and late.took.value == 1
    assert late.reached.excluded == {"never began": 1}
    with pytest.raises(InputError, match="two or more"):
        funnel(log, ["x"])


def test_a_chain_of_loops_by_hand():
    found = transition_matrix(["p"] * 4, ["a", "a", "a", "b"])
    assert found.probabilities["a", "a"].value == pytest.approx(2 / 3)
    assert found.probability("b", "a").value == 0 and found.probability("b", "a").high > 0.5
    assert found.visits["a"].value == 3
    with pytest.raises(InputError, match="no step"):
        found.probability("a", "(start)")
    with pytest.raises(InputError, match="another name"):
        transition_matrix(["p"], ["(end)"])


def test_the_visits_of_a_chain_are_those_of_the_log():
    rng = np.random.default_rng(8)
    case, step = rng.integers(0, 60, 500), rng.integers(0, 5, 500)
    found = transition_matrix(case, step, np.arange(500))
    inverse = np.linalg.inv(np.eye(5) - found.matrix[:5, :5])
    expected = found.matrix[5, :5] @ inverse
    assert [found.visits[one].value for one in range(5)] == pytest.approx(expected)


def test_ends_are_told_apart():
    log = event_log(list("aabbc"), list("xyxyx"))
    found = transition_matrix(log, ends={"a": "bought", "b": "left", "c": "left"})
    assert found.absorption["y", "bought"].value == pytest.approx(0.5)
    assert found.absorption["(start)", "left"].value == pytest.approx(2 / 3)
    with pytest.raises(InputError, match="'c' has no value"):
        transition_matrix(log, ends={"a": "bought", "b": "left"})
    with pytest.raises(InputError, match="named twice"):
        transition_matrix(log, ends=(["a", "a", "b", "c"], ["x"] * 4))


def test_one_case_that_loops_does_not_make_a_probability_sure():
    case = np.concatenate([np.repeat(0, 400), np.repeat(np.arange(1, 11), 2)])
    step = np.concatenate([np.tile([0, 1], 200), np.tile([0, 0], 10)])
    one = transition_matrix(case, step).probability(0, 1)
    assert one.effective_base < 20 < one.base


def test_removal_from_a_log_lists_or_texts_is_the_same():
    log = event_log(list("aabbc"), list("xyyyx"))
    by_log = removal_effect(log, {"a": 1, "b": 0, "c": 1}, draws=20)
    by_text = removal_effect(["x > y", "y>y", "x"], [1, 0, 1], [0, 1, 0], draws=20)
    by_list = removal_effect([["x", "y"], ["y", "y"], ["x"]], [True, False, True], draws=20)
    for found in (by_text, by_list):
        assert {name: one.value for name, one in found.effects.items()} == pytest.approx(
            {name: one.value for name, one in by_log.effects.items()}
        )
    assert sum(one.value for one in by_log.attributed.values()) == pytest.approx(2)
    assert by_log.touches["linear"] == {"x": 1.5, "y": 0.5}


def test_removal_says_what_was_left_out_and_when_nothing_converted():
    found = removal_effect(["a", None, "", "b"], [1, 1, 1, np.nan], draws=10)
    assert found.conversion.excluded == {"no path": 2, "no outcome": 1}
    none = removal_effect(["a", "b"], [0, 0], draws=10)
    assert none.effects["a"].value is None and none.conversion.value == 0
    with pytest.raises(InputError, match="counts"):
        removal_effect(["a"], [3])
    with pytest.raises(InputError, match="negative"):
        removal_effect(["a"], [3], [-1])
    with pytest.raises(InputError, match="rows"):
        removal_effect(["a"], [3, 4], [1, 1])


def friction_log(rng, cases=400):
    met = rng.random(cases) < 0.4
    case = np.concatenate([np.arange(cases), np.flatnonzero(met)])
    step = np.repeat(["open", "transfer"], [cases, int(met.sum())])
    return event_log(case, step, np.arange(len(case))), met


def test_friction_without_strata_is_welch():
    rng = np.random.default_rng(6)
    log, met = friction_log(rng)
    score = rng.normal(4, 1, 400) - 0.4 * met
    found = step_friction(log, outcomes=(np.arange(400), score))["transfer"]
    welch = stats.ttest_ind(score[met], score[~met], equal_var=False)
    one = found.outcome_difference
    assert one.value == pytest.approx(score[met].mean() - score[~met].mean())
    assert (one.low, one.high) == pytest.approx(tuple(welch.confidence_interval()))
    assert found.sure and found.harm.value == pytest.approx(-one.value * met.sum())
    assert one.base + sum(one.excluded.values()) == 400


def test_friction_compares_like_with_like():
    rng = np.random.default_rng(7)
    cases = 3000
    hard = rng.random(cases) < 0.5
    met = rng.random(cases) < np.where(hard, 0.8, 0.2)
    case = np.concatenate([np.arange(cases), np.flatnonzero(met)])
    log = event_log(case, np.repeat(["open", "transfer"], [cases, int(met.sum())]))
    outcomes = (np.arange(cases), 5 - 2 * hard + rng.normal(0, 1, cases))
    plain = step_friction(log, outcomes=outcomes)["transfer"].outcome_difference
    alike = step_friction(log, outcomes=outcomes, alike=(np.arange(cases), hard))["transfer"]
    assert plain.value < -1 and alike.outcome_difference.low < 0 < alike.outcome_difference.high


def test_friction_ranks_sure_harm_first_and_knows_the_ends_that_are_meant():
    rng = np.random.default_rng(9)
    log, met = friction_log(rng)
    found = step_friction(
        log, outcomes=(np.arange(400), met.astype(float) * 2), higher_is_better=False, ends=("open",)
    )
    assert next(iter(found)) == "transfer"
    assert found["open"].dropped.value is None and found["transfer"].dropped.value == 1
    assert found["open"].outcome_difference.undefined_because == "no comparable case"
    assert found["transfer"].waited.value is None
    assert step_friction(log)["transfer"].outcome_difference.undefined_because == "no outcome is known"


def test_several_cases_of_one_customer_are_one_customer_harmed():
    log = event_log(list("uuuuvw"), ["a", "b", "a", "b", "a", "b"], [0, 0.1, 5, 5.1, 0, 0], gap_days=1)
    found = step_friction(log)["b"]
    assert (found.met, found.customers) == (3, 2)


def test_steps_that_lead_back():
    found = step_friction(list("aaab"), list("xyxx"))
    assert found["y"].moved_back.value == 1 and found["x"].moved_back.value == 0
    assert found["x"].repeated.value == 0.5


@pytest.mark.parametrize(
    "ask", [directly_follows, variants, case_durations, rework, transition_matrix, step_friction]
)
def test_an_empty_log_has_an_answer(ask):
    ask([], [], [])

"""Event logs against pm4py, R markovchain and R ChannelAttribution."""

import csv

import pytest
from event_files import read_xes
from reference_values import agrees

from rapport.measures import (
    case_durations,
    directly_follows,
    event_log,
    removal_effect,
    rework,
    transition_matrix,
    variants,
)

RUNNING = "running_example: events, cases, variants, DFG, start/end, durations, rework"
RECEIPT = "receipt: events, cases, variants, DFG, start/end, durations, rework"
HELPDESK = "helpdesk: events, cases, variants, DFG, start/end, durations, rework"
INCIDENTS = "bpic2013_incidents: events, cases, variants, DFG, start/end, durations, rework"
CHAIN = "helpdesk: first-order Markov transition matrix, expected visits, absorption"
REMOVAL = "Markov removal-effect attribution, ChannelAttribution PathData 10,000 paths"
DAY_S = 86_400


@pytest.fixture(scope="session")
def logs():
    """Logs by file, each read once."""
    return {}


def log_from(logs, path):
    if path not in logs:
        logs[path] = event_log("case", "activity", "at", frame=read_xes(path))
    return logs[path]


def agrees_with_pm4py(log, expected, tolerance):
    found = directly_follows(log)
    assert (len(log.case), log.count, len(log.activities)) == tuple(
        expected[key] for key in ("events", "cases", "activities")
    )
    assert (len(found.edges), found.total) == (expected["dfg_edges"], expected["dfg_total"])
    assert (found.start, found.end) == (expected["start"], expected["end"])
    for before, after, count in expected["dfg_top10"]:
        assert found.edges[before, after] == count
    paths = variants(log)
    assert len(paths) == expected["variants"]
    for (path, one), (names, count) in zip(paths.items(), expected["top_variants"], strict=False):
        assert (path, one.value * one.base) == (tuple(names), pytest.approx(count))
    took, wanted = case_durations(log), expected["case_duration_sec"]
    for key, number in (("mean", took.mean.value), ("median", took.median.value), ("max", took.longest)):
        assert number * DAY_S == pytest.approx(wanted[key], abs=1e-3, rel=tolerance)
    again = rework(log).cases
    assert again.value * again.base == pytest.approx(expected["cases_with_rework"])
    chain = transition_matrix(log)
    for before, after, share in expected["transition_prob_top"]:
        stays = 1 - chain.probability(before, "(end)").value
        assert chain.probability(before, after).value / stays == pytest.approx(share, abs=tolerance)


@agrees(
    "event_log",
    "directly_follows",
    "variants",
    "case_durations",
    "rework",
    on="the running example: 42 events of 6 cases; edges, variants, durations, rework, footprints",
    to="pm4py 2.7",
    entry=RUNNING,
)
def test_running_example(references, logs):
    found = references[RUNNING]
    log = log_from(logs, found.data)
    agrees_with_pm4py(log, found.expected, found.tolerance)
    prints = directly_follows(log).footprints()
    assert prints["sequence"] == {tuple(pair) for pair in found.expected["footprints_seq"]}
    assert prints["parallel"] == {tuple(pair) for pair in found.expected["footprints_par"]}


@agrees(
    "event_log",
    "directly_follows",
    "variants",
    "case_durations",
    "rework",
    on="receipt phase of an environmental permit: 8,577 events of 1,434 cases",
    to="pm4py 2.7",
    entry=RECEIPT,
)
def test_receipt(references, logs):
    found = references[RECEIPT]
    agrees_with_pm4py(log_from(logs, found.data), found.expected, found.tolerance)


@agrees(
    "event_log",
    "directly_follows",
    "variants",
    "case_durations",
    "rework",
    on="an Italian help desk: 21,348 events of 4,580 cases",
    to="pm4py 2.7",
    entry=HELPDESK,
)
def test_helpdesk(references, logs):
    found = references[HELPDESK]
    agrees_with_pm4py(log_from(logs, found.data), found.expected, found.tolerance)


@agrees(
    "event_log",
    "directly_follows",
    "variants",
    "case_durations",
    "rework",
    on="BPI Challenge 2013, Volvo IT incidents: 65,533 events of 7,554 cases",
    to="pm4py 2.7",
    entry=INCIDENTS,
)
def test_bpic2013_incidents(references, logs):
    found = references[INCIDENTS]
    agrees_with_pm4py(log_from(logs, found.data), found.expected, found.tolerance)


@agrees(
    "transition_matrix",
    on="an Italian help desk: all probabilities, expected visits, steps to the end",
    to="R markovchain, numpy (fundamental matrix)",
    entry=CHAIN,
)
def test_chain_of_helpdesk(references, logs):
    reference = references[CHAIN]
    expected, close = reference.expected, {"abs": reference.tolerance, "rel": 1e-9}
    found = transition_matrix(log_from(logs, reference.data))
    for before, row in expected["P"].items():
        seen = {pair[1]: one.value for pair, one in found.probabilities.items() if pair[0] == before}
        assert seen == pytest.approx(row, **close)
    assert {name: one.value for name, one in found.visits.items()} == pytest.approx(
        expected["expected_visits_from_start"], **close
    )
    assert {name: one.value for name, one in found.steps_to_end.items()} == pytest.approx(
        expected["expected_steps_to_end"], **close
    )
    length = sum(one.value for one in found.visits.values())
    assert length == pytest.approx(expected["mean_trace_length_model"], **close)


@agrees(
    "removal_effect",
    on="PathData: 10,000 different paths over 12 channels, 19,572 conversions",
    to="R ChannelAttribution 2.2 (simulated, within .003), numpy (closed form), simple touch rules",
    entry=REMOVAL,
)
def test_removal_effect_of_path_data(references):
    reference = references[REMOVAL]
    expected, close = reference.expected, {"abs": reference.tolerance["closed form"]}
    with reference.data.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    found = removal_effect(
        [row["path"] for row in rows],
        [float(row["total_conversions"]) for row in rows],
        [float(row["total_null"]) for row in rows],
        draws=50,
    )
    assert found.conversion.value == pytest.approx(expected["base_conv_prob"], **close)
    for channel, effect in expected["removal_effect"].items():
        one = found.effects[channel]
        assert one.value == pytest.approx(effect, **close)
        assert one.low < effect < one.high
    for channel, number in expected["attributed_conversions"].items():
        assert found.attributed[channel].value == pytest.approx(number, rel=1e-9)
    for channel, rules in expected["heuristics"].items():
        seen = [found.touches[rule][channel] for rule in ("first", "last", "linear")]
        assert seen == pytest.approx(rules)

"""Cells of the journeys."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
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
from rapport.measures.journeys.event_log import EventLog

# From ask, wait, answer to each of them and to the end.
CHAIN = np.array([[0.1, 0.5, 0.3, 0.1], [0.3, 0.2, 0.4, 0.1], [0.15, 0.05, 0.1, 0.7]])
NAMES = ("ask", "wait", "answer")
LONGEST = 60
# From wait to answer where cases differ: the mean of six logs of 400,000 cases each, ± .0002.
RESTLESS = 0.42656


def walk(rng: np.random.Generator, cases: int, restless: float = 0.0) -> EventLog:
    """Cases that begin with ask and follow the chain; `restless`: how much cases differ in staying."""
    loops = 1 + restless * rng.exponential(1.0, cases)
    state = np.zeros(cases, dtype=int)
    case, activity, at = [], [], []
    alive, clock = np.arange(cases), rng.random(cases)
    for _ in range(LONGEST):
        case.append(alive)
        activity.append(state[alive])
        at.append(clock[alive])
        clock[alive] += rng.lognormal(0, 1, len(alive))
        weight = CHAIN[state[alive]].copy()
        weight[:, :3] *= loops[alive][:, None]
        total = np.cumsum(weight, axis=1)
        nxt = (rng.random(len(alive))[:, None] * total[:, -1:] > total).sum(axis=1)
        state[alive] = nxt
        alive = alive[nxt < 3]
        if not len(alive):
            break
    codes = np.concatenate(activity)
    return event_log(np.concatenate(case), codes, np.concatenate(at))


def far() -> tuple[np.ndarray, np.ndarray]:
    """Expected visits from ask, and steps to the end from each."""
    inverse = np.linalg.inv(np.eye(3) - CHAIN[:, :3])
    return inverse[0], inverse.sum(axis=1)


def cell_of(cases: int, before: int, after: object, truth: float) -> Draw:
    """One cell of the matrix."""
    return lambda rng: (transition_matrix(walk(rng, cases)).probability(before, after), truth)


def restless_cell(cases: int) -> Draw:
    """The same cell where cases differ: steps of one case are alike."""

    def draw(rng: np.random.Generator) -> tuple:
        return transition_matrix(walk(rng, cases, 2.0)).probability(1, 2), RESTLESS

    return draw


def visits_of(cases: int) -> Draw:
    """Expected visits of wait."""
    return lambda rng: (transition_matrix(walk(rng, cases)).visits[1], float(far()[0][1]))


def steps_of(cases: int) -> Draw:
    """Steps from wait to the end."""
    return lambda rng: (transition_matrix(walk(rng, cases)).steps_to_end[1], float(far()[1][1]))


def absorbed(cases: int) -> Draw:
    """The probability of a good end from wait, when that hangs on the last activity."""
    good = np.array([0.2, 0.4, 0.8])
    truth = np.linalg.inv(np.eye(3) - CHAIN[:, :3]) @ (CHAIN[:, 3] * good)

    def draw(rng: np.random.Generator) -> tuple:
        log = walk(rng, cases)
        last = log.activity[log.first[1:] - 1]
        end = np.where(rng.random(log.count) < good[last], "good", "bad")
        found = transition_matrix(log, ends=(np.array(log.cases), end))
        return found.absorption[1, "good"], float(truth[1])

    return draw


def variant_share(cases: int) -> Draw:
    """The share of the path ask, answer."""
    truth = CHAIN[0, 2] * CHAIN[2, 3]

    def draw(rng: np.random.Generator) -> tuple:
        return variants(walk(rng, cases)).get((0, 2)) or variants(walk(rng, 5))[(0,)], truth

    return draw


def simple_times(rng: np.random.Generator, cases: int) -> EventLog:
    """Two events, the second reached by four fifths; exponential times of mean 1."""
    reach = rng.random(cases) < 0.8
    case = np.concatenate([np.arange(cases), np.flatnonzero(reach)])
    start = rng.random(cases)
    at = np.concatenate([start, start[reach] + rng.exponential(1.0, int(reach.sum()))])
    return event_log(case, np.repeat(["a", "b"], [cases, int(reach.sum())]), at)


def median_between(cases: int) -> Draw:
    """Median time of those who arrive."""
    return lambda rng: (time_between(simple_times(rng, cases), "a", "b").median, float(np.log(2)))


def median_of_all(cases: int) -> Draw:
    """Median time when those who never arrive take longer than any: where 0.8 (1 − e^−t) is one half."""
    truth = float(-np.log(1 - 0.5 / 0.8))
    return lambda rng: (time_between(simple_times(rng, cases), "a", "b").of_all, truth)


def edge_median(cases: int) -> Draw:
    """Median time of an edge."""

    def draw(rng: np.random.Generator) -> tuple:
        times = directly_follows(simple_times(rng, cases), times="median").times
        return (times or {})["a", "b"], float(np.log(2))

    return draw


def ninety(cases: int) -> Draw:
    """The 90th percentile of durations."""

    def draw(rng: np.random.Generator) -> tuple:
        case = np.repeat(np.arange(cases), 2)
        at = np.column_stack([np.zeros(cases), rng.exponential(1.0, cases)]).ravel()
        return case_durations(case, np.tile([0, 1], cases), at).quantiles[0.9], float(np.log(10))

    return draw


def reworked(cases: int) -> Draw:
    """The share of cases that meet ask again."""
    back = np.linalg.inv(np.eye(2) - CHAIN[1:, 1:3]) @ CHAIN[1:, 0]
    truth = float(CHAIN[0, 0] + CHAIN[0, 1:3] @ back)
    return lambda rng: (rework(walk(rng, cases)).repeated[0], truth)


def passed(cases: int) -> Draw:
    """The share that passes to the second step."""
    return lambda rng: (funnel(simple_times(rng, cases), ["a", "b"])[1].passed, 0.8)


def removal(paths: int) -> Draw:
    """The effect of channel 1 on conversion, paths from a chain; a fifth of the ends is a conversion."""
    win = np.array([0.02, 0.05, 0.12])
    inverse = np.linalg.inv(np.eye(3) - CHAIN[:, :3])
    convert = inverse @ win
    without = np.linalg.inv(np.eye(2) - CHAIN[np.ix_([0, 2], [0, 2])]) @ win[[0, 2]]
    truth = float(1 - without[0] / convert[0])

    def draw(rng: np.random.Generator) -> tuple:
        log = walk(rng, paths)
        last = log.activity[log.first[1:] - 1]
        won = rng.random(log.count) < win[last] / CHAIN[last, 3]
        found = removal_effect(log, (np.array(log.cases), won), collapse=False, draws=200)
        return found.effects[1], truth

    return draw


def friction(cases: int, outcome: str) -> Draw:
    """Customers of two segments; the step is met more often in the worse one and costs 0.5, or .1 share."""
    effect = {"score": 0.5, "churn": 0.1}[outcome]

    def draw(rng: np.random.Generator) -> tuple:
        segment = rng.random(cases) < 0.4
        met = rng.random(cases) < np.where(segment, 0.5, 0.2)
        if outcome == "score":
            value = rng.gamma(2.0, 1.0, cases) - segment - effect * met
        else:
            value = (rng.random(cases) < 0.1 + 0.2 * segment + effect * met).astype(float)
        case = np.concatenate([np.arange(cases), np.flatnonzero(met)])
        log = event_log(case, np.repeat(["open", "transfer"], [cases, int(met.sum())]))
        alike = np.where(segment, "small", "large")
        names = np.arange(cases)
        found = step_friction(log, outcomes=(names, value), alike=(names, alike))
        return found["transfer"].outcome_difference, -effect if outcome == "score" else effect

    return draw


CASES = [
    Case("transition_matrix", "a cell of .4, 30 cases", cell_of(30, 1, 2, 0.4)),
    Case("transition_matrix", "a cell of .05, 200 cases", cell_of(200, 2, 1, 0.05)),
    Case("transition_matrix", "a cell, 200 cases that differ in looping", restless_cell(200)),
    Case("transition_matrix", "visits, 100 cases", visits_of(100)),
    Case("transition_matrix", "steps to the end, 100 cases", steps_of(100)),
    Case("transition_matrix", "probability of an end, 100 cases", absorbed(100)),
    Case("variants", "a path of .21, 100 cases", variant_share(100)),
    Case("variants", "a path of .21, 400 cases", variant_share(400)),
    Case("time_between", "median, 25 cases, a fifth never arrives", median_between(25)),
    Case("time_between", "median, 200 cases, a fifth never arrives", median_between(200)),
    Case("time_between", "median of all, 60 cases, a fifth never arrives", median_of_all(60)),
    Case("directly_follows", "median time of an edge, 50 cases", edge_median(50)),
    Case("case_durations", "90th percentile, 100 cases", ninety(100)),
    Case("rework", "share of .4 that comes back, 60 cases", reworked(60)),
    Case("funnel", "share of .8 that passes, 200 cases", passed(200)),
    Case("removal_effect", "800 paths, a sixth converts", removal(800), replicates=2000),
    Case("step_friction", "score, 150 cases, two segments", friction(150, "score")),
    Case("step_friction", "churn of a fifth, 300 cases, two segments", friction(300, "churn")),
]

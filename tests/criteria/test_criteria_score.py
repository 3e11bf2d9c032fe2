"""A second, slow scoring written from the definition alone, against the real one."""

import time
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.criteria import UNREACHED, Decision, mean_importance, parse_criteria, relative_importance, score
from rapport.records import InputError

FILE = """
criteria: small
version: 3
components:
  warmth: [greeting, tone]
  ease: [reply, answer]
factors:
  timing:
    weight: 1
    elements:
      reply:
        weight: 2
        max: 10
        not_applicable: true
        not_applicable_when: {mood: [rushed, gone], channel: call}
        rules:
          - {id: quick, points: 6}
          - {id: told, points: 4, attributable_to: process}
          - {id: silence, points: -5, times: 2, attributable_to: process}
  contact:
    weight: 1
    elements:
      greeting: {start: 10, max: 10, not_applicable: true, rules: [{id: none, points: -6},
        {id: insult, points: -10, critical: interaction, kind: customer}]}
      tone: {max: 4, not_applicable: true, rules: [{id: warm, points: 4},
        {id: more, points: 1, requires: [warm]}, {id: most, points: 1, requires: [more]}]}
  facts:
    weight: 2
    elements:
      answer: {max: 5, not_applicable: true, rules: [{id: whole, points: 3}, {id: right, points: 2},
        {id: wrong, points: -5, critical: factor, kind: compliance, attributable_to: policy}]}
      steps: {weight: 0.5, max: 7, start: 1, rules: [{id: shown, points: 2, times: 2},
        {id: skipped, points: -3}]}
weights_when:
  - {when: {concern: delivery}, factors: {facts: 1.5}, elements: {tone: 2}}
  - {when: {channel: [call, chat]}, factors: {timing: 2}}
  - {when: {channel: chat, concern: delivery}, elements: {tone: 3}}
"""
CRITERIA = parse_criteria(FILE)


@st.composite
def evaluations(draw):
    decisions = {}
    for element in CRITERIA.elements:
        if element.not_applicable and draw(st.booleans()) and draw(st.booleans()):
            decisions[element.name] = Decision(not_applicable=True)
        else:
            counts = {rule.id: draw(st.integers(0, rule.times)) for rule in element.rules}
            decisions[element.name] = Decision({k: n for k, n in counts.items() if n})
    attributes = {
        "channel": draw(st.sampled_from(["call", "chat", "email"])),
        "concern": draw(st.sampled_from(["delivery", "refund"])),
        "mood": draw(st.sampled_from(["rushed", "calm"])),
    }
    names = ["timing", "tone", "warmth", "ease", "answer", "price"]
    importance = draw(st.dictionaries(st.sampled_from(names), st.integers(1, 7)))
    return decisions, attributes, importance


def slow(decisions, attributes, importance):  # noqa: C901 - the definition in one piece
    """QCI after and before criticals, factors, components, element shares: from the definition."""
    named = {"reply", "greeting", "tone", "answer", "steps", "timing", "contact", "facts", "warmth", "ease"}
    known = {k: v for k, v in importance.items() if k in named}
    own = {k: v / (sum(known.values()) / len(known)) for k, v in known.items()}
    w, W, s, fired = {}, {}, {}, []
    for factor in CRITERIA.factors:
        W[factor.name] = factor.weight * own.get(factor.name, 1)
        for e in factor.elements:
            w[e.name] = e.weight * own.get(e.name, 1)
            for component, members in CRITERIA.components.items():
                w[e.name] *= own.get(component, 1) if e.name in members else 1
            asked = not (
                e.name == "reply" and attributes["mood"] == "rushed" and attributes["channel"] == "call"
            )
            decision = decisions[e.name]
            if not asked or decision.not_applicable:
                continue
            counts = dict(decision.rules)
            if e.name == "tone":
                if "warm" not in counts:
                    counts.pop("more", None)
                if "more" not in counts:
                    counts.pop("most", None)
            points = e.start + sum(e.rule(r).points * n for r, n in counts.items())
            s[e.name] = max(0, min(e.max, points)) / e.max
            fired += [(factor.name, e.rule(r)) for r in counts if e.rule(r).critical]
    if attributes["concern"] == "delivery":
        W["facts"] *= 1.5
        w["tone"] *= 2 * (3 if attributes["channel"] == "chat" else 1)
    if attributes["channel"] in ("call", "chat"):
        W["timing"] *= 2
    raw, F, v = {}, {}, {}
    for factor in CRITERIA.factors:
        here = [e.name for e in factor.elements if e.name in s]
        if here:
            raw[factor.name] = sum(w[e] * s[e] for e in here) / sum(w[e] for e in here)
            zero = any(f == factor.name and r.critical == "factor" for f, r in fired)
            F[factor.name] = 0 if zero else raw[factor.name]
            v.update({e: W[factor.name] * w[e] / sum(w[x] for x in here) for e in here})
    if not F:
        return None
    total = sum(W[f] for f in F)
    qci = 100 * sum(W[f] * F[f] for f in F) / total
    if any(r.critical == "interaction" for _, r in fired):
        qci = 0
    before = 100 * sum(W[f] * raw[f] for f in F) / total
    components = {}
    for name, members in CRITERIA.components.items():
        inside = [e for e in members if e in v]
        components[name] = (
            100 * sum(v[e] * s[e] for e in inside) / sum(v[e] for e in inside) if inside else None
        )
    return qci, before, {f: 100 * x for f, x in F.items()}, components, s, v


@settings(max_examples=400, deadline=None)
@given(evaluations())
def test_agrees_with_a_second_implementation(evaluation):
    found, expected = score(CRITERIA, *evaluation), slow(*evaluation)
    if expected is None:
        assert found.qci is None
        assert "no factor" in found.undefined_because
        return
    qci, before, factors, components, s, v = expected
    assert found.qci == pytest.approx(qci)
    assert found.qci_before_criticals == pytest.approx(before)
    assert {k: x for k, x in found.factors.items() if x is not None} == pytest.approx(factors)
    for name, value in components.items():
        assert found.components[name] == (None if value is None else pytest.approx(value))
    assert {k: x for k, x in found.elements.items() if x is not None} == pytest.approx(
        {k: 100 * x for k, x in s.items()}
    )
    assert found.weights == pytest.approx({k: x / sum(v.values()) for k, x in v.items()})


@settings(max_examples=300, deadline=None)
@given(evaluations())
def test_points_add_up_and_stay_in_bounds(evaluation):
    found = score(CRITERIA, *evaluation)
    if found.qci is None:
        assert not found.points_available
        return
    for value in (found.qci, found.qci_agent, *found.factors.values(), *found.components.values()):
        assert value is None or -1e-9 <= value <= 100 + 1e-9
    assert sum(found.points_available.values()) == pytest.approx(100 - found.qci_before_criticals)
    for element, points in found.points_available.items():
        lost = sum(x for (name, _), x in found.points_lost.items() if name == element)
        assert lost == pytest.approx(points)
    assert all(points > 0 for points in found.points_lost.values())


@settings(max_examples=100, deadline=None)
@given(evaluations(), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_nothing_is_changed(evaluation, shuffler):
    decisions, attributes, importance = evaluation
    before = deepcopy(evaluation)
    first = score(CRITERIA, decisions, attributes, importance)
    names = list(decisions)
    shuffler.shuffle(names)
    again = score(CRITERIA, {name: decisions[name] for name in names}, attributes, importance)
    assert first == again
    assert evaluation == before


def whole(**changed):
    perfect = {
        "reply": Decision({"quick": 1, "told": 1}),
        "greeting": Decision(),
        "tone": Decision({"warm": 1}),
        "answer": Decision({"whole": 1, "right": 1}),
        "steps": Decision({"shown": 2}),
    }
    return {**perfect, **changed}


def test_perfect_is_100_but_for_what_the_rules_cannot_reach():
    found = score(CRITERIA, whole())
    assert found.elements["steps"] == pytest.approx(100 * 5 / 7)
    assert set(found.points_lost) == {("steps", UNREACHED)}


def test_not_applicable_moves_weight_inside_its_factor_first():
    one = score(CRITERIA, whole(greeting=Decision(not_applicable=True)))
    assert one.weights["tone"] == pytest.approx(1 / 4)
    assert one.weights["reply"] == pytest.approx(1 / 4)


def test_clip_shares_what_was_lost_in_proportion_to_points():
    lost = score(CRITERIA, whole(reply=Decision({"silence": 2}))).points_lost
    assert lost["reply", "silence"] == pytest.approx(25 * 10 / 20)
    assert lost["reply", "quick"] == pytest.approx(25 * 6 / 20)


def test_a_missed_rule_that_needs_another_comes_after_it():
    lost = score(CRITERIA, whole(tone=Decision())).points_lost
    assert lost["tone", "warm"] == pytest.approx(100 / 4 / 2)
    assert ("tone", "more") not in lost


def test_the_agent_answers_only_for_the_agents_rules():
    found = score(CRITERIA, whole(reply=Decision({"quick": 1, "silence": 2}), steps=Decision({"shown": 2})))
    assert found.elements["reply"] == 0
    own = score(CRITERIA, whole())
    assert found.qci_agent == pytest.approx(own.qci_agent)
    policy = score(CRITERIA, whole(answer=Decision({"whole": 1, "right": 1, "wrong": 1})))
    assert policy.factors["facts"] == 0
    assert policy.qci_agent == pytest.approx(own.qci_agent)


def test_criticals_zero_their_factor_or_the_whole_and_keep_raw_points_beside():
    found = score(CRITERIA, whole(greeting=Decision({"insult": 1})))
    assert (found.qci, found.criticals) == (0, (("greeting", "insult", "customer"),))
    assert found.qci_before_criticals > 80
    assert found.components["warmth"] == pytest.approx(50)


def test_importance_is_relative_to_each_customers_own_mean():
    low, high = {"tone": 1, "reply": 3}, {"tone": 2, "reply": 6}
    assert score(CRITERIA, whole(), {}, low).weights == pytest.approx(
        score(CRITERIA, whole(), {}, high).weights
    )
    assert relative_importance(CRITERIA, {**low, "price": 9}) == {"tone": 0.5, "reply": 1.5}
    segment = mean_importance(CRITERIA, [low, {"tone": 5, "reply": 5}, {"tone": 2}])
    assert segment == pytest.approx({"tone": 2.5 / 3, "reply": 1.25})
    own = score(CRITERIA, whole(), {}, {"tone": 4}, segment)
    assert own.weights == pytest.approx(score(CRITERIA, whole(), {}, None, {"reply": 1.25}).weights)


@pytest.mark.parametrize(
    "decision", [Decision({"quack": 1}), Decision({"quick": 2}), Decision({"silence": -1})]
)
def test_what_cannot_be_is_refused(decision):
    with pytest.raises(InputError, match="reply"):
        score(CRITERIA, whole(reply=decision))
    with pytest.raises(InputError, match="reply is missing"):
        score(CRITERIA, {k: v for k, v in whole().items() if k != "reply"})


def test_speed():
    started = time.perf_counter()
    for _ in range(1000):
        score(CRITERIA, whole(), {"channel": "chat"}, {"tone": 3, "ease": 2})
    assert 1000 / (time.perf_counter() - started) > 2_000

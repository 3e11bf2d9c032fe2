"""Probabilities of feelings: every label has one, it grows with what it rests on, and comes true."""

from collections import defaultdict

import numpy as np
import pytest

from rapport.language.annotation import CANNOT_TELL
from rapport.language.conversation import conversations
from rapport.language.feeling.course.annotator import FeelingsAnnotator
from rapport.language.feeling.course.probability import (
    AGENT_MOOD,
    CHANGE,
    CROSSED,
    CUSTOMER_MOOD,
    ENDING,
    STAYED,
    TURNED,
    TURNED_BY,
    turned,
)
from rapport.language.feeling.emotion.probability import (
    AGENT,
    CUSTOMER,
    NOTHING,
    THREATS,
    chances,
    of_nothing,
    of_threats,
    strongest_other,
)
from rapport.story.company import Company
from tests.language.test_sentiment_input import HOSTILE

MOODS = ("ending", "customer_mood", "agent_mood")
SPEAKERS = ("customer", "agent", None)


def hostile():
    """Texts that break readers, from each side and in a row."""
    yield {"id": "row", "turns": [{"speaker": SPEAKERS[k % 2], "text": one} for k, one in enumerate(HOSTILE)]}
    for place, text in enumerate(HOSTILE):
        yield {"id": f"{place}", "turns": [{"speaker": who, "text": text} for who in SPEAKERS]}


def demo():
    """Conversations of the demonstration's company."""
    return list(Company(seed=1, size=300).interactions())


@pytest.mark.parametrize("given", [lambda: conversations(hostile()), demo])
def test_everything_but_cannot_tell_has_a_probability(given):
    kinds = defaultdict(set)
    for one in FeelingsAnnotator().annotate(given()):
        kinds[one.kind].add(one.label)
        if one.label == CANNOT_TELL:
            assert one.probability is None and one.value is None
        else:
            assert one.probability is not None and 0 < one.probability <= 1, one
    assert len(kinds) >= 7


def one_label(odds, strength, sentiment=0.0, words=12.0, named=True):
    """The chance of each label where nothing else is felt."""
    labels = len(odds.level)
    rows = np.eye(labels) * strength
    return chances(
        odds, rows, np.full((labels, labels), named), np.full(labels, sentiment), np.full(labels, words)
    ).diagonal()


@pytest.mark.parametrize("odds", [CUSTOMER, AGENT])
def test_stronger_words_are_likelier_right(odds):
    steps = np.array([one_label(odds, one) for one in np.linspace(0.05, 1.0, 20)])
    assert (np.diff(steps, axis=0) > 0).all()
    assert (steps > 0).all() and (steps < 1).all()


def test_a_sentiment_that_goes_along_makes_a_feeling_likelier():
    steps = np.array([one_label(CUSTOMER, 0.6, one) for one in np.linspace(-1, 1, 9)])
    assert (np.diff(steps, axis=0) * np.sign(CUSTOMER.goes_along) > 0).all()


def test_feelings_that_no_word_names_are_less_likely():
    assert (one_label(CUSTOMER, 0.6, named=False) < one_label(CUSTOMER, 0.6)).all()


def test_a_rival_makes_a_feeling_less_likely():
    alone, both = np.zeros((1, 7)), np.zeros((1, 7))
    alone[0, 1] = both[0, 1] = both[0, 3] = 0.6
    named, none, words = np.ones((1, 7), dtype=bool), np.zeros(1), np.full(1, 12.0)
    assert (
        chances(CUSTOMER, both, named, none, words)[0, 1] < chances(CUSTOMER, alone, named, none, words)[0, 1]
    )


def test_the_strongest_other():
    given = np.array([[0.2, 0.9, 0.5], [0.4, 0.4, 0.1], [0.0, 0.0, 0.0]])
    expected = [[0.9, 0.5, 0.9], [0.4, 0.4, 0.4], [0.0, 0.0, 0.0]]
    assert strongest_other(given).tolist() == expected


def test_threats_and_calm_go_the_right_way():
    strength = np.linspace(0.1, 1, 10)
    assert (np.diff(of_threats(np.column_stack([strength, strength])), axis=0) > 0).all()
    assert of_threats(np.zeros((1, 2))).tolist() == [[0.0, 0.0]]
    hidden = np.linspace(0, 0.5, 6)
    assert (np.diff(of_nothing("calm", hidden, np.full(6, 12.0))) < 0).all()
    assert (np.diff(of_nothing("calm", np.zeros(5), np.array([3.0, 6, 12, 50, 100]))) < 0).all()


@pytest.mark.parametrize("cuts", [CUSTOMER_MOOD, AGENT_MOOD, ENDING, CHANGE])
def test_of_three_the_likeliest_is_said(cuts):
    said = [cuts.likeliest(one) for one in np.linspace(-2, 2, 81)]
    ways = [way for way, _ in said]
    assert ways == sorted(ways) and set(ways) == {-1, 0, 1}
    assert all(1 / 3 < chance < 1 for _, chance in said)
    for way in (-1, 1):
        outward = [chance for one, chance in said if one == way][::way]
        assert outward == sorted(outward)


def test_a_clearer_turn_is_likelier():
    assert turned([-0.2], [0.2]) < turned([-0.4], [0.4]) < turned([-0.6], [0.6]) < turned([-0.6], [0.6, 0.6])


@pytest.mark.shared
def test_what_is_promised_comes_true_where_nothing_was_fitted(shared):
    """By kind, on the conversations that set no rule: the mean probability lies in the interval of the share
    that is right, of drawing whole conversations anew."""
    from benchmarks.judged.feelings import said

    by_kind = defaultdict(lambda: defaultdict(list))
    for one in said():
        by_kind[one.label.partition(":")[0]][one.conversation].append((one.right, one.probability))
    assert set(by_kind) == {
        "emotion",
        "escalation",
        "course",
        "impact",
        "ending",
        "customer_mood",
        "agent_mood",
    }
    rng = np.random.default_rng(1)
    for kind, rows in by_kind.items():
        sums = np.array([[sum(r for r, _ in one), sum(p for _, p in one), len(one)] for one in rows.values()])
        drawn = sums[rng.integers(0, len(sums), (2_000, len(sums)))].sum(axis=1)
        low, high = np.quantile((drawn[:, 0] - drawn[:, 1]) / drawn[:, 2], [0.025, 0.975])
        assert low - 0.01 <= 0 <= high + 0.01, (kind, low, high)


@pytest.mark.shared
def test_the_constants_are_those_that_the_readings_give(shared):
    """Fitted anew on the half that may be learned from; what rounding moves is less than 0.02."""
    from benchmarks.judged.fit_feelings import fit, open_half

    found = fit(open_half)
    shared_by = [CUSTOMER.strength, CUSTOMER.sentiment, CUSTOMER.unnamed, -min(CUSTOMER.long), CUSTOMER.rival]
    installed = {
        "customer": [*CUSTOMER.level, *shared_by],
        "agent": [*AGENT.level, AGENT.strength],
        "threats": [*(level for level, _ in THREATS), THREATS[0][1]],
        "calm": NOTHING["calm"],
        "customer_mood": [CUSTOMER_MOOD.low, CUSTOMER_MOOD.high, CUSTOMER_MOOD.slope],
        "agent_mood": [AGENT_MOOD.low, AGENT_MOOD.high, AGENT_MOOD.slope],
        "ending": [ENDING.low, ENDING.high, ENDING.slope],
        "change": [CHANGE.low, CHANGE.high, CHANGE.slope],
        "turned": [*TURNED.values(), TURNED_BY, CROSSED, STAYED],
    }
    assert {*found} == {*installed, "neutral"}
    for name, values in installed.items():
        assert [*found[name].levels, *found[name].slopes] == pytest.approx(values, abs=0.02), name
    # Hardly any turn called neutral was anything else: no slope is told apart from none.
    assert found["neutral"].levels[0] == pytest.approx(NOTHING["neutral"][0], abs=0.1)
    assert np.abs(found["neutral"].slopes).max() < 0.5

"""How feelings move through a conversation, and what agents changed."""

import math

import pytest

from rapport.language.conversation import conversations
from rapport.language.feeling.course.course import course
from rapport.language.feeling.course.feelings import feelings, feelings_of
from rapport.language.feeling.course.impact import agent_impacts

RESCUED = [
    ("customer", "This is awful, nothing works and I have been on hold for hours!"),
    ("agent", "I am so sorry about that. May I have your order number?"),
    ("customer", "4711, and it is ridiculous that I have to ask again."),
    ("agent", "I have refunded it and a new one is on its way."),
    ("customer", "Oh great, that helps a lot."),
    ("agent", "Is there anything else I can do for you?"),
    ("customer", "No, thank you so much, you were wonderful!"),
]


def conversation(turns, **more):
    return {"id": "1", "turns": [{"speaker": who, "text": text} for who, text in turns], **more}


def test_thirds_by_hand():
    found = course([0, 2, 4, 6, 8, 10, 12], [-0.8, -0.6, -0.1, 0.0, 0.1, 0.4, 0.6])
    assert (found.first, found.last) == (pytest.approx(-0.7), pytest.approx(0.5))
    assert found.middle == pytest.approx(0.0)
    assert found.change == pytest.approx(1.2)


def test_smoothing_by_hand():
    assert course([0, 1, 2], [0.0, 1.0, 0.0]).smoothed == pytest.approx((1 / 3, 0.5, 1 / 3))
    assert course([0], [0.4]).smoothed == (0.4,)
    assert course([], []).smoothed == ()


def test_the_turning_moment_and_what_was_said_before():
    found = course([0, 2, 4, 6, 8], [-0.5, -0.6, -0.4, 0.5, 0.7], [1, 3, 5, 7])
    assert (found.turning.turn, found.turning.said_before) == (6, 5)
    assert found.turning.change == pytest.approx(0.6 + 0.5)


def test_no_turning_moment():
    assert course([0, 2, 4, 6], [0.1, 0.2, 0.1, 0.2]).turning is None
    assert course([0, 2, 4], [-0.9, 0.9, 0.9]).turning is None
    assert course([1, 2, 3, 4], [-0.5, -0.5, 0.5, 0.5]).turning.said_before is None


def test_two_turns_have_no_change():
    found = course([0, 2], [-0.5, 0.5])
    assert (found.first, found.change, found.turning) == (None, None, None)


def test_the_impact_of_an_agent():
    found = agent_impacts([conversation(RESCUED, agent_id="a", concern="refund")])[0]
    assert (found.interaction_id, found.agent_id, found.concern, found.turns) == ("1", "a", "refund", 4)
    assert found.first < -0.3 < 0.3 < found.last
    assert found.change == found.last - found.first


def test_who_said_too_little_was_not_changed():
    found = agent_impacts([conversation([("customer", "Hello"), ("agent", "Hello")]), conversation([])])
    assert [(one.change, one.first) for one in found] == [(None, None)] * 2


def test_feelings_in_numbers():
    found = feelings(conversation(RESCUED))
    assert found["sentiment_change"] > 0.5
    assert found["turning_change"] > 0.5
    assert found["grateful_max"] == pytest.approx(0.9)
    assert found["agent_apologetic_max"] >= 0.9
    assert 0 < found["annoyance"] < 1
    assert found["sentiment_min"] <= found["sentiment_mean"] <= found["sentiment_max"]


def test_feelings_always_have_the_same_names():
    some = [conversation(turns) for turns in (RESCUED, [], [("bot", "Hi")], [("customer", "")])]
    found = feelings_of(some)
    assert len({tuple(one) for one in found}) == 1
    assert math.isnan(found[1]["annoyance"]) and math.isnan(found[2]["sentiment_mean"])
    assert math.isnan(found[3]["sentiment_mean"]) and found[3]["basis_share"] == 0.0


def test_annoyed_customers_come_first():
    annoyed = [
        ("customer", "Finally. I already told you my name twice, are you even reading this?"),
        ("agent", "Unfortunately that is not available."),
        ("customer", "You are useless, never mind."),
    ]
    scores = [feelings(conversation(turns))["annoyance"] for turns in (annoyed, RESCUED[4:])]
    assert scores[0] > 0.9 > 0.2 > scores[1]


def test_a_record_and_a_dict_are_the_same():
    given = conversation(RESCUED)
    assert repr(feelings(given)) == repr(feelings(conversations([given])[0]))

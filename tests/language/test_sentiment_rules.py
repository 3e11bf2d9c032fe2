"""Sentiment by the rules, on sentences of our own."""

import numpy as np
import pytest

from rapport.language import sentiment, sentiment_basis


def score(text):
    return float(sentiment([text])[0])


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("The agent was good.", "The agent was there."),
        ("The agent was there.", "The agent was bad."),
        ("The agent was very good.", "The agent was good."),
        ("The agent was good.", "The agent was slightly good."),
        ("The agent was bad.", "The agent was extremely bad."),
        ("The agent was good!", "The agent was good."),
        ("The agent was bad.", "The agent was bad!!"),
        ("The agent was GOOD.", "The agent was good."),
        ("The agent was soooo good.", "The agent was good."),
        ("It was slow but the agent was lovely.", "The agent was lovely but it was slow."),
        ("It is broken.", "It is horribly broken."),
        ("If it breaks I will be sad.", "It broke and I am sad."),
        ("It is a great phone.", "Is it a great phone?"),
        ("The agent was helpful 😀", "The agent was helpful 😡"),
        ("I got it :)", "I got it :("),
    ],
)
def test_one_speaks_better_than_the_other(better, worse):
    assert score(better) > score(worse)


@pytest.mark.parametrize(
    "text",
    [
        "It works now, thank you!",
        "Not bad at all.",
        "I had no problems with it.",
        "Never had any issues.",
        "Sorted it, all good.",
        "Worth every penny.",
        "I can't thank you enough.",
        "You saved me, what a relief.",
        "👍👍",
        "luv it :D",
        "I’m very happy with this",
    ],
)
def test_good_without_the_plain_words(text):
    assert score(text) > 0.15
    assert sentiment_basis([text]).all()


@pytest.mark.parametrize(
    "text",
    [
        "I am not happy.",
        "I'm not satisfied with this at all.",
        "It doesn't work.",
        "Still waiting for an answer.",
        "I have been on hold for an hour.",
        "You overcharged me again.",
        "What a waste of time.",
        "Never again.",
        "Great, another delay.",
        "Thanks for nothing.",
        "Nobody cares.",
        "It stopped working after two days.",
        "I want my money back",
        "dont waste your money",
        "👎",
    ],
)
def test_bad_without_the_plain_words(text):
    assert score(text) < -0.15


@pytest.mark.parametrize(
    "text",
    [
        "I would like to change my address.",
        "Where is my card reader?",
        "It looks like the blue one.",
        "My flight leaves at noon on Tuesday.",
        "Which credit card and what credit limit do I have?",
    ],
)
def test_requests_say_nothing_either_way(text):
    assert abs(score(text)) < 0.15
    assert sentiment_basis([text]).all()


@pytest.mark.parametrize(
    "text", ["92018", "Viswa", "", "   ", "...", "Mumbai to Chennai", None, float("nan")]
)
def test_without_a_basis_it_is_zero_and_says_so(text):
    assert score(text) == 0.0
    assert not sentiment_basis([text]).any()


def test_a_word_of_another_language_is_no_feeling_of_this_one():
    german = "Die Lieferung ist leider immer noch nicht angekommen, die Hotline antwortet auch nicht."
    assert not sentiment_basis([german]).any()


def test_a_denial_reaches_only_its_clause():
    assert score("No, it is great.") > 0.3
    assert score("no that sounds great thank you") > 0.3
    assert score("It is not, as I said, great, it is lovely.") > 0


def test_a_phrase_says_what_its_words_do_not():
    assert score("This is out of this world") > 0.4
    assert score("This is out of this box") == 0.0
    assert score("This is out of. this world") == 0.0  # not across two sentences


def test_more_words_of_one_kind_never_turn_it():
    scores = sentiment(["good " * n for n in range(1, 30)])
    assert (np.diff(scores) > 0).all()
    assert scores.max() < 1


@pytest.mark.parametrize(
    "wished", ["I'd like it sorted", "I want my problem solved", "Please fix it so that it works"]
)
def test_what_is_only_wished_for_is_not_yet_good(wished):
    assert abs(sentiment([wished])[0]) < 0.15 < sentiment(["It is sorted, my problem is solved"])[0]

"""Concerns are called what customers call them."""

from itertools import permutations

import numpy as np

from rapport.language.concerns.naming import group_names
from rapport.language.concerns.telling import telling_words
from rapport.language.concerns.telling_word import TellingWord

LATE = ["You charged me a late fee", "Why is there a late fee on my bill?", "remove the late fee please"]
PIN = ["I want to change my PIN", "how can I change the pin of my card", "Changing my pin does not go"]
TRAIN = ["the train", "Train?", "TRAIN", "trains"]


MOVED = [
    "mister ashworth died in june and his line must be cancelled",
    "cancel the line of my flat please",
    "please cancel this line today",
    "I would like to cancel a line",
    "the line should be cancelled by friday, says harriet",
]


def told(*groups, by=None):
    texts = [text for group in groups for text in group]
    labels = np.repeat(np.arange(len(groups)), [len(one) for one in groups])
    words, names = telling_words(texts, labels, len(groups), by)
    return [{one.word for one in own} for own in words], names


def named(*groups):
    texts = [text for group in groups for text in group]
    labels = np.repeat(np.arange(len(groups)), [len(one) for one in groups])
    return telling_words(texts, labels, len(groups))[1]


def test_a_phrase_that_is_said_names_a_concern_without_whose_it_is():
    assert named(LATE * 4, PIN * 4, TRAIN * 3)[:2] == ["late fee", "change pin"]


def test_where_nobody_says_a_phrase_words_name_it():
    assert named(LATE * 4, PIN * 4, TRAIN * 3)[2] == "train"


def test_phrases_of_the_same_words_are_worth_the_same():
    """However a machine orders a set today: of equals the first by its letters is the name."""
    colours, z = (
        ("black", "blue", "brown", "green", "grey", "pink", "white"),
        (7.1, 9.3, 5.7, 8.9, 6.3, 4.1, 3.3),
    )
    for orders in permutations(range(len(colours)), 3):
        first = [colours[at] for at in orders]
        texts = [" ".join(first)] * 6 + [" ".join(reversed(first))] * 6
        told = [[TellingWord(colours[at], z[at], 1.0) for at in orders]]
        (name,) = group_names(texts, np.zeros(12, dtype=np.int64), told, dict.fromkeys(colours, 0.5))
        assert name == min(" ".join(first), " ".join(reversed(first)))


def test_no_two_have_the_same_name():
    found = named(LATE * 4, LATE * 4, PIN * 4, ["???"] * 5, ["!!!"] * 5)
    assert len(set(found)) == 5


def test_words_of_one_or_two_tell_no_group():
    words, names = told(MOVED, LATE * 4, PIN * 4)
    assert words[0] == {"cancel", "line"} and names[0] == "line"


def test_what_one_customer_says_again_and_again_stays_theirs():
    again = ["the ashworth funeral needs a new line"] * 6
    others = ["I need a new line", "a new line is needed", "new line needed at once"]
    by = ["c1"] * 6 + ["c2", "c3", "c4"] + [f"d{at}" for at in range(24)]
    words, names = told(again + others, LATE * 4, PIN * 4, by=by)
    assert not words[0] & {"ashworth", "funeral"} and "line" in words[0]
    assert "ashworth" not in names[0]
    assert "ashworth" in told(again + others, LATE * 4, PIN * 4)[0][0], "by texts alone it would be told"


def test_a_group_of_too_few_people_has_no_words_and_no_name():
    by = ["c1", "c1", "c2", "c2", "c2"] + [f"d{at}" for at in range(12)]
    words, names = told(MOVED, LATE * 4, by=by)
    assert words[0] == set() and names[0] == "unnamed"


def test_of_one_or_two_texts_that_nobody_is_known_of_all_words_are_said_by_all():
    assert told(["cancel my line", "cancel the line"], LATE * 4)[0][0] == {"cancel", "line"}

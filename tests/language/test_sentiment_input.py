"""Sentiment of whatever comes: nothing raises, nothing leaks from one text into the next."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.language import sentiment, sentiment_basis
from rapport.language.feeling.sentiment.reading import pieces, reader
from rapport.records.errors import InputError

HOSTILE = [
    "",
    " \t\n",
    "\x00\x01\x02 good \x01",
    "\ud800 bad",
    "😡" * 3_000,
    ":" * 20_000,
    "((((:" * 4_000,
    "a" * 100_000,
    "good " * 20_000,
    "not " * 20_000,
    "'" * 20_000,
    "a'" * 20_000,
    "1." * 20_000,
    "é" * 50_000,
    "你好" * 10_000,
    "👩‍👩‍👧‍👦🏽",
    "\u202eevil",
    "GOOD\r\nBAD",
]


def test_hostile_texts_have_a_score():
    scores = sentiment(HOSTILE)
    assert np.isfinite(scores).all()
    assert (np.abs(scores) <= 1).all()
    assert len(sentiment_basis(HOSTILE)) == len(HOSTILE)


def test_each_text_is_read_on_its_own():
    texts = ["not", "good", "so", "It is very", "bad", *HOSTILE, "I'm happy!", "but"]
    alone = np.concatenate([sentiment([text]) for text in texts])
    np.testing.assert_array_equal(sentiment(texts), alone)
    np.testing.assert_array_equal(sentiment(texts[::-1]), alone[::-1])


def test_where_a_long_list_is_divided_changes_nothing():
    texts = ["not", "good", "so", "It is very", "bad", "I'm happy!", "but"] * 1_500
    np.testing.assert_array_equal(sentiment(texts), np.tile(sentiment(texts[:7]), 1_500))


@settings(max_examples=150)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_is_read_on_its_own(texts):
    alone = [float(sentiment([text])[0]) for text in texts]
    assert sentiment(texts).tolist() == alone


def test_what_was_remembered_changes_nothing():
    texts = ["Soooo GOOD!!", "it isn't good :)", "user-friendly, but slow..."]
    before = sentiment(texts)
    reader().clear()
    np.testing.assert_array_equal(sentiment(texts), before)


@given(st.text(st.sampled_from("abGO!?.,:;)(' \x01x3<é😀"), max_size=8))
def test_short_cuts_change_no_unit(piece):
    one = reader()
    one.clear()
    for part in piece.split(" "):
        assert one[part] == tuple(unit for unit, _, _ in one.units(part))


def test_long_pieces_are_not_remembered():
    sentiment(["x" * 5_000])
    assert max(map(len, reader())) <= 40


def test_other_kinds_of_text():
    assert sentiment([]).shape == (0,)
    assert sentiment([b"good", 12, None, np.nan]).tolist() == [sentiment(["good"])[0], 0, 0, 0]
    assert sentiment(text for text in ["good", "bad"]).shape == (2,)


@pytest.mark.parametrize("one", ["good", b"good", {"text": "good"}])
def test_one_text_is_no_list(one):
    with pytest.raises(InputError, match="one text"):
        sentiment(one)


def test_pieces_keep_the_places_of_characters():
    text = "a\tb\nc  d\u2028e"
    assert " ".join(pieces([text])) == "\x01 a b c  d e"

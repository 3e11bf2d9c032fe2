"""What must hold for any text."""

import time

import orjson
import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.home.settings import Redaction
from rapport.redaction import PLACEHOLDERS, Redactor
from rapport.redaction.folding import fold, lower

REDACTOR = Redactor()
NAMES = ("Jane Doe", "Omar Haddad")
WORDS = """call|212-555-0142|order|jane|Doe|@|example.com| dot | at |gmail|4|12 |my ssn is |536-90-4399|
five |two-|+44 20 7946 0018|GB29NWBK60161331926819|(|)|phone: |4526018159083012|[|]|NAME|/|.|ü|\uff15|
İ|\u200b| """
PIECES = st.sampled_from(WORDS.split("|"))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_redacting_twice_changes_nothing(text):
    once, counts = REDACTOR.text(text, NAMES)
    assert REDACTOR.text(once, NAMES) == (once, {})
    if not counts:
        assert once == text


@pytest.mark.parametrize("split", ["development", "held_out"])
def test_redacting_the_cases_twice_changes_nothing(split):
    for case in read_cases(split):
        redactor = Redactor(Redaction(region=case.region))
        once, counts = redactor.text(case.text, case.names, case.previous)
        assert redactor.text(once, case.names, case.previous) == (once, {})
        assert sum(once.count(placeholder) for placeholder in PLACEHOLDERS.values()) == sum(counts.values())


@given(st.text(max_size=80))
def test_folding_keeps_every_place(text):
    assert len(lower(fold(text))) == len(text)


HOSTILE = (
    "1" * 100_000,
    "1 " * 50_000,
    "a@" * 50_000,
    "a" * 100_000 + "@",
    "five " * 20_000,
    "a dot " * 20_000 + " at ",
    "a " * 50_000 + " at dot",
    " " * 100_000 + " at dot",
    "AB12" * 25_000,
    "(" * 50_000 + "@.com 123456",
    "12-" * 30_000,
    "x.y@" * 20_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_take_time_in_proportion(text):
    begun = time.process_time()
    REDACTOR.text(text)
    assert time.process_time() - begun < 5


def test_real_conversations_are_read_fast(shared):
    import gzip

    path = shared / "data" / "star" / "conversations.jsonl.gz"
    with gzip.open(path) as lines:
        texts = [turn["text"] for line in lines for turn in orjson.loads(line)["turns"]]
    begun = time.process_time()
    for text in texts:
        REDACTOR.text(text)
    per_turn = (time.process_time() - begun) / len(texts)
    assert per_turn < 100e-6, f"{per_turn * 1e6:.1f} µs a turn"

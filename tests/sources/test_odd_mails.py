"""Mails with anything in any place are read, and no word of them is lost."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.sources.mail.message import parse_mail
from rapport.sources.mail.quotes import split_mail

FOLDER = Path(__file__).parent / "payloads" / "mail"
WORDS = """Hello,||> quoted|>> deeper|On Monday, Jane wrote:|On Tuesday|wrote:|-- |Kind regards,|Jane Doe|
From: Jane|Sent: Monday|To: Tom|-----Original Message-----|Sent from my iPhone|Thanks"""
LINES = st.sampled_from(WORDS.split("|"))


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_no_word_is_lost(lines):
    parts = split_mail("\n".join(lines))
    found = Counter(word for part in parts if part for word in part.split())
    given = Counter(word for line in lines for word in line.split())
    given["--"] = found["--"] = 0  # the line that only divides goes
    assert +found == +given


@pytest.mark.parametrize("name", ["thread-1.eml", "thread-2.eml", "thread-3.eml"])
def test_damaged_mails_are_read(name):
    raw = (FOLDER / name).read_bytes()
    chosen = random.Random(name)
    for _ in range(60):
        damaged = bytearray(raw)
        for _ in range(chosen.randrange(1, 12)):
            damaged[chosen.randrange(len(damaged))] = chosen.randrange(256)
        mail = parse_mail(bytes(damaged[: chosen.randrange(1, len(damaged))]))
        assert isinstance(mail.text, str)
        assert mail.message_id
        assert mail.at is None or mail.at.tzinfo is not None

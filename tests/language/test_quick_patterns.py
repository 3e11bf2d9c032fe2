"""Patterns said so that they are found in less time find the same."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.language.behaviours.agent_rules import AGENT
from rapport.language.experience.customer_rules import CUSTOMER
from rapport.language.experience.quick import alternatives, quick

PATTERNS = sorted({rule[2] for rules in (AGENT, CUSTOMER) for rule in rules.told()})
WORDS = sorted({word for rules in (AGENT, CUSTOMER) for rule in rules.told() for word in rule[1].split()})
SMALL = ["i", "you", "it", "is", "not", "a", "the", "to", "can't", "we'll", "have", "been", "no", "now", "12"]
SIGNS = [" ", " ", " ", ", ", ". ", "? ", "!", "\n", "'", "-", ""]
said = st.lists(st.tuples(st.sampled_from(WORDS + SMALL * 8), st.sampled_from(SIGNS)), max_size=25).map(
    lambda every: "".join(word + sign for word, sign in every)
)


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        (r"a|b(?:c|d)|[|)]e", ["a", "b(?:c|d)", "[|)]e"]),
        (r"a\|b|[^]|]c|[\]|]", [r"a\|b", "[^]|]c", r"[\]|]"]),
        ("alone", ["alone"]),
        ("|", ["", ""]),
    ],
)
def test_bars_part_only_outside_of_brackets(pattern, parts):
    assert alternatives(pattern) == parts


def test_many_patterns_are_said_otherwise():
    """Else nothing would be tried here."""
    assert sum(quick(one) != one for one in PATTERNS) >= 0.3 * len(PATTERNS)


@given(said)
@settings(max_examples=150)
def test_what_is_found_is_the_same(text):
    for one in PATTERNS:
        assert spans(quick(one), text) == spans(one, text), one


@pytest.mark.shared
def test_in_conversations_it_is_the_same(shared):
    import gzip
    import json

    with gzip.open(shared / "data/star/conversations.jsonl.gz") as lines:
        talks = [json.loads(line) for line, _ in zip(lines, range(150), strict=False)]
    text = "\n".join(turn["text"].lower() for talk in talks for turn in talk["turns"])
    found = 0
    for one in PATTERNS:
        known = spans(one, text)
        found += len(known)
        assert spans(quick(one), text) == known, one
    assert found > 1_000


def spans(pattern, text):
    return [one.span() for one in re.finditer(pattern, text)]

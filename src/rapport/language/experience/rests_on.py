"""A mark of all that a learned score sees a conversation by: word lists, rules and what is counted."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from rapport.language.behaviours.agent_rules import AGENT
from rapport.language.experience.cold import EFFORT, RESOLVED, SATISFACTION
from rapport.language.experience.course import NAMES
from rapport.language.experience.customer_rules import CUSTOMER
from rapport.language.experience.facts import NAMED
from rapport.language.experience.terms import BUCKETS
from rapport.language.feeling.emotion import cues, probability, subject, turns
from rapport.language.feeling.emotion.words import agent, customer, threats
from rapport.language.feeling.sentiment.context import RULES
from rapport.language.feeling.sentiment.words import (
    boosters,
    idioms,
    negative,
    neutral,
    positive,
    roles,
    signs,
)

COUNTED = 3
"""How turns are cut into words and counted; it changes when that code does, which no list shows."""


@cache
def rests_on() -> str:
    """The same sixteen signs wherever the same lists and rules are installed.

    A score learned with others would be given other numbers than it learned from.
    """
    # How threats and shouting count in what is felt: numbers and short lists, no types.
    heard = [
        sorted((name, value) for name, value in vars(module).items() if _is_constant(name, value))
        for module in (cues, subject, turns)
    ]
    lists = [
        sorted((name, value) for name, value in vars(module).items() if name.isupper())
        for module in (boosters, idioms, negative, neutral, positive, roles, signs, agent, customer, threats)
    ]
    weights = (EFFORT, RESOLVED, SATISFACTION)
    threatened = (probability.THREATS, probability.LIKELY)
    parts = (COUNTED, NAMES, NAMED, BUCKETS, weights, AGENT.told(), CUSTOMER.told(), RULES)
    return sha256(repr((parts, lists, heard, threatened)).encode()).hexdigest()[:16]


def _is_constant(name: str, value: object) -> bool:
    """Numbers and lists of words that a module holds, not the types it names."""
    return name.isupper() and isinstance(value, (int, float, str, tuple))

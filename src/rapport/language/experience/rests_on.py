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
from rapport.language.feeling.emotion.words import agent, customer
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
    lists = [
        sorted((name, value) for name, value in vars(module).items() if name.isupper())
        for module in (boosters, idioms, negative, neutral, positive, roles, signs, agent, customer)
    ]
    weights = (EFFORT, RESOLVED, SATISFACTION)
    parts = (COUNTED, NAMES, NAMED, BUCKETS, weights, AGENT.told(), CUSTOMER.told(), RULES)
    return sha256(repr((parts, lists)).encode()).hexdigest()[:16]

"""What the rules of criteria could stand for among behaviours, by their ids and words."""

from __future__ import annotations

import re

from rapport.criteria import Criteria, Rule
from rapport.language.behaviours.prior import LIKELY
from rapport.program.reading.plain import ABSENT, PRESENT, RuleStands

BEHAVIOURS = (*LIKELY, "brand_wording", "jargon")
"""Every behaviour a rule can stand for."""
ABOUT = {
    "greeting": "greets the customer",
    "own_name": "says their own name",
    "empathy": "says what it is like for the customer",
    "apology": "says sorry",
    "ownership": "takes the matter on: I will see to it",
    "next_step": "says who does what by when",
    "wait_announced": "says that the customer has to wait",
    "hold_permission": "asks before letting the customer wait",
    "summary": "sums up what was said or agreed",
    "check_understanding": "makes sure that it is right, or settled",
    "anything_else": "asks whether there is more to help with",
    "closing": "takes leave",
    "thanks": "thanks the customer",
    "blame": "lays the fault at the customer's door",
    "refusal": "says that something cannot be had",
    "brand_wording": "uses words the company wants to hear",
    "jargon": "uses words that only insiders know",
}
"""What each behaviour is, in words for people: the agent …"""
NOT = r"\b(?:no|not|nobody|never|without|missing|lacks?|fails? to|failed to|skips?|forgets?|forgot)\b"
TELLS = (
    ("hold_permission", r"\bask\w* .*\b(?:before|permission|whether).*\bhold\b|\bpermission to hold\b"),
    (
        "wait_announced",
        r"\bannounce\w* .*\b(?:wait|hold|pause)s?\b|\bsaid how long\b|\bhow long this will take\b",
    ),
    ("jargon", r"\bjargon\b|\btechnical terms?\b|\bwords of the house\b"),
    ("blame", r"\bblame[sd]?\b|\bfault is laid\b|\bcustomer.s (?:own )?fault\b"),
    ("refusal", r"\brefus(?:es|ed|al)\b|\bflat no\b|\bturned away\b"),
    ("apology", r"\bapolog|\bsays? sorry\b"),
    ("empathy", r"\bempath|\bhears? the feeling|\bnamed the trouble\b|\backnowledg|\bsympath"),
    ("ownership", r"\bownership\b|\btook it on\b|\bmakes it the (?:company|bank).s own\b|\btakes? responsib"),
    (
        "next_step",
        r"\bclear next step|\bnames? the next step|\bwhat happens (?:now|next)\b|\bwho does what\b",
    ),
    ("check_understanding", r"\basked if solved\b|\bchecks? understanding\b|\bwhether this settles\b"),
    ("summary", r"\bsummar|\brestated?\b|\bsays in own words\b|\brecap"),
    ("anything_else", r"\b(?:asks?|asked|offers?)\b.*\banything else\b|\bfurther (?:help|questions)\b"),
    ("own_name", r"\b(?:own|their|agent.s) name\b|\bgave name\b|\bintroduce[sd]?\b|\bwho is helping\b"),
    ("greeting", r"\bgreet|\bsays? hello\b|\bsaid hello\b|\bwelcom"),
    ("closing", r"\bfarewell\b|\bgoodbye\b|\bclos(?:es|ing) (?:politely|the contact)\b"),
    ("thanks", r"\bthank"),
    ("brand_wording", r"\bsounds like us\b|\bbrand (?:voice|words?|wording)\b|\bhouse.s way of speaking\b"),
)
"""Behaviour and what tells it in a rule's id and text, in plain words and lower case; the first that matches.
Judgement from how such rules are worded."""
OPPOSITE = frozenset({"jargon", "blame", "refusal"})
"""Behaviours that are faults themselves: a rule that names them is seen where they are."""


def suggested(criteria: Criteria) -> tuple[RuleStands, ...]:
    """What each rule could stand for, where its id or text says so; people decide."""
    found = []
    for element in criteria.elements:
        for rule in element.rules:
            if (told := _told(rule)) is not None:
                found.append(RuleStands(element.name, rule.id, *told))
    return tuple(found)


def _told(rule: Rule) -> tuple[str, str] | None:
    if rule.attributable_to != "agent":
        return None
    for words in (rule.id.replace("_", " ").replace("-", " ").lower(), rule.text.lower().replace("’", "'")):
        for behaviour, tells in TELLS:
            if re.search(tells, words):
                missing = behaviour not in OPPOSITE and re.search(NOT, words) is not None
                if rule.points < 0 and behaviour not in OPPOSITE and not missing:
                    continue  # a fault in how it is done: no behaviour stands for that
                return behaviour, ABSENT if missing else PRESENT
    return None

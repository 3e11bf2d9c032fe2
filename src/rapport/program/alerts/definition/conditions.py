"""One condition of a rule's file."""

from __future__ import annotations

from dataclasses import replace

import yaml

from rapport.program.alerts.definition.model import (
    ANYTHING,
    LABELS,
    LONGEST_WORDS,
    MOST_WORDS,
    NOTED,
    NUMBERS,
    PROMISE,
    READ,
    SPEAKERS,
    Condition,
)
from rapport.written.section import Section
from rapport.written.tree import Problems

BOUNDS = ("at_least", "at_most")
NAMED_BY = {
    "answer": "item",
    "score": "metric",
    "read": "of",
    "noted": "of",
    "words": "said_by",
    "event": "kind",
    "silence": "after",
}
"""The key that names what a condition is about."""
KEYS = {
    "answer": ("item", "survey", *BOUNDS),
    "score": ("metric", *BOUNDS),
    "read": ("of", *BOUNDS, "any_of"),
    "noted": ("of", "any_of"),
    "words": ("said_by", "any_of"),
    "event": ("kind", *BOUNDS),
    "silence": ("after", "then", "hours", "business_days"),
}
LONGEST_NAME, MOST_HOURS, MOST_DAYS = 200, 24 * 60, 60


def read_condition(node: yaml.Node, problems: Problems) -> Condition | None:
    """`{answer: {item: nps, at_most: 6}}`; None once what is wrong with it is told."""
    outer = Section(node, "a condition", tuple(KEYS), problems)
    if len(outer.given) != 1:
        if isinstance(node, yaml.MappingNode):
            problems.add(outer.line, "A condition has to be about one thing", f"Use {', '.join(KEYS)}.")
        return None
    what, (line, inner) = next(iter(outer.given.items()))
    one = Section(inner, what, KEYS[what], problems, line)
    key = NAMED_BY[what]
    name = one.words(key, "customer" if what == "words" else "")
    if not name or len(name) > LONGEST_NAME:
        if one.need(key):
            one.wrong(key, f"a name of at most {LONGEST_NAME} letters")
        return None
    found = Condition(
        what,
        name,
        at_least=_bound(one, "at_least"),
        at_most=_bound(one, "at_most"),
        any_of=one.listed("any_of"),
        survey=one.words("survey") or None,
    )
    if what == "silence":
        found = _silence(one, found)
    _check(one, found, key)
    return found


def _bound(one: Section, name: str) -> float | None:
    return one.number(name, 0.0) if name in one.given else None


def _silence(one: Section, found: Condition) -> Condition:
    if ("hours" in one.given) == ("business_days" in one.given):
        one.problems.add(one.line, "silence has no length", "Give hours or business_days, not both.")
    hours = one.number("hours", 1.0, above=0) if "hours" in one.given else None
    days = one.integer("business_days", 1) if "business_days" in one.given else None
    if (hours or 0) > MOST_HOURS:
        one.wrong("hours", f"a number up to {MOST_HOURS}")
    if (days or 0) > MOST_DAYS:
        one.wrong("business_days", f"a whole number up to {MOST_DAYS}")
    return replace(found, hours=hours, business_days=days, then=one.words("then", ANYTHING))


def _check(one: Section, found: Condition, key: str) -> None:
    low, high = found.at_least, found.at_most
    if low is not None and high is not None and low > high:
        one.wrong("at_least", "no more than at_most")
    among = {"read": tuple(READ), "noted": tuple(NOTED), "words": SPEAKERS}.get(found.what)
    if among is not None and found.name not in among:
        one.wrong(key, f"one of {', '.join(among)}")
        return
    if found.what in ("noted", "words"):
        _listed(one, found)
    if found.what in ("answer", "score") and low is None and high is None:
        one.problems.add(one.line, f"{found.what} has no bound", "Give at_least or at_most, or both.")
    if found.what == "read":
        _read(one, found)


def _read(one: Section, found: Condition) -> None:
    known = LABELS.get(found.name, ())
    if (found.at_least is not None or found.at_most is not None) and found.name not in NUMBERS:
        one.wrong("at_least" if "at_least" in one.given else "at_most", "used here: give any_of")
    elif found.any_of and (odd := [word for word in found.any_of if word not in known]):
        one.wrong("any_of", f"among {', '.join(known) or 'nothing: give bounds'}; {odd[0][:40]!r} is not")
    elif not found.any_of and found.at_least is None and found.at_most is None:
        one.problems.add(one.line, f"{found.name} has no bound", "Give at_least, at_most or any_of.")


def _listed(one: Section, found: Condition) -> None:
    if not found.any_of and one.need("any_of"):
        one.wrong("any_of", "a word or a list of words")
    if len(found.any_of) > MOST_WORDS or any(len(word) > LONGEST_WORDS for word in found.any_of):
        one.wrong("any_of", f"up to {MOST_WORDS} words or phrases of up to {LONGEST_WORDS} letters")


def is_promise(condition: Condition) -> bool:
    """Whether the silence is one after something an agent said would happen."""
    return condition.what == "silence" and condition.name == PROMISE

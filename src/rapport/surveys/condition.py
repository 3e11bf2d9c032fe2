"""Conditions of a survey file: read, and tried on what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from rapport.surveys.model import Condition, Test
from rapport.written.section import Section
from rapport.written.tree import Problems, number, truth, words

KEYS = ("not", "at_least", "at_most", "answered")
Known = Mapping[str, object]
"""What is known while a survey is answered: items by id, facts by their dotted name."""


def read_condition(owner: Section, key: str, problems: Problems) -> Condition | None:
    """The condition under a key: one set of tests that must all hold, or a list of such sets."""
    node = owner.node(key)
    if node is None:
        return None
    given = node.value if isinstance(node, yaml.SequenceNode) else [node]
    ways = []
    for one in given:
        section = Section(one, f"{key} of {owner.what}", None, problems)
        if not section.given:
            owner.wrong(key, "an item or a fact with what it has to be")
            continue
        ways.append({name: _test(section, name, problems) for name in section.given})
    return Condition(tuple(ways)) if ways else None


def _test(section: Section, name: str, problems: Problems) -> Test:
    node = section.node(name)
    if isinstance(node, yaml.MappingNode):
        one = Section(node, f"{name} of {section.what}", KEYS, problems)
        return Test(
            excluded=one.listed("not"),
            at_least=_number(one, "at_least"),
            at_most=_number(one, "at_most"),
            answered=one.truth("answered") if "answered" in one.given else None,
        )
    if node is not None and truth(node) is not None and words(node) in ("true", "false"):
        section.wrong(name, "a value; for whether there is an answer write {answered: true}")
    return Test(values=section.listed(name))


def _number(section: Section, key: str) -> float | None:
    node = section.node(key)
    if node is None:
        return None
    value = number(node)
    if value is None:
        section.wrong(key, "a number")
    return value


def holds(condition: Condition | None, known: Known) -> bool:
    """Whether it holds for what is known; no condition always does."""
    if condition is None:
        return True
    return any(all(_passes(test, known.get(key)) for key, test in way.items()) for way in condition.ways)


def _passes(test: Test, value: object) -> bool:
    said = _said(value)
    if test.answered is not None and test.answered is not bool(said):
        return False
    if test.values and not set(test.values) & set(said):
        return False
    if test.excluded and (set(test.excluded) & set(said)):
        return False
    if test.at_least is None and test.at_most is None:
        return True
    measure = _measure(value)
    low = test.at_least is None or (measure is not None and measure >= test.at_least)
    return low and (test.at_most is None or (measure is not None and measure <= test.at_most))


def _said(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence):
        return tuple(str(one) for one in value)
    if isinstance(value, float) and value.is_integer():
        return (str(int(value)),)
    return (str(value),)


def _measure(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None

"""A rule's file into a Definition, or every problem in it with its line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from rapport.program.alerts.definition.conditions import read_condition
from rapport.program.alerts.definition.model import (
    JOINED,
    KINDS,
    MOST_CONDITIONS,
    URGENCIES,
    Condition,
    Definition,
    Only,
)
from rapport.program.alerts.definition.written import as_mapping
from rapport.program.alerts.errors import RuleError
from rapport.written.section import Section
from rapport.written.tree import Problems, compose

TOP = (
    "rule", "kind", "all", "any", "only", "urgency", "opens_case", "days_back", "quiet_days",
    "together_days", "most_a_day",
)  # fmt: skip
ONLY = ("channel", "team", "segment", "value_at_least", "attribute")
ATTRIBUTE = ("name", "at_least", "any_of")
LIMITS = {"days_back": (7, 1, 90), "quiet_days": (7, 0, 365), "together_days": (7, 0, 90)}
LIMITS |= {"most_a_day": (50, 1, 10_000)}
"""Of each number: what it is when it is left out, the least and the most."""
LONGEST_TITLE, LONGEST = 120, 20_000


@lru_cache(maxsize=512)
def parse_rule(text: str, source: str = "rule.yaml") -> Definition:
    """Reads a rule. Raises RuleError with all problems found (`.problems`), each with its line."""
    problems = Problems(source, RuleError)
    if len(text) > LONGEST:
        problems.add(1, f"The rule has {len(text):,} characters", f"Stay under {LONGEST:,}.")
        problems.stop()
    top = Section(compose(text, problems), "the rule", TOP, problems)
    title = top.words("rule") if top.need("rule") else ""
    if "rule" in top.given and not 1 <= len(title) <= LONGEST_TITLE:
        top.wrong("rule", f"a title of 1 to {LONGEST_TITLE} letters")
    kind = top.choice("kind", "problem", tuple(KINDS)) or "problem"
    joined, conditions = _conditions(top, problems)
    numbers = {name: _whole(top, name) for name in LIMITS}
    found = Definition(
        title=title,
        kind=kind,
        conditions=conditions,
        joined=joined,
        only=_only(top, problems),
        urgency=top.choice("urgency", "normal", URGENCIES) or "normal",
        opens_case=top.truth("opens_case") if "opens_case" in top.given else kind != "praise",
        **numbers,
    )
    if not all(one.isprintable() for one in _texts(as_mapping(found))):
        problems.add(top.line, "The rule holds signs that cannot be shown", "Write it in plain letters.")
    problems.stop()
    return found


def _texts(part: Any) -> Iterator[str]:
    """Every text in a mapping, its lists and mappings."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, (dict, list)):
        for one in part.values() if isinstance(part, dict) else part:
            yield from _texts(one)


def _conditions(top: Section, problems: Problems) -> tuple[str, tuple[Condition, ...]]:
    given = [name for name in JOINED if name in top.given]
    if len(given) != 1:
        what = "The rule says both all and any" if given else "The rule has no condition"
        problems.add(top.line, what, "Write the conditions below `all`, or below `any`.")
        return "all", ()
    node = top.node(given[0])
    nodes = node.value if isinstance(node, yaml.SequenceNode) else []
    if not 1 <= len(nodes) <= MOST_CONDITIONS:
        top.wrong(given[0], f"a list of 1 to {MOST_CONDITIONS} conditions")
        return given[0], ()
    found = [read_condition(one, problems) for one in nodes]
    return given[0], tuple(one for one in found if one is not None)


def _only(top: Section, problems: Problems) -> Only:
    node = top.node("only")
    if node is None:
        return Only()
    one = Section(node, "only", ONLY, problems)
    attribute = one.node("attribute")
    given = None if attribute is None else Section(attribute, "attribute", ATTRIBUTE, problems)
    if given is not None and given.need("name") and not {"at_least", "any_of"} & set(given.given):
        given.wrong("name", "followed by at_least or any_of")
    least = "value_at_least" in one.given
    return Only(
        channel=one.listed("channel"),
        team=one.listed("team"),
        segment=one.listed("segment"),
        value_at_least=one.number("value_at_least", 0.0) if least else None,
        attribute=given.words("name") or None if given else None,
        attribute_at_least=given.number("at_least", 0.0) if given and "at_least" in given.given else None,
        attribute_any_of=given.listed("any_of") if given else (),
    )


def _whole(top: Section, name: str) -> int:
    usual, least, most = LIMITS[name]
    value = top.number(name, usual)
    if value != int(value) or not least <= value <= most:
        top.wrong(name, f"a whole number from {least} to {most}")
        return usual
    return int(value)

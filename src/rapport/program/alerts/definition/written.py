"""A rule as its file, in the order people read it; and as the plain mapping behind it."""

from __future__ import annotations

from typing import Any

import yaml

from rapport.program.alerts.definition.conditions import NAMED_BY
from rapport.program.alerts.definition.model import ANYTHING, Condition, Definition, Only


def rule_text(rule: Definition) -> str:
    """The file. `parse_rule` of it is the rule again."""
    text: str = yaml.safe_dump(as_mapping(rule), sort_keys=False, allow_unicode=True, width=100)
    return text


def as_mapping(rule: Definition) -> dict[str, Any]:
    """The same as plain keys and values, without those that say nothing."""
    return {
        "rule": rule.title,
        "kind": rule.kind,
        rule.joined: [condition_mapping(one) for one in rule.conditions],
        **({"only": only} if (only := _only(rule.only)) else {}),
        "urgency": rule.urgency,
        "opens_case": rule.opens_case,
        "days_back": rule.days_back,
        "quiet_days": rule.quiet_days,
        "together_days": rule.together_days,
        "most_a_day": rule.most_a_day,
    }


def condition_mapping(one: Condition) -> dict[str, Any]:
    """`{answer: {item: nps, at_most: 6}}`."""
    parts = {
        NAMED_BY[one.what]: one.name,
        "survey": one.survey,
        "at_least": _short(one.at_least),
        "at_most": _short(one.at_most),
        "any_of": list(one.any_of) or None,
        "then": one.then if one.what == "silence" and one.then != ANYTHING else None,
        "hours": _short(one.hours),
        "business_days": one.business_days,
    }
    return {one.what: {name: value for name, value in parts.items() if value is not None}}


def _only(only: Only) -> dict[str, Any]:
    parts: dict[str, Any] = {name: list(getattr(only, name)) for name in ("channel", "team", "segment")}
    parts["value_at_least"] = _short(only.value_at_least)
    found = {name: value for name, value in parts.items() if value is not None and value != []}
    if only.attribute:
        named = {
            "name": only.attribute,
            "at_least": _short(only.attribute_at_least),
            "any_of": list(only.attribute_any_of) or None,
        }
        found["attribute"] = {name: value for name, value in named.items() if value is not None}
    return found


def _short(value: float | None) -> float | int | None:
    """6.0 as 6."""
    return int(value) if value is not None and value == int(value) else value

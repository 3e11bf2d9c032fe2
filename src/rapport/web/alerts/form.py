"""The form of a rule: from what was typed to the rule's file, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from django.http import QueryDict

from rapport.program.alerts.definition.conditions import NAMED_BY
from rapport.program.alerts.definition.model import ANYTHING, MOST_CONDITIONS, Condition, Definition
from rapport.program.alerts.definition.told import spelled

NUMBERS = ("days_back", "quiet_days", "together_days", "most_a_day")
GROUPS = ("channel", "team", "segment")
Typed = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One condition as it is typed."""

    number: int
    about: str = ""
    least: str = ""
    most: str = ""
    words: str = ""
    survey: str = ""
    wait: str = ""
    unit: str = "hours"
    then: str = ""


@dataclass(frozen=True)
class Filled:
    """The whole form as it is typed."""

    typed: Mapping[str, Any]
    rows: tuple[Row, ...]


def typed(given: QueryDict) -> Filled:
    """What was sent."""
    rows = tuple(
        Row(
            number,
            **{
                name: given.get(f"{name}-{number}", "").strip()
                for name in ("about", "least", "most", "words", "survey", "wait", "unit", "then")
            },
        )
        for number in range(MOST_CONDITIONS)
    )
    single = (
        "title", "kind", "joined", "urgency", *NUMBERS, "value_at_least", "attribute",
        "attribute_at_least", "attribute_any_of",
    )  # fmt: skip
    found: Typed = {name: given.get(name, "").strip() for name in single}
    found |= {name: [one for one in given.getlist(name) if one] for name in GROUPS}
    found["opens_case"] = given.get("opens_case") == "yes"
    return Filled(found, rows)


def text_of(filled: Filled) -> str:
    """The rule's file. What is no number stays as it was typed: reading the file complains of it."""
    given = filled.typed
    only: Typed = {name: given[name] for name in GROUPS if given[name]}
    if given["value_at_least"]:
        only["value_at_least"] = _number(given["value_at_least"])
    if given["attribute"]:
        bounds = {
            "at_least": _number(given["attribute_at_least"]),
            "any_of": _lines(given["attribute_any_of"]),
        }
        only["attribute"] = {
            "name": given["attribute"],
            **{name: one for name, one in bounds.items() if one != "" and one != []},
        }
    parts: Typed = {"rule": given["title"], "kind": given["kind"]}
    parts[given["joined"] or "all"] = [_condition(row) for row in filled.rows if row.about]
    if only:
        parts["only"] = only
    parts |= {"urgency": given["urgency"], "opens_case": given["opens_case"]}
    parts |= {name: _number(given[name]) for name in NUMBERS if given[name]}
    text: str = yaml.safe_dump(parts, sort_keys=False, allow_unicode=True, width=100)
    return text


def filled(rule: Definition) -> Filled:
    """The form of a rule that is there."""
    only = rule.only
    found: Typed = {
        "title": rule.title,
        "kind": rule.kind,
        "joined": rule.joined,
        "urgency": rule.urgency,
        "opens_case": rule.opens_case,
        "value_at_least": _shown(only.value_at_least),
        "attribute": only.attribute or "",
        "attribute_at_least": _shown(only.attribute_at_least),
        "attribute_any_of": "\n".join(only.attribute_any_of),
        **{name: str(getattr(rule, name)) for name in NUMBERS},
        **{name: list(getattr(only, name)) for name in GROUPS},
    }
    return Filled(found, tuple(_rows(rule)))


def _rows(rule: Definition) -> Iterator[Row]:
    for number in range(MOST_CONDITIONS):
        if number >= len(rule.conditions):
            yield Row(number)
            continue
        one: Condition = rule.conditions[number]
        yield Row(
            number,
            f"{one.what}:{one.name}",
            _shown(one.at_least),
            _shown(one.at_most),
            "\n".join(one.any_of),
            one.survey or "",
            _shown(one.hours) or _shown(one.business_days),
            "business_days" if one.business_days else "hours",
            "" if one.then == ANYTHING else one.then,
        )


def _condition(row: Row) -> Typed:
    """Only what belongs to the kind of condition: what other fields held before is left out."""
    what, _, name = row.about.partition(":")
    if what not in NAMED_BY:
        return {what: {}}
    parts: Typed = {NAMED_BY[what]: name}
    if what in ("answer", "score", "read", "event"):
        parts |= {"at_least": _number(row.least), "at_most": _number(row.most)}
    if what in ("read", "noted", "words"):
        parts["any_of"] = _lines(row.words)
    if what == "answer":
        parts["survey"] = row.survey
    if what == "silence":
        parts |= {"then": row.then, row.unit or "hours": _number(row.wait)}
    return {what: {key: value for key, value in parts.items() if value != "" and value != []}}


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _number(text: str) -> Any:
    try:
        found = float(text)
    except ValueError:
        return text
    return int(found) if found.is_integer() else found


def _shown(value: float | None) -> str:
    return "" if value is None else spelled(value)

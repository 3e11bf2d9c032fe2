"""Conditions of items as rows of a form: an item or a fact, how it is compared, with what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import yaml

from rapport.surveys.parse import ITEM
from rapport.work.surveys.building.parts import listed, pairs, word
from rapport.written.document import BOOL, find, mapping, number_or_words, put, scalar, sequence
from rapport.written.fields import clean

HOW = {
    "is": "is",
    "not": "is not",
    "at_least": "is at least",
    "at_most": "is at most",
    "answered": "is answered or known",
    "unanswered": "is not answered or known",
}
"""How a form compares, and how that reads."""
ROW = re.compile(r"way-(\d{1,2})-(\d{1,2})-of")
FACTS = (
    "customer.name", "customer.email", "customer.phone", "customer.segment", "customer.language",
    "interaction.channel", "interaction.concern", "interaction.team", "interaction.reason_code",
    "interaction.status", "agent.name", "company.name",
)  # fmt: skip
"""Facts that are offered; any other can be written as well."""


@dataclass(frozen=True)
class Row:
    """One test: `of` an item or a fact, `how` of HOW, and the value as it is typed (several with commas)."""

    of: str = ""
    how: str = "is"
    value: str = ""


def ways(node: yaml.Node | None) -> tuple[tuple[Row, ...], ...]:
    """The condition of an item: any one of the ways, all of whose rows must hold."""
    value = find(node, "asked_if")
    given = listed(value) if isinstance(value, yaml.SequenceNode) else [value] if value is not None else []
    return tuple(tuple(_rows(one)) for one in given)


def _rows(way: yaml.Node) -> Iterable[Row]:
    for key, test in pairs(way):
        of = word(key)
        if not isinstance(test, yaml.MappingNode):
            yield Row(of, "is", _typed(test))
            continue
        for how, value in pairs(test):
            if word(how) == "answered":
                yield Row(of, "answered" if word(value) in ("true", "yes", "on") else "unanswered")
            else:
                yield Row(of, word(how), _typed(value))


def _typed(node: yaml.Node) -> str:
    return ", ".join(word(one) for one in listed(node)) if listed(node) else word(node)


def typed_ways(typed: Mapping[str, str]) -> tuple[tuple[Row, ...], ...]:
    """The rows that a form sent; those without an item or fact are left out, and ways without rows."""
    found: dict[int, list[tuple[int, Row]]] = {}
    for name, of in typed.items():
        if (match := ROW.fullmatch(name)) and clean(of):
            prefix = name.removesuffix("of")
            row = Row(clean(of), typed.get(f"{prefix}how", "is"), clean(typed.get(f"{prefix}value", "")))
            found.setdefault(int(match[1]), []).append((int(match[2]), row))
    return tuple(tuple(row for _, row in sorted(found[way], key=lambda one: one[0])) for way in sorted(found))


def set_ways(item: yaml.MappingNode, wanted: tuple[tuple[Row, ...], ...]) -> None:
    """Writes the condition where it differs from what stands there."""
    if wanted == ways(item):
        return
    made = [_way(rows) for rows in wanted if rows]
    put(item, "asked_if", None if not made else made[0] if len(made) == 1 else sequence(made), ITEM)


def _way(rows: tuple[Row, ...]) -> yaml.MappingNode:
    made = mapping(flow=True)
    for row in rows:
        there = find(made, row.of)
        if row.how == "is":
            if there is None:
                put(made, row.of, _values(row.value))
            continue
        if not isinstance(there, yaml.MappingNode):
            there = mapping(flow=True)
            put(made, row.of, there)
        if row.how in ("answered", "unanswered"):
            put(there, "answered", scalar("true" if row.how == "answered" else "false", BOOL))
        elif row.how == "not":
            put(there, "not", _values(row.value))
        else:
            put(there, row.how if row.how in HOW else "at_least", number_or_words(row.value))
    return made


def _values(typed: str) -> yaml.Node:
    found = [one for one in (part.strip() for part in typed.split(",")) if one]
    if len(found) == 1:
        return number_or_words(found[0])
    return sequence([number_or_words(one) for one in found], flow=True)

"""What was typed into the form of one part, into the tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import yaml

from rapport.criteria.parse import CLAUSE, ELEMENT, FACTOR, RULE, TOP
from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.document import Document
from rapport.work.criteria_editing.renaming import NameTakenError, rename_element, rename_factor, rename_rule
from rapport.written.document import find, put, scalar, sequence
from rapport.written.fields import (
    clean,
    set_list,
    set_number,
    set_rows,
    set_truth,
    set_words,
)

Typed = Mapping[str, str]
MAX_ROWS = 200


def save_part(document: Document, part: str, typed: Typed) -> list[NameTakenError]:
    """Changes what differs; fields that were not sent stay as they are. Returns the new names that were
    refused because another thing has them. Raises InputError for a part that is not there.
    """
    refused: list[NameTakenError] = []
    if part == parts.GENERAL:
        _texts(document.root, typed, ("criteria", "title", "text", "language"), TOP)
    elif part == parts.COMPONENTS:
        _components(document, typed)
    elif part == parts.WEIGHTS:
        _clauses(document, typed)
    else:
        key, node = parts.place_of(document, part)
        if not isinstance(node, yaml.MappingNode):
            return refused
        if parts.FACTOR.fullmatch(part):
            _texts(node, typed, ("title", "text"), FACTOR)
            _numbers(node, typed, ("weight",), FACTOR)
            _name(refused, "name", lambda: rename_factor(document, key, typed.get("name")))
        else:
            refused += _element(document, key, node, typed)
    return refused


def _name(refused: list[NameTakenError], field: str, rename: Callable[[], None]) -> None:
    try:
        rename()
    except NameTakenError as error:
        error.field = field
        refused.append(error)


def _element(
    document: Document, key: yaml.Node, node: yaml.MappingNode, typed: Typed
) -> list[NameTakenError]:
    refused: list[NameTakenError] = []
    _texts(node, typed, ("title", "text", "model_answer"), ELEMENT)
    _numbers(node, typed, ("weight", "start", "max"), ELEMENT)
    if "flags" in typed:
        set_truth(node, "not_applicable", "not_applicable" in typed, ELEMENT)
        for name, members in parts.pairs(find(document.root, "components")):
            _membership(members, parts.name_of(key), f"component-{parts.name_of(name)}" in typed)
    if "never-0-name" in typed:
        set_rows(node, "not_applicable_when", _rows(typed, "never"), False, ELEMENT)
    for place, rule in enumerate(parts.items(find(node, "rules"))):
        if isinstance(rule, yaml.MappingNode):
            prefix = f"rule-{place}-"
            _rule(rule, {k.removeprefix(prefix): v for k, v in typed.items() if k.startswith(prefix)})
            _name(refused, f"{prefix}id", partial(rename_rule, node, rule, typed.get(f"{prefix}id")))
    _name(refused, "name", lambda: rename_element(document, key, typed.get("name")))
    return refused


def _rule(rule: yaml.MappingNode, mine: Typed) -> None:
    _texts(rule, mine, ("text", "example", "critical", "kind"), RULE)
    _numbers(rule, mine, ("points", "times"), RULE)
    if "attributable_to" in mine:
        value = mine["attributable_to"]
        set_words(rule, "attributable_to", "" if value == "agent" else value, RULE)
    if "requires" in mine:
        set_list(rule, "requires", mine["requires"], RULE)


def _components(document: Document, typed: Typed) -> None:
    node = find(document.root, "components")
    for place, (key, value) in enumerate(parts.pairs(node)):
        prefix = f"component-{place}-"
        if f"{prefix}name" not in typed:
            continue
        name = clean(typed[f"{prefix}name"])
        taken = [parts.name_of(one) for one, _ in parts.pairs(node) if one is not key]
        if name and name not in taken and isinstance(key, yaml.ScalarNode):
            key.value = name
        for _, element, _ in parts.all_elements(document):
            member = parts.name_of(element)
            _membership(value, member, f"{prefix}has-{member}" in typed)


def _membership(members: yaml.Node, name: str, wanted: bool) -> None:
    if not isinstance(members, yaml.SequenceNode):
        return
    has = [one for one in members.value if parts.name_of(one) == name]
    if wanted and not has:
        members.value.append(scalar(name))
    elif not wanted:
        members.value = [one for one in members.value if one not in has]


def _clauses(document: Document, typed: Typed) -> None:
    for place, clause in enumerate(parts.items(find(document.root, "weights_when"))):
        prefix = f"clause-{place}"
        if f"{prefix}-when-0-name" not in typed or not isinstance(clause, yaml.MappingNode):
            continue
        set_rows(clause, "when", _rows(typed, f"{prefix}-when"), False, CLAUSE)
        if find(clause, "when") is None:
            # The check then says that an attribute is missing, and the clause stays.
            put(clause, "when", sequence([], flow=True), CLAUSE)
        names = {parts.name_of(key) for key, _ in parts.factors(document)}
        weights = _rows(typed, f"{prefix}-weight")
        set_rows(clause, "factors", [one for one in weights if clean(one[0]) in names], True, CLAUSE)
        set_rows(clause, "elements", [one for one in weights if clean(one[0]) not in names], True, CLAUSE)


def _rows(typed: Typed, prefix: str) -> list[tuple[str, str]]:
    found = []
    for place in range(MAX_ROWS):
        if f"{prefix}-{place}-name" not in typed:
            break
        found.append((typed[f"{prefix}-{place}-name"], typed.get(f"{prefix}-{place}-value", "")))
    return found


def _texts(node: yaml.MappingNode, typed: Typed, keys: tuple[str, ...], order: tuple[str, ...]) -> None:
    for key in keys:
        if key in typed:
            set_words(node, key, typed[key], order)


def _numbers(node: yaml.MappingNode, typed: Typed, keys: tuple[str, ...], order: tuple[str, ...]) -> None:
    for key in keys:
        if key in typed:
            set_number(node, key, typed[key], order)

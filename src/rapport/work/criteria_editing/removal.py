"""What refers to a thing that is removed, so that nothing names what is not there."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.document import Document
from rapport.written.document import find, put


def forget_factor(document: Document, name: str, elements: Iterable[str]) -> None:
    """Clauses and components no longer name the factor and its elements."""
    _multipliers(document, "factors", name)
    for element in elements:
        forget_element(document, element)


def forget_element(document: Document, name: str) -> None:
    """Clauses and components no longer name the element."""
    _multipliers(document, "elements", name)
    for _, members in parts.pairs(find(document.root, "components")):
        _without(members, name)


def forget_rule(element: yaml.Node, name: str) -> None:
    """Other rules no longer require the rule."""
    for rule in parts.items(find(element, "rules")):
        needed = find(rule, "requires")
        if needed is None or not isinstance(rule, yaml.MappingNode):
            continue
        _without(needed, name)
        if parts.name_of(needed) == name or (isinstance(needed, yaml.SequenceNode) and not needed.value):
            put(rule, "requires", None)


def _multipliers(document: Document, kind: str, name: str) -> None:
    for clause in parts.items(find(document.root, "weights_when")):
        named = find(clause, kind)
        if isinstance(named, yaml.MappingNode) and isinstance(clause, yaml.MappingNode):
            named.value = [pair for pair in named.value if parts.name_of(pair[0]) != name]
            if not named.value:
                put(clause, kind, None)


def _without(members: yaml.Node, name: str) -> None:
    if isinstance(members, yaml.SequenceNode):
        members.value = [one for one in members.value if parts.name_of(one) != name]

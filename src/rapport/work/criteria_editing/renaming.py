"""A new name for a thing, and everything that refers to it follows."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from rapport.records import InputError
from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.document import Document
from rapport.written.document import find
from rapport.written.fields import clean


class NameTakenError(InputError):
    """Another thing of the kind has that name; `field` says where it was typed."""

    field = "name"


def rename_factor(document: Document, key: yaml.Node, typed: str | None) -> None:
    """Renames a factor; clauses follow. Raises NameTakenError when another has the name."""
    taken = [one for one, _ in parts.factors(document) if one is not key]
    before = parts.name_of(key)
    if _renamed(key, typed, taken, "factor"):
        _keys(_multipliers(document, "factors"), before, parts.name_of(key))


def rename_element(document: Document, key: yaml.Node, typed: str | None) -> None:
    """Renames an element; components and clauses follow. Raises NameTakenError when another has the name."""
    taken = [one for _, one, _ in parts.all_elements(document) if one is not key]
    before = parts.name_of(key)
    if _renamed(key, typed, taken, "element"):
        now = parts.name_of(key)
        _keys(_multipliers(document, "elements"), before, now)
        for _, members in parts.pairs(find(document.root, "components")):
            _words(parts.items(members), before, now)


def rename_rule(element: yaml.Node, rule: yaml.Node, typed: str | None) -> None:
    """Renames a rule; what requires it follows. Raises NameTakenError when another has the name."""
    rules = parts.items(find(element, "rules"))
    taken = [one for one in (find(other, "id") for other in rules if other is not rule) if one is not None]
    key = find(rule, "id")
    if key is None:
        return
    before = parts.name_of(key)
    if _renamed(key, typed, taken, "rule"):
        for other in rules:
            needed = find(other, "requires")
            _words(parts.items(needed) or ([needed] if needed else []), before, parts.name_of(key))


def _renamed(key: yaml.Node, typed: str | None, taken: Iterable[yaml.Node], kind: str) -> bool:
    name = clean(typed or "")
    if not name or name == parts.name_of(key) or not isinstance(key, yaml.ScalarNode):
        return False
    if name in [parts.name_of(one) for one in taken]:
        raise NameTakenError(f"There is another {kind} named {name}", kind, "Choose a name of its own.")
    key.value = name
    return True


def _multipliers(document: Document, kind: str) -> list[yaml.Node]:
    clauses = parts.items(find(document.root, "weights_when"))
    return [one for one in (find(clause, kind) for clause in clauses) if one is not None]


def _keys(nodes: Iterable[yaml.Node], before: str, now: str) -> None:
    for node in nodes:
        _words([key for key, _ in parts.pairs(node)], before, now)


def _words(nodes: Iterable[yaml.Node], before: str, now: str) -> None:
    for node in nodes:
        if isinstance(node, yaml.ScalarNode) and node.value == before:
            node.value = now

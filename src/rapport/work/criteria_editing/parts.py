"""The parts a criteria file is edited by, and where each stands in the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from rapport.criteria.model import title_of
from rapport.records import InputError
from rapport.work.criteria_editing.document import Document
from rapport.written.document import find
from rapport.written.fields import shown

GENERAL, COMPONENTS, WEIGHTS = "general", "components", "weights"
FACTOR, ELEMENT = re.compile(r"f(\d{1,4})"), re.compile(r"e(\d{1,4})\.(\d{1,4})")


@dataclass(frozen=True)
class Item:
    """One factor or element of the outline; `part` names it to the editor."""

    part: str
    name: str
    title: str
    items: tuple[Item, ...] = ()


def pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    """Keys and values, none when the node is something else."""
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def items(node: yaml.Node | None) -> list[yaml.Node]:
    """Items of a list, none when the node is something else."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def name_of(node: yaml.Node) -> str:
    """The word of a key."""
    return str(getattr(node, "value", ""))


def factors(document: Document) -> list[tuple[yaml.Node, yaml.Node]]:
    """Factors: key and value."""
    return pairs(find(document.root, "factors"))


def elements(factor: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    """Elements of a factor: key and value."""
    return pairs(find(factor, "elements"))


def all_elements(document: Document) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Every element of the file: part, key, value."""
    for place, (_, factor) in enumerate(factors(document)):
        for index, (key, value) in enumerate(elements(factor)):
            yield f"e{place}.{index}", key, value


def outline(document: Document) -> tuple[Item, ...]:
    """Factors with their elements, as the file orders them."""
    found = []
    for place, (key, factor) in enumerate(factors(document)):
        inside = tuple(
            Item(f"e{place}.{index}", name_of(one), _title(one, value))
            for index, (one, value) in enumerate(elements(factor))
        )
        found.append(Item(f"f{place}", name_of(key), _title(key, factor), inside))
    return tuple(found)


def _title(key: yaml.Node, value: yaml.Node) -> str:
    return shown(value, "title") or title_of(name_of(key))


def place_of(document: Document, part: str) -> tuple[yaml.Node, yaml.Node]:
    """Key and value of a factor or element. Raises InputError when there is none such."""
    if found := FACTOR.fullmatch(part):
        return _at(factors(document), int(found[1]), part)
    if found := ELEMENT.fullmatch(part):
        return _at(elements(_at(factors(document), int(found[1]), part)[1]), int(found[2]), part)
    raise InputError(f"The criteria have no part {part[:40]!r}", "part", "Choose one of the outline.")


def _at(found: list[tuple[yaml.Node, yaml.Node]], index: int, part: str) -> tuple[yaml.Node, yaml.Node]:
    if index >= len(found):
        raise InputError(f"The criteria have no part {part!r} any more", "part", "Choose one of the outline.")
    return found[index]

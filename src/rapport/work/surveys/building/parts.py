"""The parts a survey file is edited by, and where each stands in the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from rapport.records import InputError
from rapport.surveys.errors import SurveyError
from rapport.surveys.standard import standard_of
from rapport.written.beside import Place
from rapport.written.document import Document, find
from rapport.written.fields import shown
from rapport.written.tree import line_of

GENERAL, LANGUAGES = "general", "languages"
ITEM, LANGUAGE = re.compile(r"i(\d{1,3})"), re.compile(r"l-([A-Za-z0-9-]{2,12})")
SOURCE = "survey.yaml"


@dataclass(frozen=True)
class Part:
    """One line of the outline; `part` names it to the editor."""

    part: str
    name: str
    title: str
    type: str = ""
    conditional: bool = False


def document_of(text: str) -> Document:
    """The tree of a survey's text. Raises SurveyError for a text that is no YAML of keys and values."""
    return Document(text, SOURCE, SurveyError)


def listed(node: yaml.Node | None) -> list[yaml.Node]:
    """What stands in a list, none when the node is something else."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    """Keys and values, none when the node is something else."""
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def word(node: yaml.Node | None) -> str:
    """A scalar's text, "" for anything else."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def items(document: Document) -> list[yaml.Node]:
    """The items in their order."""
    return listed(find(document.root, "items"))


def item_at(document: Document, part: str) -> tuple[int, yaml.MappingNode]:
    """The item that a part names. Raises InputError when there is none such."""
    match = ITEM.fullmatch(part)
    place, found = int(match[1]) if match else -1, items(document)
    if not 0 <= place < len(found):
        what = f"The survey has no part {part[:40]!r} any more"
        raise InputError(what, "part", "Choose one of the outline.")
    node = found[place]
    if not isinstance(node, yaml.MappingNode):
        raise InputError("The item has no keys", part, "Mend it in the text.")
    return place, node


def outline(document: Document) -> Iterator[Part]:
    """Every item, as the file orders them."""
    for place, node in enumerate(items(document)):
        name, kind = shown(node, "id"), shown(node, "type")
        yield Part(f"i{place}", name, item_words(node) or name, kind, find(node, "asked_if") is not None)


def item_words(node: yaml.Node) -> str:
    """What an item asks, its own words or the metric's."""
    standard = standard_of(shown(node, "type"), shown(node, "importance"))
    if (text := shown(node, "text")) or standard is None:
        return text
    return standard.text.format(about=shown(node, "about") or standard.usual)


def languages(document: Document) -> list[str]:
    """The languages it is translated into, as the file orders them."""
    return [word(key) for key, _ in pairs(find(document.root, "translations"))]


def places(document: Document) -> list[Place]:
    """Line, part and field of everything that has a field, in the order of the file, outermost first."""
    found: list[Place] = []
    for key, value in pairs(document.root):
        name = word(key)
        if name == "translations":
            found.append((line_of(key), LANGUAGES, ""))
            for language, told in pairs(value):
                found += [(line, f"l-{word(language)}", "") for line in _lines(language, told)]
        elif name != "items":
            found.append((line_of(key), GENERAL, name))
    for place, item in enumerate(items(document)):
        part = f"i{place}"
        found.append((line_of(item), part, ""))
        found += [(line_of(key), part, word(key)) for key, _ in pairs(item) if word(key) != "choices"]
        for number, choice in enumerate(listed(find(item, "choices"))):
            found.append((line_of(choice), part, f"choice-{number}"))
    return sorted(found, key=lambda one: one[0])


def _lines(key: yaml.Node, value: yaml.Node) -> Iterator[int]:
    yield from range(line_of(key), int(value.end_mark.line) + 1)

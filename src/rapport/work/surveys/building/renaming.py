"""A new id for an item or a choice, and everything in the file that refers to it follows."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from rapport.records import InputError
from rapport.surveys.piping import PIPE
from rapport.work.surveys.building import parts
from rapport.written.document import Document, find, put, scalar
from rapport.written.fields import clean, shown


class NameTakenError(InputError):
    """Another thing of the kind has that name; `field` says where it was typed."""

    field = "id"


def rename_item(document: Document, item: yaml.MappingNode, typed: str) -> None:
    """Renames an item; conditions, piping and translations follow. Raises NameTakenError."""
    before, now = shown(item, "id"), clean(typed)
    others = [shown(one, "id") for one in parts.items(document) if one is not item]
    if not _to(item, before, now, others, "item"):
        return
    for key in _keys(document):
        if key.value == before:
            key.value = now
    for text in _scalars(document.root):
        if "{" in str(text.value):
            text.value = PIPE.sub(lambda match: _piped(match, before, now), str(text.value))


def rename_choice(document: Document, item: yaml.MappingNode, choice: yaml.Node, typed: str) -> None:
    """Renames a choice; conditions on the item and translations follow. Raises NameTakenError."""
    before, now, own = shown(choice, "id"), clean(typed), shown(item, "id")
    others = [shown(one, "id") for one in parts.listed(find(item, "choices")) if one is not choice]
    if not isinstance(choice, yaml.MappingNode) or not _to(choice, before, now, others, "choice"):
        return
    for _, told in parts.pairs(find(document.root, "translations")):
        for key, _ in parts.pairs(find(find(find(told, "items"), own), "choices")):
            if isinstance(key, yaml.ScalarNode) and key.value == before:
                key.value = now
    for other in parts.items(document):
        for way in _ways(other):
            for value in _scalars(find(way, own)):
                if value.value == before:
                    value.value = now


def _to(node: yaml.MappingNode, before: str, now: str, others: list[str], thing: str) -> bool:
    if not now or now == before:
        return False
    if now in others:
        raise NameTakenError(f"Another {thing} is called {now}", "id", "Choose another name.")
    put(node, "id", scalar(now))
    return bool(before)


def _piped(match: object, before: str, now: str) -> str:
    whole, name = match.group(0), match.group(1)  # type: ignore[attr-defined]
    return "{" + now + whole[1 + len(before) :] if name == before else str(whole)


def _keys(document: Document) -> Iterator[yaml.ScalarNode]:
    """Keys that name items: of conditions and of translations."""
    for item in parts.items(document):
        for way in _ways(item):
            yield from (key for key, _ in parts.pairs(way) if isinstance(key, yaml.ScalarNode))
    for _, told in parts.pairs(find(document.root, "translations")):
        for key, _ in parts.pairs(find(told, "items")):
            if isinstance(key, yaml.ScalarNode):
                yield key


def _ways(item: yaml.Node) -> list[yaml.Node]:
    value = find(item, "asked_if")
    return parts.listed(value) or ([value] if isinstance(value, yaml.MappingNode) else [])


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _scalars(one)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)

"""A file as a tree of nodes that can be changed and written back with its comments."""

from __future__ import annotations

import math
from typing import Any

import yaml

from rapport.written.errors import ManyError
from rapport.written.remarks import Remarks, gather, restore
from rapport.written.tree import Problems, compose

WIDTH, ENDLESS = 110, 10**9
STR, INT, FLOAT, BOOL = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool"))
MAP, SEQ = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"


class _Writer(yaml.SafeDumper):
    """Lists stand under their key; nothing is folded but text that was."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def write_folded(self, text: str) -> None:
        self.best_width = WIDTH
        super().write_folded(text)
        self.best_width = ENDLESS


class Document:
    """The tree of a text. Raises `error`, a ManyError, for a text that is no YAML of keys and values."""

    def __init__(self, text: str, source: str, error: type[ManyError] = ManyError) -> None:
        self.text, self.source = text, source
        self.root: yaml.MappingNode = compose(text, Problems(source, error))
        self.remarks: Remarks = gather(text, self.root)

    def write(self) -> str:
        """The text of the tree as it is now; comments stand with the entries they stood with."""
        plain = yaml.serialize(self.root, Dumper=_Writer, width=ENDLESS, allow_unicode=True)
        again = compose(plain, Problems(self.source))
        return restore(plain, self.root, again, self.remarks)


def find(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value of a key, or None."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if getattr(name, "value", None) == key:
                found: yaml.Node = value
                return found
    return None


def put(node: yaml.MappingNode, key: str, value: yaml.Node | None, order: tuple[str, ...] = ()) -> None:
    """Sets a key, or removes it (None). A new one comes where `order` has it, else last."""
    for place, (name, _) in enumerate(node.value):
        if getattr(name, "value", None) == key:
            if value is None:
                del node.value[place]
            else:
                node.value[place] = (name, value)
            return
    if value is None:
        return
    later = set(order[order.index(key) + 1 :]) if key in order else set()
    places = [place for place, (name, _) in enumerate(node.value) if name.value in later]
    node.value.insert(places[0] if places else len(node.value), (scalar(key), value))


def scalar(value: str, tag: str = STR) -> yaml.ScalarNode:
    """A word, number or text as a node; several lines are written as a block."""
    return yaml.ScalarNode(tag, value, style="|" if "\n" in value and tag == STR else None)


def number_or_words(value: str) -> yaml.ScalarNode:
    """A number where the text is one, else the text as it was typed, for the check to complain about."""
    try:
        whole = math.isfinite(float(value))
    except ValueError:
        return scalar(value)
    return scalar(value, INT if whole and value.lstrip("+-").isdigit() else FLOAT)


def mapping(pairs: dict[str, yaml.Node] | None = None, flow: bool = False) -> yaml.MappingNode:
    """Keys and values as a node."""
    return yaml.MappingNode(MAP, [(scalar(k), v) for k, v in (pairs or {}).items()], flow_style=flow)


def sequence(items: list[Any], flow: bool = False) -> yaml.SequenceNode:
    """A list as a node."""
    return yaml.SequenceNode(SEQ, items, flow_style=flow)

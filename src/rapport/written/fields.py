"""Single values of the tree, from and to what stands in a field of a form.

A field that says what the file says already changes nothing: the file keeps the way it was written.
"""

from __future__ import annotations

import yaml

from rapport.written.document import BOOL, find, mapping, number_or_words, put, scalar, sequence
from rapport.written.tree import truth

Order = tuple[str, ...]


def shown(node: yaml.Node | None, key: str) -> str:
    """The text of a key as a field shows it; lists with commas."""
    return _words(find(node, key))


def _words(value: yaml.Node | None) -> str:
    if isinstance(value, yaml.ScalarNode):
        return str(value.value).strip()
    if isinstance(value, yaml.SequenceNode):
        return ", ".join(_words(item) for item in value.value)
    return ""


def shown_truth(node: yaml.Node | None, key: str) -> bool:
    """Whether a key is set to true."""
    value = find(node, key)
    return value is not None and bool(truth(value))


def set_words(node: yaml.MappingNode, key: str, typed: str, order: Order) -> None:
    """Text; empty removes the key."""
    typed = clean(typed)
    if typed != shown(node, key):
        put(node, key, scalar(typed) if typed else None, order)


def set_number(node: yaml.MappingNode, key: str, typed: str, order: Order) -> None:
    """A number; empty removes the key."""
    typed = clean(typed)
    if typed != shown(node, key):
        put(node, key, number_or_words(typed) if typed else None, order)


def set_truth(node: yaml.MappingNode, key: str, on: bool, order: Order) -> None:
    """True is written, false removes the key."""
    if on != shown_truth(node, key):
        put(node, key, scalar("true", BOOL) if on else None, order)


def set_list(node: yaml.MappingNode, key: str, typed: str, order: Order) -> None:
    """Words with commas between them; none remove the key."""
    if clean(typed) != shown(node, key):
        put(node, key, listed(typed), order)


def listed(typed: str) -> yaml.Node | None:
    """`a, b` as a list, None when nothing is there."""
    found = [one for one in (part.strip() for part in clean(typed).split(",")) if one]
    return sequence([scalar(one) for one in found], flow=True) if found else None


def rows(node: yaml.Node | None) -> list[tuple[str, str]]:
    """Keys with their values, as two fields each."""
    if not isinstance(node, yaml.MappingNode):
        return []
    return [(_words(key), _words(value)) for key, value in node.value]


def set_rows(
    owner: yaml.MappingNode, key: str, typed: list[tuple[str, str]], numbers: bool, order: Order
) -> None:
    """Keys with words (or numbers) as values; rows without a key are left out, none remove the whole."""
    wanted = [(clean(name), clean(value)) for name, value in typed if clean(name)]
    if wanted == rows(find(owner, key)):
        return
    made = mapping(flow=True)
    for name, value in wanted:
        if numbers:
            made.value.append((scalar(name), number_or_words(value or "1")))
        else:
            made.value.append((scalar(name), listed(value) or sequence([], flow=True)))
    put(owner, key, made if wanted else None, order)


def clean(typed: str) -> str:
    """What a browser sends, as the file has it: one kind of line end, no blanks around."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").strip()

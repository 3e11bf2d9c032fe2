"""Adding, moving and removing: what changes the shape of the tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from rapport.criteria.model import title_of
from rapport.criteria.parse import ELEMENT as ELEMENT_KEYS
from rapport.criteria.parse import FACTOR as FACTOR_KEYS
from rapport.criteria.parse import RULE, TOP
from rapport.records import InputError
from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.document import Document
from rapport.work.criteria_editing.removal import forget_element, forget_factor, forget_rule
from rapport.written.document import find, mapping, number_or_words, put, scalar, sequence
from rapport.written.fields import clean

ACT = re.compile(r"(factor|element|rule|component|clause)-(add|up|down|delete)(?:-(\d{1,4}))?")


@dataclass(frozen=True)
class Acted:
    """`part` to show next, the field to put the cursor in, and in words what was done."""

    part: str
    focus: str
    words: str


def act_on(document: Document, part: str, act: str, typed: Mapping[str, str]) -> Acted:
    """Does one act like `rule-up-2`, `factor-add` or `element-delete`.

    Raises InputError for an act that there is not, or that cannot be here.
    """
    if act == "element-move":
        return _to_factor(document, part, typed.get("factor", ""))
    match = ACT.fullmatch(act)
    if match is None:
        raise InputError(f"There is no act {act[:40]!r}", "act", "Use the buttons of the page.")
    thing, verb, place = match[1], match[2], int(match[3] or 0)
    if thing in ("factor", "element"):
        if verb == "add":
            return _add_named(document, part, thing, clean(typed.get(f"new-{thing}", "")))
        return _named(document, part, verb)
    return _listed(document, part, thing, verb, place, clean(typed.get(f"new-{thing}", "")))


def _add_named(document: Document, part: str, thing: str, words: str) -> Acted:
    if thing == "factor":
        owner = _mapping_at(document.root, "factors", TOP)
        taken = [parts.name_of(key) for key, _ in parts.factors(document)]
        name, title = _named_after(words, taken, "factor")
        made = mapping({"weight": number_or_words("1"), "elements": mapping()})
        owner.value.append((scalar(name), made))
        new = f"f{len(owner.value) - 1}"
    else:
        _, factor = parts.place_of(document, part)
        if not isinstance(factor, yaml.MappingNode):
            raise InputError("The factor has no keys", part, "Mend it in the text.")
        owner = _mapping_at(factor, "elements", FACTOR_KEYS)
        taken = [parts.name_of(key) for _, key, _ in parts.all_elements(document)]
        name, title = _named_after(words, taken, "element")
        made = mapping({"weight": number_or_words("1"), "max": number_or_words("10")})
        put(made, "rules", sequence([_new_rule([])]), ELEMENT_KEYS)
        owner.value.append((scalar(name), made))
        new = f"e{part[1:]}.{len(owner.value) - 1}"
    if title:
        made.value.insert(0, (scalar("title"), scalar(title)))
    return Acted(new, "field-title", f"added {thing} {name}")


def _named_after(words: str, taken: list[str], thing: str) -> tuple[str, str]:
    """A name made of the words, and the words as a title where the name does not say them."""
    words = words or f"New {thing}"
    name = re.sub(r"\W+", "_", words.lower()).strip("_")
    if not name or name[0].isdigit():
        name = f"{thing}_{name}".rstrip("_")
    first, number = name, 2
    while name in taken:
        name, number = f"{first}_{number}", number + 1
    return name, "" if title_of(name) == words else words


def _named(document: Document, part: str, verb: str) -> Acted:
    """Moves or removes a factor or element."""
    key, _ = parts.place_of(document, part)
    name = parts.name_of(key)
    if match := parts.FACTOR.fullmatch(part):
        owner, place, prefix, thing = find(document.root, "factors"), int(match[1]), "f", "factor"
    else:
        found = parts.ELEMENT.fullmatch(part)
        number, place = (int(found[1]), int(found[2])) if found else (0, 0)
        owner = find(parts.factors(document)[number][1], "elements")
        prefix, thing = f"e{number}.", "element"
    pairs = owner.value if isinstance(owner, yaml.MappingNode) else []
    if verb == "delete":
        if thing == "factor":
            forget_factor(document, name, [parts.name_of(one) for one, _ in parts.elements(pairs[place][1])])
        else:
            forget_element(document, name)
        del pairs[place]
        after = f"{prefix}{min(place, len(pairs) - 1)}" if pairs else parts.GENERAL
        return Acted(after, "undo", f"deleted {thing} {name}")
    to = _moved(pairs, place, verb)
    return Acted(f"{prefix}{to}", f"{thing}-{verb}", f"moved {thing} {name} {verb}")


def _to_factor(document: Document, part: str, factor: str) -> Acted:
    """Moves an element to the end of another factor."""
    match = parts.ELEMENT.fullmatch(part)
    names = [parts.name_of(key) for key, _ in parts.factors(document)]
    if match is None or factor not in names:
        raise InputError(f"There is no factor {factor[:40]!r}", "factor", "Choose one of the list.")
    key, value = parts.place_of(document, part)
    here, there = int(match[1]), names.index(factor)
    if here == there:
        return Acted(part, "field-factor", "")
    former = find(parts.factors(document)[here][1], "elements")
    target = parts.factors(document)[there][1]
    if not isinstance(former, yaml.MappingNode) or not isinstance(target, yaml.MappingNode):
        raise InputError("The factor has no keys", factor, "Mend it in the text.")
    del former.value[int(match[2])]
    owner = _mapping_at(target, "elements", FACTOR_KEYS)
    owner.value.append((key, value))
    words = f"moved element {parts.name_of(key)} to {factor}"
    return Acted(f"e{there}.{len(owner.value) - 1}", "field-factor", words)


def _listed(document: Document, part: str, thing: str, verb: str, place: int, words: str) -> Acted:
    """Rules of an element, components and clauses: things in a list of their part."""
    if thing == "rule":
        _, owner = parts.place_of(document, part)
        if not isinstance(owner, yaml.MappingNode):
            raise InputError("The element has no keys", part, "Mend it in the text.")
        values = _sequence_at(owner, "rules", ELEMENT_KEYS).value
    elif thing == "clause":
        values = _sequence_at(document.root, "weights_when", TOP).value
    else:
        values = _mapping_at(document.root, "components", TOP).value
    if verb == "add":
        values.append(_new(thing, values, words))
        return Acted(part, f"field-{thing}-{len(values) - 1}", f"added a {thing}")
    if place >= len(values):
        raise InputError(f"There is no {thing} {place + 1} any more", thing, "Look at the list again.")
    if verb == "delete":
        name = _called(thing, values[place], place)
        del values[place]
        if thing == "rule":
            forget_rule(owner, name)
        elif not values:
            put(document.root, "weights_when" if thing == "clause" else "components", None)
        return Acted(part, "undo", f"deleted {thing} {name}")
    name = _called(thing, values[place], place)
    to = _moved(values, place, verb)
    return Acted(part, f"{thing}-{verb}-{to}", f"moved {thing} {name} {verb}")


def _called(thing: str, value: Any, place: int) -> str:
    if thing == "rule":
        return parts.name_of(find(value, "id") or scalar(str(place + 1)))
    if thing == "component" and isinstance(value, tuple):
        return parts.name_of(value[0])
    return str(place + 1)


def _new(thing: str, values: list[Any], words: str) -> object:
    if thing == "rule":
        return _new_rule(values)
    if thing == "component":
        taken = [parts.name_of(key) for key, _ in values]
        return (scalar(_named_after(words, taken, "component")[0]), sequence([], flow=True))
    return mapping({"when": sequence([], flow=True)})


def _new_rule(rules: list[yaml.Node]) -> yaml.MappingNode:
    taken = {parts.name_of(one) for one in (find(rule, "id") for rule in rules) if one is not None}
    number = len(rules) + 1
    while f"rule_{number}" in taken:
        number += 1
    made = mapping({"id": scalar(f"rule_{number}")})
    put(made, "points", number_or_words("1"), RULE)
    return made


def _moved(values: list[Any], place: int, verb: str) -> int:
    to = place - 1 if verb == "up" else place + 1
    if not 0 <= to < len(values):
        return place
    values[place], values[to] = values[to], values[place]
    return to


def _mapping_at(node: yaml.MappingNode, key: str, order: tuple[str, ...]) -> yaml.MappingNode:
    value = find(node, key)
    if not isinstance(value, yaml.MappingNode):
        value = mapping()
        put(node, key, value, order)
    if not value.value:
        value.flow_style = False
    return value


def _sequence_at(node: yaml.MappingNode, key: str, order: tuple[str, ...]) -> yaml.SequenceNode:
    value = find(node, key)
    if not isinstance(value, yaml.SequenceNode):
        value = sequence([])
        put(node, key, value, order)
    if not value.value:
        value.flow_style = False
    return value

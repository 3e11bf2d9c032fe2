"""Adding, moving and removing items, choices, conditions and languages; taking a better wording."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from rapport.records import InputError
from rapport.records.answer import ITEM_TYPES
from rapport.surveys.model import CHOSEN, SCALED
from rapport.surveys.parse import ITEM, TOP
from rapport.work.surveys.building import parts
from rapport.work.surveys.building.check import check_text
from rapport.work.surveys.building.conditions import Row, set_ways, ways
from rapport.written.document import Document, find, mapping, put, scalar, sequence
from rapport.written.fields import clean, shown

ACT = re.compile(r"(item|choice|way|language|wording)-(add|up|down|delete|type|use)(?:-([\w-]{1,20}))?")
NAMES = {"nps": "recommend", "csat": "satisfied", "psat": "product", "ces": "ease", "rating": "rating"}


@dataclass(frozen=True)
class Acted:
    """`part` to show next, the field to put the cursor in, and in words what was done."""

    part: str
    focus: str
    words: str


def act_on(document: Document, part: str, act: str, typed: Mapping[str, str]) -> Acted:
    """Does one act like `item-add`, `choice-up-2` or `wording-use-i0-1`.

    Raises InputError for an act that there is not, or that cannot be here.
    """
    match = ACT.fullmatch(act)
    if match is None:
        raise InputError(f"There is no act {act[:40]!r}", "act", "Use the buttons of the page.")
    thing, verb, rest = match[1], match[2], match[3] or ""
    if thing == "item":
        return _item(document, part, verb, typed)
    if thing == "language":
        return _language(document, verb, rest or clean(typed.get("new-language", "")))
    if thing == "wording":
        return _wording(document, rest)
    if not rest.isdecimal() and verb != "add":
        raise InputError(f"There is no act {act[:40]!r}", "act", "Use the buttons of the page.")
    _, item = parts.item_at(document, part)
    place = int(rest) if rest.isdecimal() else 0
    return _way(item, part, verb, place) if thing == "way" else _choice(item, part, verb, place, typed)


def _item(document: Document, part: str, verb: str, typed: Mapping[str, str]) -> Acted:
    if verb == "add":
        return _add_item(document, part, typed.get("new-type", "text"), clean(typed.get("new-text", "")))
    place, item = parts.item_at(document, part)
    name, owner = shown(item, "id"), find(document.root, "items")
    values = owner.value if isinstance(owner, yaml.SequenceNode) else []
    if verb == "type":
        _change_type(item, typed.get("type", ""))
        return Acted(part, "field-type", f"changed the type of item {name}")
    if verb == "delete":
        del values[place]
        for _, told in parts.pairs(find(document.root, "translations")):
            node = find(told, "items")
            if isinstance(node, yaml.MappingNode):
                put(node, name, None)
        after = f"i{min(place, len(values) - 1)}" if values else parts.GENERAL
        return Acted(after, "undo", f"deleted item {name}")
    to = _moved(values, place, verb)
    return Acted(f"i{to}", f"item-{verb}", f"moved item {name} {verb}")


def _add_item(document: Document, part: str, kind: str, text: str) -> Acted:
    if kind not in ITEM_TYPES:
        raise InputError(f"There is no item type {kind[:30]!r}", "new-type", "Choose one of the list.")
    owner = find(document.root, "items")
    if not isinstance(owner, yaml.SequenceNode):
        owner = sequence([])
        put(document.root, "items", owner, TOP)
    owner.flow_style = False
    taken = [shown(one, "id") for one in owner.value]
    name = named(text or NAMES.get(kind, kind), taken)
    made = mapping({"id": scalar(name), "type": scalar(kind)})
    if text or kind not in SCALED:
        put(made, "text", scalar(text or "Your question"), ITEM)
    if kind in CHOSEN:
        put(made, "choices", sequence([_new_choice("One", []), _new_choice("Another", ["one"])]), ITEM)
    match = parts.ITEM.fullmatch(part)
    place = min(int(match[1]) + 1, len(owner.value)) if match else len(owner.value)
    owner.value.insert(place, made)
    return Acted(f"i{place}", "field-text", f"added item {name}")


def named(words: str, taken: list[str]) -> str:
    """An id made of the first words, that no other has."""
    plain = re.sub(r"\W+", "_", " ".join(words.lower().split()[:4])).strip("_")[:40]
    name = plain if plain and not plain[0].isdigit() else f"item_{plain}".rstrip("_")
    first, number = name, 2
    while name in taken:
        name, number = f"{first}_{number}", number + 1
    return name


def _change_type(item: yaml.MappingNode, kind: str) -> None:
    """The item as another type: what the type has not goes, what it needs comes."""
    if kind not in ITEM_TYPES:
        raise InputError(f"There is no item type {kind[:30]!r}", "type", "Choose one of the list.")
    words = parts.item_words(item)
    put(item, "type", scalar(kind), ITEM)
    put(item, "scale", None)
    if kind not in SCALED:
        put(item, "about", None)
        if not shown(item, "text"):
            put(item, "text", scalar(words or "Your question"), ITEM)
    if kind not in CHOSEN:
        put(item, "choices", None)
        put(item, "shuffled", None)
    elif find(item, "choices") is None:
        put(item, "choices", sequence([_new_choice("One", []), _new_choice("Another", ["one"])]), ITEM)


def _new_choice(words: str, taken: list[str]) -> yaml.MappingNode:
    return mapping({"id": scalar(named(words, taken)), "text": scalar(words)}, flow=True)


def _choice(item: yaml.MappingNode, part: str, verb: str, place: int, typed: Mapping[str, str]) -> Acted:
    owner = find(item, "choices")
    if not isinstance(owner, yaml.SequenceNode):
        owner = sequence([])
        put(item, "choices", owner, ITEM)
    owner.flow_style = False
    if verb == "add":
        taken = [shown(one, "id") for one in owner.value]
        words = clean(typed.get("new-choice", "")) or f"Choice {len(owner.value) + 1}"
        owner.value.append(_new_choice(words, taken))
        return Acted(part, f"field-choice-{len(owner.value) - 1}-text", "added a choice")
    if place >= len(owner.value):
        raise InputError(f"There is no choice {place + 1} any more", "choice", "Look at the list again.")
    name = shown(owner.value[place], "id")
    if verb == "delete":
        del owner.value[place]
        return Acted(part, "undo", f"deleted choice {name}")
    to = _moved(owner.value, place, verb)
    return Acted(part, f"choice-{verb}-{to}", f"moved choice {name} {verb}")


def _way(item: yaml.MappingNode, part: str, verb: str, place: int) -> Acted:
    """One more way for the item to be asked, or one less."""
    there = ways(item)
    if verb == "add":
        above = Row("customer.segment", "answered")
        set_ways(item, (*there, (above,)))
        return Acted(part, f"field-way-{len(there)}-0-of", "added a condition")
    set_ways(item, tuple(one for number, one in enumerate(there) if number != place))
    return Acted(part, "undo", "deleted a condition")


def _language(document: Document, verb: str, language: str) -> Acted:
    if not parts.LANGUAGE.fullmatch(f"l-{language}"):
        what = f"{language[:20]!r} is no language"
        raise InputError(what, "new-language", "Use a code such as de or pt-BR.")
    owner = find(document.root, "translations")
    if not isinstance(owner, yaml.MappingNode):
        owner = mapping()
        put(document.root, "translations", owner, TOP)
    owner.flow_style = False
    if verb == "delete":
        put(owner, language, None)
        if not owner.value:
            put(document.root, "translations", None)
        return Acted(parts.LANGUAGES, "undo", f"deleted translation {language}")
    if find(owner, language) is None:
        put(owner, language, mapping())
    return Acted(f"l-{language}", "field-w-title", f"added translation {language}")


def _wording(document: Document, which: str) -> Acted:
    """The audit's better wording in the place of an item's own."""
    part, _, number = which.rpartition("-")
    _, item = parts.item_at(document, part)
    found = next((one for one in check_text(document.write()).audit() if one.part == part), None)
    flaw = next((one for one in found.flaws if str(one.place) == number), None) if found else None
    if flaw is None or not flaw.wording:
        raise InputError("There is no such wording any more", None, "Look at the criticism again.")
    put(item, "about", None)
    put(item, "text", scalar(flaw.wording), ITEM)
    return Acted(part, "field-text", f"took a better wording for {shown(item, 'id')}")


def _moved(values: list[yaml.Node], place: int, verb: str) -> int:
    to = place - 1 if verb == "up" else place + 1
    if not 0 <= to < len(values):
        return place
    values[place], values[to] = values[to], values[place]
    return to

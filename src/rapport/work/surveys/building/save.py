"""What was typed into the form of one part, into the tree."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from rapport.surveys.parse import CHOICE, ITEM, SCALE, TOP
from rapport.surveys.translation import ITEM as TOLD
from rapport.surveys.translation import TOP as TOLD_TOP
from rapport.work.surveys.building import parts
from rapport.work.surveys.building.conditions import set_ways, typed_ways
from rapport.work.surveys.building.renaming import NameTakenError, rename_choice, rename_item
from rapport.written.document import BOOL, Document, find, mapping, put, scalar
from rapport.written.fields import clean, set_number, set_truth, set_words, shown

Typed = Mapping[str, str]


def save_part(document: Document, part: str, typed: Typed) -> list[NameTakenError]:
    """Changes what differs; fields that were not sent stay as they are. Returns the new names that were
    refused because another thing has them. Raises InputError for a part that is not there."""
    if part == parts.GENERAL:
        _texts(document.root, typed, ("title", "text", "language", "touchpoint", "intro", "thanks"), TOP)
        return []
    if match := parts.LANGUAGE.fullmatch(part):
        _translation(document, match[1], typed)
        return []
    if part == parts.LANGUAGES:
        return []
    return _item(document, parts.item_at(document, part)[1], typed)


def _item(document: Document, item: yaml.MappingNode, typed: Typed) -> list[NameTakenError]:
    refused = []
    _texts(item, typed, ("help", "known_from", "importance"), ITEM)
    _wording(item, typed)
    if "flags" in typed:
        for key in ("required", "shuffled"):
            set_truth(item, key, key in typed, ITEM)
    _scale(item, typed)
    if "conditions" in typed:
        set_ways(item, typed_ways(typed))
    for place, choice in enumerate(parts.listed(find(item, "choices"))):
        prefix = f"choice-{place}-"
        if not isinstance(choice, yaml.MappingNode) or f"{prefix}text" not in typed:
            continue
        set_words(choice, "text", typed[f"{prefix}text"], CHOICE)
        for key in ("own_words", "alone"):
            set_truth(choice, key, f"{prefix}{key}" in typed, CHOICE)
        try:
            rename_choice(document, item, choice, typed.get(f"{prefix}id", ""))
        except NameTakenError as error:
            error.field = f"choice-{place}"
            refused.append(error)
    try:
        rename_item(document, item, typed.get("id", ""))
    except NameTakenError as error:
        refused.append(error)
    return refused


def _wording(item: yaml.MappingNode, typed: Typed) -> None:
    """Own words take the place of the metric's about something, never stand beside them."""
    if "text" in typed:
        set_words(item, "text", typed["text"], ITEM)
    if shown(item, "text"):
        put(item, "about", None)
    elif "about" in typed:
        set_words(item, "about", typed["about"], ITEM)


def _scale(item: yaml.MappingNode, typed: Typed) -> None:
    if "scale" not in typed:
        return
    node = find(item, "scale")
    scale = node if isinstance(node, yaml.MappingNode) else mapping(flow=True)
    for key in ("min", "max"):
        if key in typed:
            set_number(scale, key, typed[key], SCALE)
    _texts(scale, typed, ("low", "high"), SCALE)
    lower = "lower_is_better" in typed
    if lower != (shown(scale, "higher_is_better") == "false"):
        put(scale, "higher_is_better", scalar("false", BOOL) if lower else None, SCALE)
    if node is None and scale.value:
        put(item, "scale", scale, ITEM)
    elif not scale.value:
        put(item, "scale", None)


def _translation(document: Document, language: str, typed: Typed) -> None:
    translations = find(document.root, "translations")
    told = find(translations, language)
    if not isinstance(told, yaml.MappingNode):
        return
    for name, given in typed.items():
        if name.startswith("w-"):
            _told(told, name.removeprefix("w-"), given)
    told.flow_style = False if told.value else told.flow_style


def _told(told: yaml.MappingNode, key: str, given: str) -> None:
    item, _, rest = key.partition(".")
    if not rest:
        if item in TOLD_TOP[:3]:
            set_words(told, item, given, TOLD_TOP)
        return
    kind, _, choice = rest.partition(".")
    way = ["items", item, *(["choices"] if kind == "choice" else [])]
    if kind not in (*TOLD[:4], "choice"):
        return
    node = _inside(told, way, make=bool(clean(given)))
    if node is not None:
        set_words(node, choice or kind, given, TOLD)


def _inside(node: yaml.MappingNode, way: list[str], *, make: bool) -> yaml.MappingNode | None:
    for key in way:
        inner = find(node, key)
        if not isinstance(inner, yaml.MappingNode):
            if not make:
                return None
            inner = mapping()
            put(node, key, inner, TOLD_TOP)
        node.flow_style = False
        node = inner
    return node


def _texts(node: yaml.MappingNode, typed: Typed, keys: tuple[str, ...], order: tuple[str, ...]) -> None:
    for key in keys:
        if key in typed:
            set_words(node, key, typed[key], order)

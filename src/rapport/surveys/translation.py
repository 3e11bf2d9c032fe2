"""The words of a survey in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import yaml

from rapport.surveys.model import Item, Survey, Translation
from rapport.written.section import Section
from rapport.written.tree import Problems, words

TOP = ("title", "intro", "thanks", "items")
ITEM = ("text", "help", "low", "high", "choices")


def read_translations(top: Section, problems: Problems) -> Mapping[str, Translation]:
    """Translations by language, every text by its key (`ease.text`, `reason.choice.price`)."""
    node = top.node("translations")
    if node is None:
        return {}
    section = Section(node, "translations", None, problems)
    found: dict[str, Translation] = {}
    for language, (line, value) in section.given.items():
        if not language.replace("-", "").isalnum() or not 2 <= len(language) <= 12:
            problems.add(line, f"{language!r} is no language", "Use a code such as de or pt-BR.")
        one = Section(value, f"translation {language}", TOP, problems, line)
        told = {key: one.words(key) for key in TOP[:3] if key in one.given}
        told |= _items(one, problems)
        found[language] = Translation(language, told)
    return found


def _items(one: Section, problems: Problems) -> dict[str, str]:
    node = one.node("items")
    if node is None:
        return {}
    found: dict[str, str] = {}
    items = Section(node, f"items of {one.what}", None, problems)
    for name, (line, value) in items.given.items():
        item = Section(value, f"item {name} of {one.what}", ITEM, problems, line)
        found |= {f"{name}.{key}": item.words(key) for key in ITEM[:4] if key in item.given}
        choices = item.node("choices")
        if isinstance(choices, yaml.MappingNode):
            given = Section(choices, f"choices of {item.what}", None, problems)
            for choice, (_, text) in given.given.items():
                found[f"{name}.choice.{choice}"] = words(text) or ""
        elif choices is not None:
            item.wrong("choices", "choice ids with their words")
    return found


def in_language(survey: Survey, language: str) -> Survey:
    """The survey in another language; what has no translation stays in its own. Ids never change."""
    known = survey.translations.get(language)
    if known is None:
        return survey
    told = known.words
    return replace(
        survey,
        title=told.get("title") or survey.title,
        intro=told.get("intro") or survey.intro,
        thanks=told.get("thanks") or survey.thanks,
        items=tuple(_translated(one, told) for one in survey.items),
        language=language,
    )


def _translated(item: Item, told: Mapping[str, str]) -> Item:
    scale = item.scale
    if scale is not None:
        scale = replace(
            scale,
            low_label=told.get(f"{item.id}.low") or scale.low_label,
            high_label=told.get(f"{item.id}.high") or scale.high_label,
        )
    choices = tuple(
        replace(one, text=told.get(f"{item.id}.choice.{one.id}") or one.text) for one in item.choices
    )
    return replace(
        item,
        text=told.get(f"{item.id}.text") or item.text,
        help=told.get(f"{item.id}.help") or item.help,
        scale=scale,
        choices=choices,
    )

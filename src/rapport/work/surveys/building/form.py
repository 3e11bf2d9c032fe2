"""What the form of one part shows, from the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from rapport.surveys.model import CHOSEN, SCALED, Survey
from rapport.surveys.piping import texts
from rapport.surveys.standard import standard_of
from rapport.work.surveys.building import parts
from rapport.work.surveys.building.conditions import Row, ways
from rapport.written.document import Document, find
from rapport.written.fields import shown, shown_truth

TOP = ("survey", "version", "title", "text", "language", "touchpoint", "intro", "thanks")
PLAIN = ("id", "type", "text", "about", "help", "known_from", "importance")
SCALE = ("min", "max", "low", "high")
WHOLE = re.compile(r"-?[0-9]{1,4}")
OWN = {"title": "Title", "intro": "Words before", "thanks": "Words of thanks"}
KINDS = {"text": "Question", "help": "Help", "low": "Low end", "high": "High end"}


@dataclass(frozen=True)
class ChoiceForm:
    """One choice as typed."""

    id: str
    text: str
    own_words: bool
    alone: bool


@dataclass(frozen=True)
class WordsForm:
    """One text with its translation; `what` says what it is of, `new` begins an item's texts."""

    key: str
    what: str
    own: str
    told: str
    new: str = ""


@dataclass(frozen=True)
class Above:
    """An item that a condition or piping can name, with the answers it can have."""

    id: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class PartForm:
    """One part as its form shows it: `kind` chooses the form, `values` are its plain fields."""

    part: str
    kind: str
    name: str = ""
    values: dict[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    usual: str = ""
    scaled: bool = False
    chosen: bool = False
    choices: tuple[ChoiceForm, ...] = ()
    ways: tuple[tuple[Row, ...], ...] = ()
    above: tuple[Above, ...] = ()
    words: tuple[WordsForm, ...] = ()
    languages: tuple[str, ...] = ()


def read_part(document: Document, part: str, survey: Survey | None) -> PartForm:
    """The form of a part; words to translate are told from the last `survey` that holds. Raises InputError
    for a part that is not there."""
    if part == parts.GENERAL:
        return PartForm(part, parts.GENERAL, values={key: shown(document.root, key) for key in TOP})
    if part == parts.LANGUAGES:
        return PartForm(part, parts.LANGUAGES, languages=tuple(parts.languages(document)))
    if (match := parts.LANGUAGE.fullmatch(part)) and match[1] in parts.languages(document):
        return PartForm(part, "language", match[1], words=_words(document, match[1], survey))
    return _item(document, part)


def _item(document: Document, part: str) -> PartForm:
    place, node = parts.item_at(document, part)
    kind = shown(node, "type")
    scale, standard = find(node, "scale"), standard_of(kind, shown(node, "importance"))
    values = {key: shown(node, key) for key in PLAIN} | {key: shown(scale, key) for key in SCALE}
    flags = {key for key in ("required", "shuffled") if shown_truth(node, key)}
    if find(scale, "higher_is_better") is not None and not shown_truth(scale, "higher_is_better"):
        flags.add("lower_is_better")
    return PartForm(
        part,
        "item",
        values["id"],
        values,
        frozenset(flags),
        usual=standard.text if standard else "",
        scaled=kind in SCALED,
        chosen=kind in CHOSEN,
        choices=tuple(_choice(one) for one in parts.listed(find(node, "choices"))),
        ways=ways(node),
        above=tuple(_above(one) for one in parts.items(document)[:place]),
    )


def _choice(node: yaml.Node) -> ChoiceForm:
    flags = (shown_truth(node, "own_words"), shown_truth(node, "alone"))
    return ChoiceForm(shown(node, "id"), shown(node, "text"), *flags)


def _above(node: yaml.Node) -> Above:
    answers = [shown(one, "id") for one in parts.listed(find(node, "choices"))]
    standard = standard_of(shown(node, "type"), shown(node, "importance"))
    if standard is not None:
        scale = find(node, "scale")
        low, high = shown(scale, "min") or standard.scale.low, shown(scale, "max") or standard.scale.high
        if WHOLE.fullmatch(str(low)) and WHOLE.fullmatch(str(high)):
            answers = [str(one) for one in range(int(low), min(int(high), int(low) + 20) + 1)]
    return Above(shown(node, "id"), parts.item_words(node), tuple(answers))


def _words(document: Document, language: str, survey: Survey | None) -> tuple[WordsForm, ...]:
    """Every text of the survey with its words in the language; none while the file does not hold."""
    if survey is None:
        return ()
    told = survey.translations[language].words if language in survey.translations else {}
    found, last = [], ""
    for key, own, _ in texts(survey):
        if not own:
            continue
        name, _, rest = key.partition(".")
        new = name if rest and name != last else ""
        last = name
        what = OWN.get(key) or KINDS.get(rest) or f"Choice {rest.removeprefix('choice.')}"
        found.append(WordsForm(key, what, own, told.get(key, ""), new))
    return tuple(found)

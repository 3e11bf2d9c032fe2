"""A survey file's text into a Survey, or every problem in it with its line."""

from __future__ import annotations

import hashlib

import yaml

from rapport.surveys.check import check_survey
from rapport.surveys.condition import read_condition
from rapport.surveys.errors import SurveyError
from rapport.surveys.model import CHOSEN, ITEM_TYPES, Choice, Item, ItemScale, Survey
from rapport.surveys.standard import Standard, standard_of
from rapport.surveys.translation import read_translations
from rapport.written.section import NAME, Section
from rapport.written.tree import Problems, compose, number

TOP = (
    "survey", "version", "title", "text", "language", "touchpoint", "intro", "thanks", "items",
    "translations",
)  # fmt: skip
ITEM = (
    "id", "type", "text", "about", "help", "scale", "choices", "required", "asked_if", "known_from",
    "importance", "shuffled",
)  # fmt: skip
SCALE = ("min", "max", "low", "high", "higher_is_better")
CHOICE = ("id", "text", "own_words", "alone")
WIDEST = 100


def parse_survey(text: str, source: str = "survey.yaml") -> Survey:
    """Reads a survey file.

    Parameters: `text` of the file; `source` is the name that errors give it.

    Returns: Survey, checked.

    Raises: SurveyError with all problems found (`.problems`), each with its line and what to do.
    """
    problems = Problems(source, SurveyError)
    top = Section(compose(text, problems), "the file", TOP, problems)
    name = top.words("survey") if top.need("survey") else ""
    if name and not NAME.fullmatch(name):
        top.wrong("survey", "a name of letters, digits, _ and -, a letter first")
    survey = Survey(
        id=name,
        version=top.integer("version", 1),
        title=top.words("title", name.replace("-", " ").replace("_", " ").capitalize()),
        items=_items(top, problems),
        language=top.words("language", "en"),
        about=top.words("text"),
        intro=top.words("intro"),
        thanks=top.words("thanks"),
        touchpoint=top.words("touchpoint") or None,
        translations=read_translations(top, problems),
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    check_survey(survey, problems, top.line_of("items"), top.line_of("translations"))
    problems.stop()
    return survey


def _items(top: Section, problems: Problems) -> tuple[Item, ...]:
    node = top.node("items") if top.need("items") else None
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        top.wrong("items", "a list of items")
        return ()
    return tuple(_item(one, problems) for one in node.value)


def _item(node: yaml.Node, problems: Problems) -> Item:
    one = Section(node, "an item", ITEM, problems)
    name = one.words("id") if one.need("id") else ""
    if name and not NAME.fullmatch(name):
        one.wrong("id", "a name of letters, digits, _ and -, a letter first")
    one.what = f"item {name}" if name else one.what
    kind = (one.choice("type", "text", ITEM_TYPES) if one.need("type") else "text") or "text"
    return Item(
        id=name,
        type=kind,
        text=_text(one, kind),
        help=one.words("help"),
        scale=_scale(one, kind, problems),
        choices=_choices(one, kind, problems),
        required=one.truth("required"),
        asked_if=read_condition(one, "asked_if", problems),
        known_from=one.words("known_from") or None,
        importance=one.words("importance") or None,
        shuffled=one.truth("shuffled"),
        line=one.line_of("text") if "text" in one.given else one.line,
    )


def _text(one: Section, kind: str) -> str:
    """The wording given, else the metric's own about what is given."""
    standard = _standard(one, kind)
    if "text" in one.given and "about" in one.given:
        one.wrong("about", "needed beside text")
    if "text" in one.given or standard is None:
        return one.words("text") if one.need("text") else ""
    return standard.text.format(about=one.words("about", standard.usual))


def _standard(one: Section, kind: str) -> Standard | None:
    return standard_of(kind, one.words("importance") if "importance" in one.given else None)


def _scale(one: Section, kind: str, problems: Problems) -> ItemScale | None:
    standard = _standard(one, kind)
    node = one.node("scale")
    if standard is None:
        if node is not None:
            one.wrong("scale", f"something that {kind} has")
        return None
    if node is None:
        return standard.scale
    given = Section(node, f"scale of {one.what}", SCALE, problems)
    usual = standard.scale
    low, high = _whole(given, "min", usual.low), _whole(given, "max", usual.high)
    if not low < high <= low + WIDEST:
        what = f"The scale of {one.what} runs from {low} to {high}"
        problems.add(given.line, what, f"Let min be below max, by {WIDEST} at most.")
    if kind == "nps" and (low, high) != (0, 10):
        todo = "Leave the scale out, or make the item a rating."
        problems.add(given.line, "nps is asked from 0 to 10", todo)
    same = (low, high) == (usual.low, usual.high)
    return ItemScale(
        low,
        high,
        given.words("low", usual.low_label if same else ""),
        given.words("high", usual.high_label if same else ""),
        given.truth("higher_is_better") if "higher_is_better" in given.given else True,
    )


def _whole(section: Section, key: str, usual: int) -> int:
    node = section.node(key)
    value = float(usual) if node is None else number(node)
    if value is None or value != int(value):
        section.wrong(key, "a whole number")
        return usual
    return int(value)


def _choices(one: Section, kind: str, problems: Problems) -> tuple[Choice, ...]:
    node = one.node("choices")
    if kind not in CHOSEN:
        if node is not None:
            one.wrong("choices", f"something that {kind} has")
        return ()
    if node is None:
        one.need("choices")
        return ()
    if not isinstance(node, yaml.SequenceNode):
        one.wrong("choices", "a list of choices, each with id and text")
        return ()
    found = []
    for place, given in enumerate(node.value, start=1):
        choice = Section(given, f"choice {place} of {one.what}", CHOICE, problems)
        name = choice.words("id") if choice.need("id") else ""
        if name and not NAME.fullmatch(name):
            choice.wrong("id", "a name of letters, digits, _ and -, a letter first")
        text = choice.words("text") if choice.need("text") else ""
        found.append(Choice(name, text, choice.truth("own_words"), choice.truth("alone")))
    return tuple(found)

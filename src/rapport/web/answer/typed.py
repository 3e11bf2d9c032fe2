"""What was typed into a screen: checked, with what is wrong, and as it stands when it is shown again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from rapport.surveys.errors import AnswerError
from rapport.surveys.given import LONGEST, checked, readable
from rapport.surveys.model import CHOSEN, SCALED, Item

BEFORE = "a."
"""In front of an item's name in a form."""


class Fields(Protocol):
    """What a form's fields are read from."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True)
class Typed:
    """`answers` as they are kept (empty text: left open), `wrong` what does not fit by item, in a word of
    `words.toml`; `raw` everything as typed."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, list[str]] = field(default_factory=dict)


def typed(items: Iterable[Item], fields: Fields) -> Typed:
    """Reads and checks the fields of these items."""
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    raw: dict[str, list[str]] = {}
    for item in items:
        given = raw[item.id] = fields.getlist(BEFORE + item.id)
        own = {one.id: fields.getlist(f"{BEFORE}{item.id}.{one.id}") for one in item.choices if one.own_words}
        raw |= {f"{item.id}.{choice}": words for choice, words in own.items()}
        try:
            value = checked(item, _single(item, given))
            answers[item.id] = "" if value is None else list(value) if isinstance(value, tuple) else value
            answers |= _own_words(item, value, own)
        except AnswerError as error:
            wrong[item.id] = _why(item, given, error)
    return Typed(answers, wrong, raw)


def _single(item: Item, given: list[str]) -> Any:
    if item.type == "multiple_choice" or len(given) > 1:
        return given
    return given[0] if given else None


def _own_words(item: Item, value: object, own: Mapping[str, list[str]]) -> dict[str, str]:
    """What was written beside choices that were taken."""
    taken = value if isinstance(value, tuple) else (value,)
    found = {}
    for choice, words in own.items():
        said = " ".join(words).strip()
        if choice in taken and said:
            if len(said) > LONGEST:
                raise AnswerError("Too long", item.id, "Write less.")
            found[f"{item.id}.{choice}"] = readable(said)
    return found


def _why(item: Item, given: list[str], error: AnswerError) -> str:
    """Which word of `words.toml` says it."""
    if not any(one.strip() for one in given):
        return "required"
    if item.type in SCALED:
        return "wrong"
    if item.type in CHOSEN:
        return "long" if error.what == "Too long" else "gone"
    return {"number": "number", "date": "date"}.get(item.type, "long")

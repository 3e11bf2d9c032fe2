"""A screen of a survey as its template shows it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.surveys.given import LONGEST
from rapport.surveys.model import CHOSEN, SCALED, Choice, Item
from rapport.surveys.piping import piped
from rapport.web.answer.typed import BEFORE

WIDEST = 11
"""Steps of a scale that are shown as buttons; a longer one is answered by a number."""


@dataclass(frozen=True)
class Option:
    """Something to choose. `own` is the name of the field beside it, `words` what stands in that."""

    value: str
    text: str
    chosen: bool
    own: str = ""
    words: str = ""


@dataclass(frozen=True)
class Question:
    """An item with what was answered. `way`: how it is answered (scale, one, several, text, number, date)."""

    id: str
    name: str
    way: str
    text: str
    help: str
    required: bool
    wrong: str
    value: str = ""
    options: tuple[Option, ...] = ()
    low: str = ""
    high: str = ""
    least: int | None = None
    most: int | None = None
    longest: int = LONGEST


def question(
    item: Item, known: Mapping[str, Any], raw: Mapping[str, Sequence[str]], wrong: str, seed: str
) -> Question:
    """The item with its words filled in. `raw` is what stands in its fields."""
    given = [one for one in raw.get(item.id, ()) if one]
    scale = item.scale
    return Question(
        id=item.id,
        name=BEFORE + item.id,
        way=_way(item),
        text=piped(item.text, known),
        help=piped(item.help, known),
        required=item.required,
        wrong=wrong,
        value=given[0] if given else "",
        options=_options(item, known, given, raw, seed),
        low=scale.low_label if scale else "",
        high=scale.high_label if scale else "",
        least=scale.low if scale else None,
        most=scale.high if scale else None,
    )


def raw_of(answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """What stands in the fields of a form that was begun."""
    return {
        name: [str(one) for one in value] if isinstance(value, list) else [_written(value)]
        for name, value in answers.items()
    }


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _way(item: Item) -> str:
    if item.type in SCALED:
        wide = item.scale is not None and item.scale.high - item.scale.low >= WIDEST
        return "number" if wide else "scale"
    if item.type in CHOSEN:
        return "one" if item.type == "single_choice" else "several"
    return item.type


def _options(
    item: Item, known: Mapping[str, Any], given: Sequence[str], raw: Mapping[str, Sequence[str]], seed: str
) -> tuple[Option, ...]:
    if item.scale is not None and _way(item) == "scale":
        steps = range(item.scale.low, item.scale.high + 1)
        return tuple(Option(str(one), str(one), str(one) in given) for one in steps)
    return tuple(_option(item, one, known, given, raw) for one in in_order(item, seed))


def _option(
    item: Item, one: Choice, known: Mapping[str, Any], given: Sequence[str], raw: Mapping[str, Sequence[str]]
) -> Option:
    own = f"{item.id}.{one.id}"
    words = " ".join(raw.get(own, ()))
    return Option(
        one.id, piped(one.text, known), one.id in given, BEFORE + own if one.own_words else "", words
    )


def in_order(item: Item, seed: str) -> tuple[Choice, ...]:
    """The choices as this person sees them: where they are to be shuffled, each form has its own order, those
    with words of one's own and those that stand alone last."""
    if not item.shuffled:
        return item.choices
    loose = [one for one in item.choices if not (one.own_words or one.alone)]
    random.Random(f"{seed} {item.id}").shuffle(loose)
    return (*loose, *(one for one in item.choices if one.own_words or one.alone))

"""What people answered, checked against the item: numbers, ids and words, or an error that says what fits."""

from __future__ import annotations

import unicodedata
from datetime import date

from rapport.surveys.errors import AnswerError
from rapport.surveys.model import CHOSEN, SCALED, Item

LONGEST = 10_000
"""Characters of an open answer that are kept."""
FARTHEST = 1e12
Value = int | float | str | tuple[str, ...] | None


def checked(item: Item, given: object) -> Value:
    """The answer as it is kept: a number of the scale, a choice's id (several: a tuple of them in the order
    offered), text, a date as ISO writes it. None: left open.

    Raises AnswerError for what the item cannot be answered with, or a required one that is left open.
    """
    value = _plain(given)
    if value in (None, "", ()):
        if item.required:
            raise AnswerError("This question needs an answer", item.id, "Answer it, then go on.")
        return None
    if item.type in SCALED:
        return _on_scale(item, value)
    if item.type in CHOSEN:
        return _chosen(item, value)
    if not isinstance(value, str):
        raise AnswerError("Several answers to one question", item.id, "Give one.")
    if item.type == "number":
        return _number(item, value)
    return _date(item, value) if item.type == "date" else _text(item, value)


def _plain(given: object) -> str | tuple[str, ...] | None:
    if given is None:
        return None
    if isinstance(given, list | tuple):
        return tuple(str(one).strip() for one in given if str(one).strip())
    return str(given).strip()


def _on_scale(item: Item, value: str | tuple[str, ...]) -> int:
    scale = item.scale
    try:
        number = int(value) if isinstance(value, str) and len(value) < 5 else None
    except ValueError:
        number = None
    if scale is None or number is None or not scale.low <= number <= scale.high:
        ends = f"from {scale.low} to {scale.high}" if scale else "on its scale"
        raise AnswerError("That is no answer to this question", item.id, f"Choose a number {ends}.")
    return number


def _chosen(item: Item, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    given = (value,) if isinstance(value, str) else value
    offered = [one.id for one in item.choices]
    if any(one not in offered for one in given):
        raise AnswerError("That is not offered any more", item.id, "Choose one of those shown.")
    if item.type == "single_choice":
        if len(given) > 1:
            raise AnswerError("Several answers to one question", item.id, "Choose one.")
        return given[0]
    alone = {one.id for one in item.choices if one.alone}
    if len(set(given)) > 1 and alone & set(given):
        raise AnswerError("These do not go together", item.id, "Choose one, or the others.")
    return tuple(sorted(set(given), key=offered.index))


def _number(item: Item, value: str) -> float:
    try:
        number = float("".join(value.split()))
    except ValueError:
        number = float("nan")
    if not abs(number) <= FARTHEST:
        raise AnswerError("That is no number", item.id, "Write digits, with a point for parts.")
    return number


def _date(item: Item, value: str) -> str:
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        raise AnswerError("That is no date", item.id, "Write it as 2026-03-31.") from None


def _text(item: Item, value: str) -> str:
    if len(value) > LONGEST:
        raise AnswerError(f"{len(value):,} characters", item.id, f"Stay under {LONGEST:,}.")
    return readable(value)


def readable(text: str) -> str:
    """What somebody typed without control characters and halves of letters; every space is a plain one.
    Marks that join letters or emoji, or keep them apart, stay: words fall to pieces without them."""
    return "".join(map(_letter, text))


def _letter(one: str) -> str:
    kind = unicodedata.category(one)
    if kind in ("Cc", "Cs"):
        return one if one in "\n\t" else ""
    return {"Zs": " ", "Zl": "\n", "Zp": "\n"}.get(kind, one)

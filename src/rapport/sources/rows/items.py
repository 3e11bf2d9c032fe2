"""What kind of question a survey item is, told from its name and its answers."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapport.records.answer import ITEM_TYPES
from rapport.sources.errors import RowError, SourceError
from rapport.sources.layout import EMPTY
from rapport.sources.numbers import to_number

SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0), "psat": (1.0, 5.0)}
_NAMES = (
    ("nps", r"\bnps\b|net.?promoter|recommend"),
    ("csat", r"\bcsat\b|customer.?satisf|satisfied|satisfaction"),
    ("ces", r"\bces\b|effort|how easy|made it easy"),
    ("psat", r"\bpsat\b|product.?satisf"),
    ("text", r"comment|verbatim|feedback|tell us|why\b|in your own words|anything else|explain|describe"),
    ("rating", r"rating|\brate\b|score|stars|importan"),
)
_LEADING = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*(?:[-–—:=/(★*].*)?$", re.DOTALL)
_YES_NO = {"yes": 1.0, "true": 1.0, "y": 1.0, "no": 0.0, "false": 0.0, "n": 0.0}
_SIZES = ((1.0, 5.0), (1.0, 7.0), (0.0, 10.0), (1.0, 10.0), (0.0, 100.0))
NUMERIC = frozenset({"nps", "csat", "ces", "psat", "rating", "number"})


@dataclass(frozen=True)
class Item:
    """An item of a survey: its name, type, scale and question."""

    name: str
    item_type: str
    scale_min: float | None = None
    scale_max: float | None = None
    higher_is_better: bool = True
    question: str | None = None


def guess_item(name: str, values: Sequence[Any]) -> Item | None:
    """The item a column holds, from its name and first answers; None when it does not look like one."""
    filled = [value for value in values if value is not None and str(value).strip() not in EMPTY]
    numbers = [answer_number(value) for value in filled]
    numeric = bool(filled) and all(number is not None for number in numbers)
    named = type_by_name(name)
    question = name if "?" in name or " " in name.strip() else None
    if named == "text" or (named is None and filled and not numeric and _free_text(filled)):
        return Item(name, "text", question=question)
    if named in ("csat", "psat") and filled and all(_yes_no(value) is not None for value in filled):
        return Item(name, named, 0.0, 1.0, question=question)
    if numeric and (named or _question(name)):
        low, high = _scale(named, [number for number in numbers if number is not None])
        return Item(name, named or "rating", low, high, question=question)
    if named and not filled:
        low, high = SCALES.get(named, (None, None))
        return Item(name, named, low, high, question=question)
    if (named or _question(name)) and filled:
        many = any(";" in str(value) for value in filled)
        return Item(name, "multiple_choice" if many else "single_choice", question=question)
    return None


def type_by_name(name: str) -> str | None:
    """The type that an item's name or question tells, if it does."""
    plain = name.lower().replace("_", " ")
    return next((kind for kind, pattern in _NAMES if re.search(pattern, plain)), None)


def item_from(column: str, given: abc.Mapping[str, Any]) -> Item:
    """The item as the mapping file describes it. Raises SourceError for an unknown type or key."""
    kind = given.get("type", "rating")
    known = {"item", "type", "scale_min", "scale_max", "higher_is_better", "question"}
    where = f"items: {column}"
    if kind not in ITEM_TYPES:
        raise SourceError(f"Unknown item type {kind!r}", where, f"Use one of {', '.join(ITEM_TYPES)}.")
    if not given.keys() <= known:
        raise SourceError(
            f"Unknown key {min(given.keys() - known)!r}", where, f"Known are: {', '.join(sorted(known))}."
        )
    low, high = SCALES.get(kind, (None, None))
    return Item(
        name=str(given.get("item", column)),
        item_type=kind,
        scale_min=given.get("scale_min", low),
        scale_max=given.get("scale_max", high),
        higher_is_better=bool(given.get("higher_is_better", True)),
        question=given.get("question"),
    )


def answer_value(item: Item, value: Any, where: str) -> tuple[float | None, str | None]:
    """The number and text of an answer. Raises RowError when a numeric item was answered otherwise, or
    beyond its scale."""
    text = "" if value is None else str(value).strip()
    if text in EMPTY:
        return None, None
    if item.item_type in NUMERIC:
        number = answer_number(value)
        if number is None and (item.scale_min, item.scale_max) == (0, 1):
            number = _yes_no(value)
        if number is None:
            todo = "Mend the cell. Where people answer yes or no, give the item the scale 0 to 1."
            raise RowError(f"{text[:60]!r} is not a number, as {item.item_type} needs", where, todo)
        _within(number, item, where)
        return number, None
    if item.item_type == "single_choice" and _yes_no(value) is not None:
        return _yes_no(value), None
    return None, text


def _within(number: float, item: Item, where: str) -> None:
    low, high = item.scale_min, item.scale_max
    if (low is None or number >= low) and (high is None or number <= high):
        return
    bounds = " to ".join("…" if bound is None else f"{bound:g}" for bound in (low, high))
    raise RowError(
        f"{number:g} is outside the scale {bounds}",
        where,
        "Mend the cell, or give the item its scale in the mapping file.",
    )


def _yes_no(value: Any) -> float | None:
    return _YES_NO.get(str(value).strip().lower())


def answer_number(value: Any) -> float | None:
    """The number of an answer like `9`, `9/10` or `9 - very likely`."""
    if isinstance(value, bool):
        return None
    found = to_number(value)
    if found is None and isinstance(value, str):
        leading = _LEADING.match(value)
        return float(leading[1].replace(",", ".")) if leading else None
    return found


def _question(name: str) -> bool:
    return name.rstrip().endswith("?") or re.match(r"q\d+\b", name.lower()) is not None


def _free_text(values: Sequence[Any]) -> bool:
    words = [len(str(value).split()) for value in values]
    return sum(words) / len(words) >= 4


def _scale(kind: str | None, numbers: Sequence[float]) -> tuple[float | None, float | None]:
    usual = SCALES.get(kind or "")
    low, high = min(numbers), max(numbers)
    if usual and usual[0] <= low and high <= usual[1]:
        return usual
    return next((size for size in _SIZES if size[0] <= low and high <= size[1]), (None, None))

"""Numbers said digit by digit: "five five five, double two, oh one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import repeat

from rapport.redaction.cards import passes_luhn
from rapport.redaction.cues import Message, cue
from rapport.redaction.found import Found

_DIGITS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5",    "six": "6", "seven": "7", "eight": "8", "nine": "9", "niner": "9",
    "null": "0", "eins": "1", "zwei": "2", "zwo": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6",
    "sieben": "7", "acht": "8", "neun": "9",
    "zéro": "0", "un": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "sept": "7", "huit": "8",
    "neuf": "9",
    "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7",
    "ocho": "8", "nueve": "9",
}  # fmt: skip
_WORD = "|".join(sorted(_DIGITS, key=len, reverse=True))
_ONE = rf"(?:(?:double|triple|doppel)[ -]?)?(?:{_WORD}|\d{{1,4}})"
_RUN = re.compile(rf"(?<![\w@])(?:plus[ ])?{_ONE}(?:[\s,.\-–…]{{1,3}}{_ONE}){{4,24}}(?!\w)")
_PART = re.compile(rf"(double|triple|doppel)?[ -]?({_WORD}|\d{{1,4}})(?!\w)")
_LEAST_SPELLED = 3
_ENOUGH, _NEXT = "d" * _LEAST_SPELLED, " \0 "
_WORDS = frozenset(_DIGITS)
_MARKS = {**dict.fromkeys(_DIGITS, "d"), _NEXT.strip(): "|"}


def spoken_among(lowered: str, between: str) -> list[int]:
    """A cheap no: the places of those texts, with `between` between them, that hold enough words for
    digits."""
    spaced = lowered.replace(between, _NEXT).replace("-", " ").replace(",", " ").replace(".", " ")
    words = spaced.split()
    marks = "" if _WORDS.isdisjoint(words) else "".join(map(_MARKS.get, words, repeat("")))
    if _ENOUGH not in marks:
        return []
    return [place for place, text in enumerate(marks.split("|")) if _ENOUGH in text]


def find_spoken(message: Message) -> Iterator[Found]:
    """Spelled numbers of seven digits or more that are a card, a telephone or a national number."""
    for match in _RUN.finditer(message.lowered):
        said_digits = match[0]
        parts = _PART.findall(said_digits)
        digits = "".join(_DIGITS.get(word, word) * _times(many) for many, word in parts)
        if sum(word in _DIGITS for _, word in parts) < _LEAST_SPELLED or len(digits) < 7:
            continue
        kind = _kind(digits, cue(message, *match.span()))
        if kind:
            yield Found(*match.span(), kind)


def _times(many: str) -> int:
    return 3 if many == "triple" else 2 if many else 1


def _kind(digits: str, said: str | None) -> str | None:
    if 13 <= len(digits) <= 19 and (said == "card" or passes_luhn(digits)):
        return "card"
    if said == "national_id" and 8 <= len(digits) <= 13:
        return "national_id"
    if said == "other" or len(digits) > 15:
        return None
    return "phone" if said == "phone" or len(digits) >= 10 else None

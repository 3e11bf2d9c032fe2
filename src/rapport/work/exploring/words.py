"""What people type to find text: words, "several words in order", beginnings*, and -without."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TERM = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
NO_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that do not part words by spaces: the index does not know their words."""
MOST, LONGEST = 12, 200


@dataclass(frozen=True)
class Term:
    """One thing to look for, its words in order; `beginning`: the last one only begins so."""

    text: str
    parts: tuple[str, ...]
    without: bool = False
    beginning: bool = False


def terms(typed: str) -> tuple[Term, ...]:
    """What was typed, as terms; at most MOST."""
    found = []
    for one in TERM.finditer(typed[:LONGEST]):
        text = one["phrase"] if one["word"] is None else one["word"]
        beginning = one["word"] is not None and text.endswith("*")
        text = text.rstrip("*") if beginning else text
        parts = tuple(words_of(text))
        if parts or text.strip():
            found.append(Term(text.strip(), parts, bool(one["no"]) and len(text) > 0, beginning))
    return tuple(found[:MOST])


def words_of(text: str) -> list[str]:
    """The words of a text as the index knows them: letters and digits, without case and accents."""
    return [one for one in re.split(r"[^\w]|_", folded(text)) if one]


def folded(text: str) -> str:
    """The text without case and accents, sign by sign as long as it was."""
    if text.isascii():
        return text.lower()
    return "".join(_plain(sign) for sign in text)


def needs_tables(found: tuple[Term, ...]) -> bool:
    """Whether the index cannot answer: the words are of a script that it does not part."""
    return any(NO_SPACES.search(one.text) for one in found)


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    base = unicodedata.normalize("NFD", sign)[0].lower()
    return base if len(base) == 1 else sign

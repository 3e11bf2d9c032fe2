"""Letters and digits of other scripts and widths as the plain ones, each at its old place."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))

_FOREIGN = re.compile(r"[^\x00-\x7f\u00a1-\u024f]")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _DASHES:
        return "-"
    if character.isspace():
        return "\n" if character in "\x85\u2028\u2029" else " "
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def without_invisible(text: str) -> str:
    """The text without soft hyphens and zero-width spaces, which can cut a number in two."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def fold(text: str) -> str:
    """The same number of characters, with full-width and other digits, dashes and spaces made plain."""
    if text.isascii() or not _FOREIGN.search(text):
        return text
    return "".join(map(_fold_character, text))


def lower(folded: str) -> str:
    """Lower case, still one character for one (a few capitals would become two)."""
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)

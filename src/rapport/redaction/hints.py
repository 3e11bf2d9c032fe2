"""A cheap first look: nearly every text holds nothing, and should cost next to nothing."""

from __future__ import annotations

import re

from rapport.redaction.emails import may_be_spelled
from rapport.redaction.folding import fold, lower, without_invisible
from rapport.redaction.names import may_hold_name
from rapport.redaction.spoken import may_be_spoken
from rapport.redaction.unaccented import unaccented

# Six digits in a row, or the middle of a national number that mixes letters and digits.
_DIGITS = re.compile(r"\d(?:(?:[^\w@]{0,3}\d){5}|\d[A-Za-z]\d\d[A-Za-z]|\d{3}[A-Za-z])")


# What a text may hold, as bits (an enum's set operations would cost more than the search itself).
AT_SIGN, DIGITS, SPOKEN, SPELLED, NAME = 1, 2, 4, 8, 16
EVERYTHING = AT_SIGN | DIGITS | SPOKEN | SPELLED | NAME


def hints(text: str, names: tuple[str, ...], among: int = EVERYTHING) -> int:
    """Which of `among` the text may hold; a text joined to others keeps its hints."""
    folded = fold(without_invisible(text))
    lowered = lower(folded)
    found = 0
    if among & AT_SIGN and "@" in folded:
        found |= AT_SIGN
    if among & DIGITS and _DIGITS.search(folded):
        found |= DIGITS
    if among & SPOKEN and may_be_spoken(lowered):
        found |= SPOKEN
    if among & SPELLED and may_be_spelled(lowered):
        found |= SPELLED
    if among & NAME and names and may_hold_name(unaccented(lowered), names):
        found |= NAME
    return found

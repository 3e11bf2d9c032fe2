"""Where a text holds digits at all, and where enough of them to mean a person."""

from __future__ import annotations

import re

# Folded texts hold no other digits than these ten, which are much quicker to look for than \d.
_DIGITS = re.compile(r"[0-9]+(?:[^0-9]{1,12}[0-9]+)*")
# Six digits in a row, or the middle of a national number that mixes letters and digits.
LONG_DIGITS = re.compile(r"[0-9](?:(?:[^\w@]{0,3}\d){5}|\d[A-Za-z]\d\d[A-Za-z]|\d{3}[A-Za-z])")


def places_of_digits(folded: str) -> list[tuple[int, int]]:
    """From where to where digits stand, at most a dozen characters apart."""
    return [match.span() for match in _DIGITS.finditer(folded)]


def has_long_digits(folded: str, start: int, end: int) -> bool:
    """Whether one of these places can hold a number of a person; a letter may follow its last digit."""
    return LONG_DIGITS.search(folded, start, end + 1) is not None

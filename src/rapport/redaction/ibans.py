"""International bank account numbers, by country length, structure and check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban

from rapport.redaction.cues import Message
from rapport.redaction.found import Found

_CANDIDATE = re.compile(r"(?<![^\W_])[a-z]{2}\s?\d{2}(?:[ \-.]?[a-z0-9]){11,32}", re.IGNORECASE)
# "AB12" and "AB 12" from their first digit on: a search for a digit is quick
_CHECK_DIGITS = re.compile(
    r"[0-9](?:(?<=(?<![^\W_])[a-z]{2}\d)|(?<=(?<![^\W_])[a-z]{2}\s\d))\d", re.IGNORECASE
)
_SHORTEST, _LONGEST = 15, 34


def find_ibans(message: Message) -> Iterator[Found]:
    """IBANs, with or without spaces, in capitals or not; words that follow are left out."""
    at = 0
    for digits in (found for span in message.digits for found in _CHECK_DIGITS.finditer(message.text, *span)):
        start = digits.start() - (3 if message.text[digits.start() - 1].isspace() else 2)
        match = _CANDIDATE.match(message.text, start) if start >= at else None
        if match:
            end = _valid_end(match[0])
            if end:
                yield Found(match.start(), match.start() + end, "iban")
            at = match.start() + (end or 2)


def _valid_end(written: str) -> int | None:
    places = [place for place, character in enumerate(written) if character.isalnum()]
    compact = "".join(written[place] for place in places).upper()
    for length in range(min(len(compact), _LONGEST), _SHORTEST - 1, -1):
        follows = places[length - 1] + 1
        if follows < len(written) and written[follows].isalnum():
            continue
        if iban.is_valid(compact[:length], check_country=False):
            return follows
    return None

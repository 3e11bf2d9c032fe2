"""Payment cards: a brand's first digits, its length, and the Luhn check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.redaction.cues import Message, cue
from rapport.redaction.found import Found
from rapport.redaction.numbers import Number, parts

_BRANDS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})"
    r"|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"
    r"|3[47]\d{13}"
    r"|(?:6011|64[4-9]\d|65\d\d)\d{12,15}"
    r"|(?:30[0-5]|36\d|3[89]\d)\d{11}|3[0689]\d{14}"
    r"|35(?:2[89]|[3-8]\d)\d{12,15}"
    r"|62\d{14,17}|(?:50|5[6-9]|6[0-9])\d{11,17}"
)
_IN_FOURS = re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}")
_TRIPLES = str.maketrans("0123456789", "0246813579")


def passes_luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812 holds."""
    doubled = digits[-2::-2].translate(_TRIPLES)
    return (sum(map(int, digits[-1::-2])) + sum(map(int, doubled))) % 10 == 0


def _is_card(number: Number, said: str | None) -> bool:
    digits = number.digits
    if not 13 <= len(digits) <= 19 or not _BRANDS.fullmatch(digits):
        return False
    if passes_luhn(digits):
        return said != "other" or len(number.groups) > 1
    # a mistyped card is still nearly all of a card
    return said == "card" and _IN_FOURS.fullmatch(number.written) is not None


def find_cards(message: Message, numbers: list[Number]) -> Iterator[Found]:
    """Card numbers among the runs of digits."""
    for number in numbers:
        if len(number.digits) < 13:
            continue
        said = cue(message, number.start, number.end)
        for part in parts(number, 13):
            if _is_card(part, said):
                yield Found(part.start, part.end, "card")
                break

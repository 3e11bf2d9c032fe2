"""Telephone numbers: by shape where the shape is theirs alone, else by what the words around say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from rapport.redaction.cues import Message, cue
from rapport.redaction.found import Found
from rapport.redaction.numbers import Number, parts

_NORTH_AMERICAN = re.compile(
    r"(?:\+?1[ .\-]?)?(?:\([2-9]\d\d\)[ .\-]{0,2}|[2-9]\d\d[.\-])[2-9]\d\d[ .\-]?\d{4}"
    r"|(?:\+?1[ .\-])?[2-9]\d\d[ \-.][2-9]\d\d[ .\-]\d{4}"
)
_LOCAL = re.compile(r"[2-9]\d\d[ .\-]\d{4}")
_REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "AT", "CH", "BE", "IE", "PT", "AU", "IN", "MX", "PL")


@lru_cache(maxsize=8192)
def _is_valid(written: str, region: str | None) -> bool:
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_number(number))


@lru_cache(maxsize=8192)
def _is_possible(written: str) -> bool:
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(written, None)))
    except phonenumbers.NumberParseException:
        return False


def _international(written: str) -> str | None:
    """The number with a + in front when it carries a country code."""
    bare = written.lstrip("(")
    if bare.startswith("+"):
        return bare
    if bare.startswith("00") and not bare.startswith("000"):
        return "+" + bare[2:].lstrip()
    return None


def _is_phone(number: Number, said: str | None, region: str) -> bool:
    written, digits = number.written, number.digits
    if not 7 <= len(digits) <= 15:
        return False
    international = _international(written)
    if international is not None and (written.lstrip("(").startswith("+") or said != "other"):
        return _is_valid(international, None) or (said == "phone" and _is_possible(international))
    if said in ("other", "card"):
        return said == "other" and re.match(r"\+?1?[ .\-]?\(", written) is not None and _shaped(written)
    if _shaped(written):
        return True
    if said == "phone":
        return _LOCAL.fullmatch(written) is not None or _fits_somewhere(number, region)
    if region in ("US", "CA"):
        return False  # the only national shape there is the one above
    grouped = 3 <= len(number.groups) <= 6 and len(digits) >= 9
    return grouped and said is None and _looks_dialled(number) and _is_valid(written, region)


def _shaped(written: str) -> bool:
    return _NORTH_AMERICAN.fullmatch(written) is not None


def _looks_dialled(number: Number) -> bool:
    """Groups of two to five digits, as people write numbers to dial."""
    return all(1 < len(group) <= 5 for group in number.groups)


def _fits_somewhere(number: Number, region: str) -> bool:
    if len(number.groups) > 1 and "/" in number.written and not number.written.startswith("0"):
        return False
    if _is_valid(number.digits, region):
        return True
    if len(number.digits) == 10 and number.digits[0] in "23456789" and region in ("US", "CA"):
        return True  # a number of a film, a slip of the finger: the words say it is a telephone
    return any(_is_valid(number.digits, other) for other in _REGIONS)


def find_phones(message: Message, numbers: list[Number], region: str) -> Iterator[Found]:
    """Telephone numbers among the runs of digits; those without a country code are read in `region`."""
    for number in numbers:
        said = cue(message, number.start, number.end)
        for part in parts(number, 7):
            if _is_phone(part, said, region):
                yield Found(part.start, part.end, "phone")
                said = "phone" if said is None else said
                break

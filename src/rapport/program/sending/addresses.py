"""Addresses of customers: one way to write each, and whether it can be written to at all."""

from __future__ import annotations

import re

import phonenumbers

LONGEST = 254
MAIL = re.compile(
    r"[^\s@<>(),;:\\\"\[\]\x00-\x1f\x7f]{1,64}@(?:[^\s@.<>(),;:\\\"\[\]\x00-\x20\x7f]{1,63}\.)+[^\s@.<>(),;:\\\"\[\]\x00-\x20\x7f]{2,63}"
)
ANY_ADDRESS = re.compile(r"[^\s<>\"']*@[^\s<>\"']*|\+?\d(?:[ ()/-]*\d){6,}")
CODES = re.compile(r"(?<![\w.])(?:[45]\d\d|[45]\.\d{1,3}\.\d{1,3})(?![\w.])")
DOTTED = re.compile(r"\.\.|^\.|\.@")


def normal(address: str) -> str:
    """The address as it is compared and kept: letters small, a number in its international form."""
    told = address.strip()
    if "@" in told:
        return told.casefold()
    return _number(told, None) or re.sub(r"[^\d+]", "", told)


def mailable(address: str | None) -> str | None:
    """The e-mail address to write to, or None for what cannot be one."""
    told = (address or "").strip()
    if len(told) > LONGEST or not MAIL.fullmatch(told) or DOTTED.search(told):
        return None
    try:
        domain = told.rpartition("@")[2].encode("idna")
    except UnicodeError:
        return None
    return told.casefold() if len(domain) <= 253 else None


def callable_number(number: str | None, region: str) -> str | None:
    """The number to send text messages to, in its international form, or None. `region` is where numbers
    without a country code are."""
    return _number((number or "").strip(), region)


def nameless(said: str, address: str = "") -> str:
    """What a server said, without the address it is about, any other, or a number to call."""
    kept = ANY_ADDRESS.sub("…", said)
    own = address.partition("@")[0]
    if len(own) >= 3:
        kept = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", "…", kept, flags=re.IGNORECASE)
    return kept


def code_of(said: str) -> str:
    """The codes in what a server said, and nothing of its words."""
    return " ".join(dict.fromkeys(CODES.findall(said))) or "refused by the server"


def in_ascii(address: str) -> str:
    """The address as every mail server takes it: its domain in letters of ASCII."""
    own, mark, domain = address.rpartition("@")
    try:
        return own + mark + domain.encode("idna").decode("ascii")
    except UnicodeError:
        return address


def _number(told: str, region: str | None) -> str | None:
    if not told or len(told) > 40:
        return None
    try:
        read = phonenumbers.parse(told, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(read):
        return None
    return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164))

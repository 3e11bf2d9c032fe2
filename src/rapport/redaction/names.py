"""The names we already know for this customer and this agent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapport.redaction.cues import Message
from rapport.redaction.folding import lower
from rapport.redaction.found import Found
from rapport.redaction.unaccented import unaccented
from rapport.redaction.wording import ALWAYS_CAPITAL, COMMON_WORDS

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "frau", "mme", "mlle", "m", "sr", "sra"}
    | {"don", "doña", "von", "van", "de", "der", "den", "la", "le"}
)
_ROLES = frozenset(
    {"agent", "bot", "customer", "guest", "support", "system", "team", "unknown", "user", "visitor"}
    | {"service", "client"}
)
_PERSON_BEFORE = re.compile(
    r"\b(?:hi|hello|hey|dear|thanks|thank you|thx|name is|name's|this is|i'm|mr|mrs|ms|miss|dr|hallo|"
    r"liebe|lieber|"
    r"herr|frau|bonjour|merci|hola|gracias|monsieur|madame|señor|señora|heiße|llamo|appelle|spoke to|"
    r"spoke with|"
    r"talking to|speaking to|regards|sincerely)\.?[\s,:!-]*$"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n\"“(])\s*$")


class Needle(NamedTuple):
    """A lower-case, unaccented form of a name to look for; `whole` when it is more than one word."""

    form: str
    whole: bool


@lru_cache(maxsize=8192)
def _forms(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ways a name is written in several words, and its single words."""
    plain = unaccented(lower(name))
    first_last = [part.strip() for part in plain.split(",")] if "," in plain else []
    if len(first_last) == 2 and all(first_last):
        plain = f"{first_last[1]} {first_last[0]}"
    words = [word.strip(".,'\"()") for word in plain.split()]
    words = [word for word in words if word and not word.isdigit() and "@" not in word]
    people = [word for word in words if word not in _TITLES and word not in _ROLES]
    if not people or (len(words) > len(people) and not _ROLES.isdisjoint(words)):
        return (), ()
    single = tuple(word for word in people if sum(map(str.isalpha, word)) >= 3)
    if len(people) == 1:
        return (), single
    first, last = people[0], people[-1]
    together = " ".join(words), " ".join(people), f"{first} {last}", f"{last}, {first}", f"{last} {first}"
    return together, single


@lru_cache(maxsize=64)
def needles(names: tuple[str, ...]) -> tuple[Needle, ...]:
    """What to look for, whole names first: "Jane Doe", "Doe, Jane", "Jane", "Doe"."""
    forms = [_forms(name) for name in names]
    whole = dict.fromkeys(form for several, _ in forms for form in several)
    single = dict.fromkeys(form for _, words in forms for form in words)
    ordered = sorted(whole, key=len, reverse=True), sorted(single, key=len, reverse=True)
    return (*(Needle(form, True) for form in ordered[0]), *(Needle(form, False) for form in ordered[1]))


@lru_cache(maxsize=64)
def shortest_forms(names: tuple[str, ...]) -> list[str]:
    """The least to look for: a text without any of these holds none of the names."""
    single = dict.fromkeys(form for name in names for form in _forms(name)[1])
    whole = (form for name in names for form in _forms(name)[0])
    return [*single, *(form for form in whole if not any(word in form for word in single))]


def find_names(message: Message, names: tuple[str, ...]) -> Iterator[Found]:
    """Known names as whole words: full names in any case, single ones where they read as a name."""
    plain = unaccented(message.lowered)
    for needle in needles(names):
        at = plain.find(needle.form)
        while at >= 0:
            end = at + len(needle.form)
            if _stands_alone(plain, at, end) and (needle.whole or _reads_as_name(message, at, end)):
                yield Found(at, end, "name")
            at = plain.find(needle.form, at + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before in ("_", "@", "[") or after.isalnum() or after in ("_", "@", "]"))


def _reads_as_name(message: Message, start: int, end: int) -> bool:
    word, written = message.lowered[start:end], message.text[start:end]
    before = message.lowered[max(0, start - 24) : start]
    if not written[0].isupper():
        return word not in COMMON_WORDS and word not in ALWAYS_CAPITAL and bool(_PERSON_BEFORE.search(before))
    if word in ALWAYS_CAPITAL:
        return bool(_PERSON_BEFORE.search(before))
    if word in COMMON_WORDS:
        if _PERSON_BEFORE.search(before):
            return True
        shouted = written.isupper() and len(written) > 1
        return not shouted and not _SENTENCE_START.search(before)
    return True

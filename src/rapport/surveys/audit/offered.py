"""The answers that a question offers in its own text, and the question without them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapport.surveys.audit.flaw import plain
from rapport.surveys.audit.question import Question

BRACKETS = re.compile(r"[(\[]([^()\[\]]{3,300})[)\]]")
TAIL = re.compile(r"(?:[?:!]|\s[–—-])\s*([^?:!]{5,300})$")
CUT = re.compile(r"\s*(?:[/|,;•·…]|★+☆*|\s[–—-]\s|\.{3}|\bor\b)\s*")
NUMBERED = re.compile(r"^\(?\d{1,2}\)?(?:\s*[=.:)–-]\s*|\s+)(?=\D)|\s*[=(]\s*\d{1,2}\)?$")
SENTENCE = re.compile(r"\b(?:please|because|which|that|we|you|tell|your|i)\b", re.IGNORECASE)
LONGEST = 6
"""Words of an option: longer pieces are a sentence."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Options as they stand from `start` to `end` of the text."""

    start: int
    end: int
    options: tuple[str, ...]


def listed(text: str) -> Listed | None:
    """The list of answers in a text: in brackets, or at its end after a question mark, colon or dash."""
    same = plain(text)
    for pattern in (BRACKETS, TAIL):
        for match in pattern.finditer(same):
            options = _options(match.group(1))
            if len(options) >= 3 and not any(_is_sentence(one) for one in options):
                return Listed(*match.span(1), options)
    return None


def offered(question: Question) -> tuple[str, ...]:
    """The answers offered: as given, else those listed in the text."""
    if question.options:
        return question.options
    found = listed(question.text)
    return found.options if found else ()


def stem(text: str) -> str:
    """The question itself: brackets and listed answers are blanks, every other character in its place."""
    found = BRACKETS.sub(lambda match: " " * len(match.group()), text)
    options = listed(found)
    if options is None:
        return found
    return found[: options.start] + " " * (options.end - options.start) + found[options.end :]


def _options(piece: str) -> tuple[str, ...]:
    parts = (NUMBERED.sub("", one.strip(" .\"'")).strip(" .\"'") for one in CUT.split(piece))
    return tuple(one for one in parts if one and not one.isdigit())


def _is_sentence(option: str) -> bool:
    return len(option.split()) > LONGEST or (len(option.split()) > 3 and bool(SENTENCE.search(option)))

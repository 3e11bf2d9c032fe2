"""Questions in other languages than the one whose words the audit knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rapport.surveys.audit.question import Question

READ, CANNOT_TELL = "en", "cannot_tell"
ENOUGH_WORDS = 7
"""A question of fewer words is taken to be in the language of all."""


def is_read(question: Question) -> bool:
    """Whether the audit knows the language: its words are looked at, else only answers and order."""
    return question.language in ("", READ)


def with_languages(questions: Sequence[Question], language_of: Callable[[str], str]) -> tuple[Question, ...]:
    """The questions with the language each is in, as `language_of` tells it of a text; "" where it cannot."""
    whole = language_of(" ".join(one.text for one in questions))
    found = []
    for one in questions:
        own = language_of(one.text) if len(one.text.split()) >= ENOUGH_WORDS else whole
        told = whole if own == CANNOT_TELL else own
        found.append(replace(one, language="" if told == CANNOT_TELL else told))
    return tuple(found)

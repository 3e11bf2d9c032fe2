"""Questionnaires pasted from elsewhere, as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapport.records.errors import InputError
from rapport.surveys.audit.document import is_document, read_document
from rapport.surveys.audit.question import Question

NUMBER = re.compile(r"^\s*(?:[Qq](?:uestion)?\s*)?\d{1,3}\s*[.):]\s+|^\s*[-*•]\s+|^\s*\(?[a-zA-Z]\)\s+")
MOST_QUESTIONS, MOST_LINES, MOST_CHARACTERS = 1_000, 10_000, 5_000


def questions_of(text: str, source: str = "the text") -> tuple[Question, ...]:
    """The questions of a text with their lines: one a line, or a pasted questionnaire with its answers,
    headings and instructions. Blank lines and those after a # are no questions, numbers before one are left
    out.

    Raises InputError for too many or too long lines, and when there is none.
    """
    lines = [one for one in enumerate(text.removeprefix("\ufeff").splitlines(), start=1) if _says(one[1])]
    for line, said in lines:
        if len(said) > MOST_CHARACTERS:
            what = f"The line has {len(said):,} characters"
            raise InputError(what, f"{source}, line {line}", "One question a line.")
    if len(lines) > MOST_LINES:
        raise InputError(f"More than {MOST_LINES:,} lines", source, "Give it in parts.")
    found = read_document(lines) if is_document(lines) else _line_by_line(lines)
    if len(found) > MOST_QUESTIONS:
        raise InputError(f"More than {MOST_QUESTIONS:,} questions", source, "Give it in parts.")
    if not found:
        raise InputError("There is no question in it", source, "Write one question a line.")
    return found


def _says(written: str) -> bool:
    return bool(written.strip()) and not written.lstrip().startswith("#")


def _line_by_line(lines: Sequence[tuple[int, str]]) -> tuple[Question, ...]:
    said = ((line, NUMBER.sub("", written).strip()) for line, written in lines)
    return tuple(Question(line, text) for line, text in said if _says(text))

"""Words of a survey with what is known put in: `Hello {customer.name|there}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.surveys.condition import Known
from rapport.surveys.model import Survey

PIPE = re.compile(r"\{([a-zA-Z_][\w.-]*)(?:\|([^{}]*))?\}")
FACT = re.compile(r"(?:customer|interaction|agent|company|event)\.[\w.-]+")
LONGEST = 200
"""Characters of a fact that are put in: longer ones are a mistake of the record."""


def piped(text: str, known: Known) -> str:
    """The text with every `{name}` replaced by what is known of it, else by the words after `|`. The caller
    escapes what comes back for where it is shown."""

    def put(match: re.Match[str]) -> str:
        value = known.get(match.group(1))
        told = "" if value is None else " ".join(str(value).split())[:LONGEST]
        return told or (match.group(2) or "").strip()

    return PIPE.sub(put, text)


def pipes(text: str) -> Iterator[tuple[str, bool]]:
    """The names a text asks for, and whether each has words for when nothing is known."""
    for match in PIPE.finditer(text):
        yield match.group(1), match.group(2) is not None


def texts(survey: Survey) -> Iterator[tuple[str, str, int]]:
    """Every text of the survey in its own language: its key as translations have it, the words, its line."""
    yield from (("title", survey.title, 1), ("intro", survey.intro, 1), ("thanks", survey.thanks, 1))
    for item in survey.items:
        yield f"{item.id}.text", item.text, item.line
        yield f"{item.id}.help", item.help, item.line
        if item.scale is not None:
            yield f"{item.id}.low", item.scale.low_label, item.line
            yield f"{item.id}.high", item.scale.high_label, item.line
        for choice in item.choices:
            yield f"{item.id}.choice.{choice.id}", choice.text, item.line

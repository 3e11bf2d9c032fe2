"""The audit of a questionnaire that somebody pastes: a survey file, plain text, or how a survey is run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapport.records import InputError
from rapport.surveys.audit.audit import audit_questions
from rapport.surveys.audit.foreign import with_languages
from rapport.surveys.audit.length import minutes
from rapport.surveys.audit.of_survey import questions_in
from rapport.surveys.audit.plain_text import questions_of
from rapport.surveys.audit.programme.flaws import ProgrammeFlaw, audit_programme
from rapport.surveys.audit.programme.read import parse_practice
from rapport.surveys.parse import parse_survey
from rapport.work.surveys.building.check import Told, flaws_told

LONGEST = 200_000
FILE = re.compile(r"^survey:\s*\S", re.MULTILINE)
PROGRAMME = re.compile(r"\A(?:\s*#.*\n|\s*\n)*programme:\s*\S")


@dataclass(frozen=True)
class Criticised:
    """One question with what is wrong with it. `unread`: its language, where its words were not looked at."""

    line: int
    text: str
    flaws: tuple[Told, ...]
    unread: str = ""


@dataclass(frozen=True)
class AuditedText:
    """Every question of a text. `is_file`: it is a survey file of ours. `around`: what is wrong with how a
    survey is run, where the text says that; None where it is of questions."""

    questions: tuple[Criticised, ...]
    minutes: float
    is_file: bool
    around: tuple[ProgrammeFlaw, ...] | None = None

    @property
    def flawed(self) -> int:
        """How many questions have a flaw."""
        return sum(1 for one in self.questions if one.flaws)


def audit_text(text: str) -> AuditedText:
    """What is to be said of every question. Raises SurveyError for a survey file that does not hold,
    InputError for a text without a question or too long."""
    if len(text) > LONGEST:
        raise InputError(f"The text has {len(text):,} characters", None, f"Stay under {LONGEST:,}.")
    if PROGRAMME.match(text):
        return AuditedText((), 0.0, is_file=False, around=audit_programme(parse_practice(text)))
    is_file = FILE.search(text) is not None
    if is_file:
        questions = questions_in(parse_survey(text))
    else:
        from rapport.language.languages.detect import language_of

        questions = with_languages(questions_of(text), language_of)
    found = tuple(
        Criticised(one.line, one.text, flaws_told(one), one.unread) for one in audit_questions(questions)
    )
    return AuditedText(found, minutes(questions), is_file)

"""Questionnaires from disk: our own files, or plain text from elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from rapport.records.errors import InputError
from rapport.surveys.audit.audit import Audited, audit_questions
from rapport.surveys.audit.foreign import with_languages
from rapport.surveys.audit.of_survey import questions_in
from rapport.surveys.audit.plain_text import questions_of
from rapport.surveys.audit.programme.flaws import ProgrammeFlaw, audit_programme
from rapport.surveys.audit.programme.read import parse_practice
from rapport.surveys.model import Survey
from rapport.surveys.parse import parse_survey
from rapport.written.tree import MAX_CHARACTERS

YAML = (".yaml", ".yml")


def read_survey(path: str | os.PathLike[str]) -> Survey:
    """Reads and checks the survey file at `path`. Raises InputError when it cannot be used."""
    return parse_survey(_text_of(path), source=str(path))


def audit_file(
    path: str | os.PathLike[str], language_of: Callable[[str], str] | None = None
) -> tuple[Audited, ...]:
    """Every question of a file with what is wrong with it: of a survey file (.yaml, .yml), or of plain text,
    one question a line or a pasted questionnaire. `language_of` tells the language of a text, where that is
    to be looked at. Raises InputError when it cannot be read or does not hold."""
    if Path(path).suffix.lower() in YAML:
        return audit_questions(questions_in(read_survey(path)))
    questions = questions_of(_text_of(path), str(path))
    return audit_questions(with_languages(questions, language_of) if language_of else questions)


def audit_programme_file(path: str | os.PathLike[str]) -> tuple[ProgrammeFlaw, ...]:
    """What is wrong with how a survey is run, as a file describes it. Raises InputError when it cannot be
    read or does not hold."""
    return audit_programme(parse_practice(_text_of(path), str(path)))


def _text_of(path: str | os.PathLike[str]) -> str:
    file, source = Path(path), str(path)
    try:
        if file.stat().st_size > 4 * MAX_CHARACTERS:
            what = f"The file has {file.stat().st_size:,} bytes"
            raise InputError(what, source, f"Stay under {MAX_CHARACTERS:,} characters.")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"The file is not UTF-8 text (byte {error.start})"
        raise InputError(what, source, "Save it as UTF-8.") from None
    except OSError as error:
        raise InputError(f"The file cannot be read: {error.strerror}", source, "Check the path.") from None

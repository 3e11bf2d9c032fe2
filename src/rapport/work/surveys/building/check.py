"""The live check of a survey's text: what does not hold and where, and what the audit says of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapport.surveys.audit.audit import Audited, audit_questions
from rapport.surveys.audit.flaw import KINDS
from rapport.surveys.audit.length import minutes
from rapport.surveys.audit.of_survey import questions_in
from rapport.surveys.check import untranslated
from rapport.surveys.errors import SurveyError
from rapport.surveys.model import Survey
from rapport.surveys.parse import parse_survey
from rapport.surveys.piping import pipes
from rapport.work.surveys.building.parts import SOURCE, document_of, places
from rapport.written.beside import Problem, by_field, line_of_part, placed
from rapport.written.document import Document

WORDING = re.compile(r"Ask: “(.+)”", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """One flaw of one item. `wording` is the whole question as it could be asked instead, "" where the
    suggestion is advice; `place` tells it from the item's others."""

    place: int
    kind: str
    why: str
    words: str
    suggestion: str
    wording: str


@dataclass(frozen=True)
class ItemAudit:
    """What the audit says of one item."""

    part: str
    text: str
    flaws: tuple[Told, ...]


@dataclass(frozen=True)
class Checked:
    """A text looked through: `survey` where it holds, `document` where it is YAML at all."""

    text: str
    document: Document | None
    survey: Survey | None
    problems: tuple[Problem, ...]

    def beside(self, part: str) -> dict[str, list[Problem]]:
        """The problems of a part by field; "" holds those of the part as a whole."""
        return by_field(self.problems, part)

    def line_of(self, part: str) -> int:
        """The line a part begins on, 1 where it is not in the text yet."""
        return line_of_part(places(self.document) if self.document else [], part)

    @property
    def minutes(self) -> float | None:
        """About how long answering takes."""
        return None if self.survey is None else minutes(questions_in(self.survey))

    def audit(self) -> tuple[ItemAudit, ...]:
        """The items that have flaws, with them; none while the text does not hold."""
        if self.survey is None:
            return ()
        found = audit_questions(questions_in(self.survey))
        return tuple(
            ItemAudit(f"i{place}", one.text, flaws_told(one, pipes_in=self.survey.items[place].text))
            for place, one in enumerate(found)
            if one.flaws
        )

    def missing(self, language: str) -> int:
        """How many texts have no words in a language."""
        return 0 if self.survey is None else len(untranslated(self.survey, language))


def check_text(text: str) -> Checked:
    """Looks through the text of a draft; never raises for what somebody wrote."""
    try:
        document = document_of(text)
    except SurveyError as error:
        return Checked(text, None, None, tuple(placed(one, []) for one in error.problems))
    try:
        return Checked(text, document, parse_survey(text, SOURCE), ())
    except SurveyError as error:
        where = places(document)
        return Checked(text, document, None, tuple(placed(one, where) for one in error.problems))


def flaws_told(one: Audited, pipes_in: str = "") -> tuple[Told, ...]:
    """The flaws of a question as people read them. A wording is offered only where nothing that is put in
    from the record would be lost by it."""
    keeps = not any(pipes(pipes_in))
    found = []
    for place, flaw in enumerate(one.flaws):
        match = WORDING.fullmatch(flaw.suggestion)
        wording = match[1] if match and keeps and match[1] != one.text else ""
        found.append(Told(place, flaw.kind, KINDS[flaw.kind], flaw.words, flaw.suggestion, wording))
    return tuple(found)

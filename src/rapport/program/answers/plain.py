"""What goes in and out of the answers application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rapport.program.answers.variables import unknown_variables


@dataclass(frozen=True)
class AnswerContent:
    """What one version says. `scenario` maps attributes of an interaction to the values it is for (none:
    every interaction); `elements` names the elements of criteria that it shows done well."""

    title: str
    scenario: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    elements: tuple[str, ...] = ()
    outline: str = ""
    email_subject: str = ""
    email_body: str = ""
    talking_points: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()

    @property
    def unknown_variables(self) -> tuple[str, ...]:
        """Variables of the e-mail that nothing fills."""
        return tuple(dict.fromkeys(unknown_variables(self.email_subject + "\n" + self.email_body)))


@dataclass(frozen=True)
class AnswerLine:
    """One line of the list. `number` is the published version, None while there is none."""

    answer_id: str
    title: str
    scenario: Mapping[str, tuple[str, ...]]
    elements: tuple[str, ...]
    owner: str
    number: int | None
    draft: bool
    withdrawn: bool
    changed_at: datetime
    used: int


@dataclass(frozen=True)
class AnswerVersionLine:
    """One version of the history."""

    number: int
    published_at: datetime | None
    published_by: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class AnswerUse:
    """Where an answer was used: a coaching session, a finding, an evaluation."""

    kind: str
    object_id: str
    by: str
    at: datetime


@dataclass(frozen=True)
class AnswerView:
    """One version of one answer, whole."""

    answer_id: str
    number: int
    state: str
    revision: int
    content: AnswerContent
    owner: str
    owner_id: str | None
    withdrawn_at: datetime | None
    changed_by: str
    changed_at: datetime
    published_at: datetime | None
    published_by: str
    published_number: int | None
    draft_number: int | None
    versions: tuple[AnswerVersionLine, ...] = ()
    uses: tuple[AnswerUse, ...] = ()


@dataclass(frozen=True)
class ShownAnswer:
    """A published answer that fits an interaction; `specific` counts the attributes it was chosen by."""

    answer_id: str
    number: int
    content: AnswerContent
    specific: int

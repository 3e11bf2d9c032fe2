"""What goes in and out of surveys: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class VersionLine:
    """One version that was published."""

    survey_id: str
    number: int
    published_at: datetime
    published_by: str
    closed_at: datetime | None
    closed_by: str

    @property
    def definition(self) -> str:
        """Id and number: `after-support@2`."""
        return f"{self.survey_id}@{self.number}"

    @property
    def state(self) -> str:
        """Whether it can be answered."""
        return "closed" if self.closed_at else "open"


@dataclass(frozen=True)
class SurveyLine:
    """A survey in the list. `versions` newest first; `draft_at` is when its next version was changed last,
    None where none is being written."""

    survey_id: str
    title: str
    created_by: str
    created_at: datetime
    archived_at: datetime | None
    theme: str
    versions: tuple[VersionLine, ...] = ()
    draft_at: datetime | None = None
    draft_by: str = ""

    @property
    def state(self) -> str:
        """One word for where it stands."""
        if self.archived_at:
            return "archived"
        if not self.versions:
            return "draft"
        return "closed" if all(one.closed_at for one in self.versions) else "open"


@dataclass(frozen=True)
class DraftView:
    """The next version while it is written. `undo` says in words what an undo would take back."""

    line: SurveyLine
    text: str
    revision: int
    based_on: int | None
    changed_by: str
    changed_at: datetime
    undo: str


@dataclass(frozen=True)
class VersionView:
    """One version with its text, exactly as it was published."""

    survey: SurveyLine
    line: VersionLine
    text: str


@dataclass(frozen=True)
class ThemeFacts:
    """How public pages look. `used_by` are the surveys that have it."""

    name: str
    colours: Mapping[str, str] = field(default_factory=dict)
    sender: str = ""
    changed_by: str = ""
    changed_at: datetime | None = None
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class InvitedCount:
    """Invitations by one channel, programme and arm, and how far they came. `opened` is what pictures in
    mails told, and says little; `open` may still be answered; `unanswered` expired without a start.
    `bounced` were not reached, `returned` are those of them that had been sent: others were refused."""

    channel: str
    programme: str
    arm: str
    planned: int
    sent: int
    bounced: int
    returned: int
    opened: int
    started: int
    completed: int
    refused: int
    partial: int
    open: int
    unanswered: int


@dataclass(frozen=True)
class InvitedRow:
    """One customer who was reached by an invitation. `key` is also that of what they handed in; `earlier` how
    often they had been invited before, to any survey; `is_open`: it may still be answered."""

    key: str
    customer_id: str
    interaction_id: str
    channel: str
    team: str
    arm: str
    sent_at: datetime
    completed_at: datetime | None
    earlier: int = 0
    is_open: bool = False

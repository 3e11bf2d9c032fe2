"""What goes in and out of criteria: frozen plain data, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class VersionLine:
    """One version that can be, or could be, scored by. `state`: published, unused (came from a file that
    nobody scored by yet) or withdrawn. `evaluations` stand; `samples` are drawn for it."""

    definition: str
    criteria_id: str
    version: str
    state: str
    created_at: datetime
    published_at: datetime | None
    published_by: str
    first_used_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_because: str
    evaluations: int
    samples: tuple[str, ...]


@dataclass(frozen=True)
class VersionView:
    """One version with its text, exactly as it is stored."""

    line: VersionLine
    text: str


@dataclass(frozen=True)
class CommentFacts:
    """A comment on a draft."""

    comment_id: int
    about: str
    text: str
    by: str
    at: datetime
    settled_by: str
    settled_at: datetime | None


@dataclass(frozen=True)
class DraftLine:
    """A draft in the list."""

    draft_id: str
    criteria_id: str
    version: str
    state: str
    based_on: str
    changed_by: str
    changed_at: datetime
    open_comments: int


@dataclass(frozen=True)
class DraftView:
    """A draft whole. `undo` says in words what an undo would take back, "" when there is nothing."""

    line: DraftLine
    text: str
    revision: int
    writers: tuple[str, ...]
    sent_by: str
    sent_at: datetime | None
    became: str | None
    undo: str
    comments: tuple[CommentFacts, ...]

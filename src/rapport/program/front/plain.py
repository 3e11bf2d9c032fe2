"""What goes in and out of the application: frozen plain data, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ModuleContent:
    """A short lesson: `metric` is the number everybody steers by, `survey` (id) the questions customers get,
    `why` what the number means to customers, `body` what to do."""

    title: str
    why: str = ""
    body: str = ""
    metric: str = ""
    survey: str = ""


@dataclass(frozen=True)
class ModuleFacts:
    """A module. `revision` goes up with every change of its words; `read_at` is when this person read the
    present ones, `readers` how many did (None for who does not lead)."""

    id: int
    content: ModuleContent
    revision: int
    published: bool
    changed_by: str
    changed_at: datetime
    read_at: datetime | None
    readers: int | None


@dataclass(frozen=True)
class Topic:
    """A suggestion that was spoken about."""

    suggestion: str
    text: str
    state: str
    answer: str
    own: bool


@dataclass(frozen=True)
class RoundtableFacts:
    """One round table."""

    id: int
    title: str
    held_on: date
    notes: str
    by: str
    topics: tuple[Topic, ...] = ()

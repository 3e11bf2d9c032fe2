"""What goes in and out of the cases application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

NEW, IN_PROGRESS, WAITING, CLOSED = "new", "in_progress", "waiting", "closed"
STATES = {
    NEW: "New",
    IN_PROGRESS: "In progress",
    WAITING: "Waiting for the customer",
    CLOSED: "Closed",
}
MAIL_WAITING, MAIL_FAILED, MAIL_UNSURE = "waiting", "failed", "unsure"
KINDS = {"problem": "Problem", "opportunity": "Opportunity", "praise": "Praise"}
URGENCIES = {"high": "High", "normal": "Normal", "low": "Low"}
RESOLUTIONS = {
    "solved": "Solved",
    "explained": "Explained",
    "compensated": "Made good with money or goods",
    "passed_on": "Passed on to where it is solved",
    "not_possible": "Could not be solved",
    "no_answer": "The customer could not be reached",
    "thanked": "Thanked",
    "nothing_to_do": "Nothing to do",
}
CALLS = {"reached": "Reached the customer", "message": "Left a message", "not_reached": "Nobody answered"}
SUGGESTED = {
    "new": "New",
    "discussed": "Discussed at a roundtable",
    "taken": "Taken up",
    "not_taken": "Not taken up",
}


@dataclass(frozen=True)
class CaseLine:
    """One line of the inbox. `helper`: who else was asked, as it was overdue or help was wanted."""

    id: str
    kind: str
    title: str
    urgency: str
    state: str
    team: str | None
    channel: str | None
    concern: str | None
    customer_id: str | None
    owner_id: str | None
    owner: str
    helper: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    overdue: bool
    resolution: str
    root_cause: str
    recovered: bool | None
    version: int

    @property
    def code(self) -> str:
        """What people call it by."""
        return self.id[:6]


@dataclass(frozen=True)
class AlertFacts:
    """What called for the case, or joined it."""

    kind: str
    title: str
    reason: str
    source: str
    interaction_id: str | None
    facts: Mapping[str, str]
    at: datetime


@dataclass(frozen=True)
class EntryFacts:
    """One line of the follow-up log."""

    id: int
    kind: str
    at: datetime
    by: str
    text: str
    facts: Mapping[str, Any]
    mail: MailFacts | None = None


@dataclass(frozen=True)
class MailFacts:
    """An e-mail of the case."""

    id: str
    to: str
    subject: str
    body: str
    state: str
    problem: str
    sent_at: datetime | None


@dataclass(frozen=True)
class MailDue:
    """An e-mail to be sent now; `taken_at` tells this attempt from others."""

    id: str
    to: str
    subject: str
    body: str
    reply_to: str
    taken_at: datetime


@dataclass(frozen=True)
class CaseFacts:
    """A case, whole. `alerts` and `entries` are the oldest first."""

    line: CaseLine
    reason: str
    source: str
    interaction_id: str | None
    facts: Mapping[str, str]
    value: float | None
    why: str
    outcome: str
    cause_id: int | None
    justified: bool | None
    touched_at: datetime | None
    overdue_at: datetime | None
    touch_s: float | None
    resolution_s: float | None
    recovery_value: float | None
    recovery_at: datetime | None
    closings: int
    erased: bool
    merged_into: str | None = None
    merged: tuple[CaseLine, ...] = ()
    alerts: tuple[AlertFacts, ...] = ()
    entries: tuple[EntryFacts, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The case's id."""
        return self.line.id


@dataclass(frozen=True)
class CauseFacts:
    """One root cause, with the names above it, and how many cases name it."""

    id: int
    parent: int | None
    name: str
    path: tuple[str, ...]
    retired: bool
    cases: int = 0

    @property
    def depth(self) -> int:
        """How many stand above it."""
        return len(self.path) - 1

    @property
    def full(self) -> str:
        """The whole path in words."""
        return " › ".join(self.path)


@dataclass(frozen=True)
class CauseChange:
    """One change of the tree."""

    number: int
    said: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Conditions:
    """What a case has to be for a rule; nothing named means any. `value_from` is what the customer is worth
    at least."""

    kinds: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    value_from: float | None = None


@dataclass(frozen=True)
class RuleFacts:
    """A rule of routing."""

    id: int
    name: str
    conditions: Conditions
    people: tuple[str, ...] = ()
    same_team: bool = False
    skilled: bool = False
    active: bool = True
    changed_by: str = ""


@dataclass(frozen=True)
class WorkerFacts:
    """Somebody who may be given cases. `away_until` is set while they are away."""

    user_id: str
    name: str
    teams: tuple[str, ...]
    skills: tuple[str, ...]
    most_open: int | None
    takes_cases: bool
    open: int
    away: tuple[tuple[int, str, str], ...] = ()
    away_now: str = ""


@dataclass(frozen=True)
class SettingsFacts:
    """Opening hours by weekday as two times, holidays as days with a name, business hours until a case is
    due, and whom to ask when one is overdue."""

    opening: Mapping[int, tuple[str, str]]
    holidays: tuple[tuple[str, str], ...]
    due_hours: Mapping[str, float]
    escalate_to: tuple[str, ...]
    version: int


@dataclass(frozen=True)
class SuggestionFacts:
    """An employee's idea, and what became of it."""

    id: str
    text: str
    by: str
    own: bool
    team: str | None
    made_at: datetime
    state: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    case_id: str | None


@dataclass(frozen=True)
class Wanted:
    """Which cases a list is of. `state`: one of STATES, open, overdue or all; `whose`: mine, helping,
    nobody or anyone's."""

    state: str = "open"
    whose: str = ""
    kind: str = ""
    urgency: str = ""
    team: str = ""
    concern: str = ""
    owner: str = ""
    cause: int | None = None
    customer: str = ""
    words: str = ""


@dataclass(frozen=True)
class Closing:
    """What closing asks. `justified`: whether there was anything to follow up."""

    resolution: str
    outcome: str = ""
    cause: int | None = None
    justified: bool | None = None
    suggestion: str = ""


@dataclass(frozen=True)
class Letter:
    """An e-mail to be sent from a case; `once` is made with the form, so that sending twice sends once."""

    once: str
    to: str
    subject: str
    body: str
    reply_to: str = ""
    answer_id: str = ""


@dataclass(frozen=True)
class Inbox:
    """One page of cases, the mark of the next page, and how many there are by state."""

    lines: tuple[CaseLine, ...]
    after: str | None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Choices:
    """What the filters of a list offer; owners by name and id."""

    teams: tuple[str, ...]
    concerns: tuple[str, ...]
    owners: tuple[tuple[str, str], ...]

"""What goes in and out of the views application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time


@dataclass(frozen=True)
class SharedFacts:
    """A view that was shared; `user_id` is whose sight it has."""

    id: str
    user_id: str
    by: str
    title: str
    dashboard: str
    query: Mapping[str, str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    opened: int
    opened_at: datetime | None
    expired: bool

    @property
    def open(self) -> bool:
        """Whether its link still works."""
        return self.revoked_at is None and not self.expired


@dataclass(frozen=True)
class ReportFacts:
    """A report that was made; `file` is its name in the folder of reports."""

    id: str
    by: str
    title: str
    audience: str
    form: str
    query: Mapping[str, str]
    file: str
    size: int
    data_version: int
    made_at: datetime


@dataclass(frozen=True)
class SchedulePlan:
    """A report to be made again and again: `every` week (`day` 0 Monday to 6 Sunday) or month (`day` 1 to
    31, the last one where a month is shorter), `at` a time on the clock of `time_zone`."""

    title: str
    audience: str
    form: str
    every: str
    day: int
    at: time
    time_zone: str
    recipients: tuple[str, ...]
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ScheduleFacts:
    """A schedule as people see it, with what became of its last report."""

    id: str
    user_id: str
    by: str
    plan: SchedulePlan
    next_at: datetime
    stopped_at: datetime | None
    last_state: str | None = None
    last_problem: str = ""
    last_sent_at: datetime | None = None


@dataclass(frozen=True)
class DeliveryFacts:
    """A report of a schedule that has to be made and sent now."""

    id: int
    schedule: ScheduleFacts
    due_at: datetime
    attempts: int


@dataclass(frozen=True)
class MiniTurn:
    """One turn of an uploaded interaction."""

    speaker: str
    text: str


@dataclass(frozen=True)
class MiniItem:
    """One uploaded interaction; `decisions` maps each element to its rules with counts, None unscored.

    `interaction_id` and `customer_id` are what the file calls them; by them it is found when the customer
    is erased.
    """

    position: int
    label: str
    channel: str
    turns: tuple[MiniTurn, ...]
    decisions: Mapping[str, Mapping[str, int]] | None = None
    scored_at: datetime | None = None
    interaction_id: str = ""
    customer_id: str = ""


@dataclass(frozen=True)
class MiniFacts:
    """A mini-rating. `population`: out of how many its interactions were taken, if that is known; `random`
    whether chance took them."""

    id: str
    title: str
    kind: str
    population: int | None
    random: bool
    created_at: datetime
    expires_at: datetime
    items: tuple[MiniItem, ...] = ()
    total: int = 0
    scored: int = 0


@dataclass(frozen=True)
class FilterFacts:
    """A kept filter of Explore: `team` None own, empty for everybody, else for that team."""

    id: str
    name: str
    query: str
    team: str | None
    by: str
    mine: bool

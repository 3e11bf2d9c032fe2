"""What goes in and out of the plans application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Member:
    """One of the team: `function` is where they work, `user` their account if they have one."""

    name: str
    function: str = ""
    user: str | None = None


@dataclass(frozen=True)
class Aim:
    """The goal: a value by a day, in a range that was recommended. `kind` outcome or performance."""

    value: float
    on: date
    low: float | None = None
    high: float | None = None
    kind: str = "outcome"
    influence: float = 1.0


@dataclass(frozen=True)
class PlanContent:
    """What people write of a plan; see the model for what each part means."""

    title: str
    metric: str
    hypothesis: str = ""
    cause: str = ""
    came_from: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str | bool] = field(default_factory=dict)
    expected_effect: float | None = None
    begins_on: date | None = None
    aim: Aim | None = None
    sponsor: str = ""
    owner: str | None = None
    people: tuple[Member, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepFacts:
    """One step."""

    id: int
    text: str
    due_on: date
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True)
class InitiativeFacts:
    """One initiative with its steps."""

    id: int
    title: str
    owner: str
    begins_on: date | None
    lead_days: int
    effect: float | None
    dropped: bool
    steps: tuple[StepFacts, ...] = ()


@dataclass(frozen=True)
class CheckInFacts:
    """One week in somebody's words."""

    week: date
    by: str
    standing: str
    done: str
    comes_next: str
    hindered: str


@dataclass(frozen=True)
class SummaryFacts:
    """One summary that was due."""

    id: int
    plan: str
    period: str
    until: date
    state: str
    problem: str
    sent_at: datetime | None
    sent_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanFacts:
    """A plan. `mine`: the person who asked belongs to it. Lists leave out initiatives' steps and check-ins
    but the newest."""

    id: str
    content: PlanContent
    owner_name: str
    state: str
    learned: str
    revision: int
    created_by: str
    created_at: datetime
    changed_by: str
    ended_at: datetime | None
    initiatives: tuple[InitiativeFacts, ...] = ()
    check_ins: tuple[CheckInFacts, ...] = ()
    summaries: tuple[SummaryFacts, ...] = ()
    mine: bool = False
    may_edit: bool = False

    @property
    def open_steps(self) -> tuple[StepFacts, ...]:
        """Steps nobody has done yet, the next due first."""
        every = [
            step for one in self.initiatives if not one.dropped for step in one.steps if not step.done_at
        ]
        return tuple(sorted(every, key=lambda step: step.due_on))

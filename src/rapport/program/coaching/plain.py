"""What goes in and out of the coaching application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

PLANNED, HELD, ACKNOWLEDGED, CLOSED = "planned", "held", "acknowledged", "closed"


@dataclass(frozen=True)
class Associate:
    """Who is coached: who they are in the interactions, and their team now."""

    agent_id: str
    team: str | None
    name: str = ""


@dataclass(frozen=True)
class Place:
    """Evidence: a turn (from 0) of an interaction, characters `start` to `end` of it if marked."""

    interaction_id: str
    turn: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class ActionFacts:
    """What was agreed."""

    id: int
    text: str
    due_on: date
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True)
class SessionFacts:
    """A coaching session. `evidence` and `answers` are empty where only a list was asked."""

    id: str
    agent_id: str
    team: str | None
    lead: str
    element: str
    definition: str
    aim: str
    created_at: datetime
    held_at: datetime | None
    acknowledged_at: datetime | None
    answer: str
    closed_at: datetime | None
    actions: tuple[ActionFacts, ...] = ()
    evidence: tuple[Place, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Where it stands."""
        if self.closed_at:
            return CLOSED
        if self.acknowledged_at:
            return ACKNOWLEDGED
        return HELD if self.held_at else PLANNED


@dataclass(frozen=True)
class SelfReviewFacts:
    """An associate's own review of one interaction."""

    id: str
    agent_id: str
    interaction_id: str
    definition: str
    decisions: Mapping[str, Mapping[str, int]]
    elements: Mapping[str, float | None]
    qci: float | None
    comment: str
    submitted_at: datetime


@dataclass(frozen=True)
class PraiseFacts:
    """Something done well."""

    id: str
    agent_id: str
    by: str
    text: str
    element: str
    interaction_id: str
    turn: int | None
    created_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class SessionPlan:
    """A session to be kept: about one element of one version of criteria."""

    element: str
    definition: str
    aim: str = ""
    evidence: tuple[Place, ...] = ()
    answers: tuple[str, ...] = ()
    actions: tuple[tuple[str, date], ...] = field(default=())

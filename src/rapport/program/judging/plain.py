"""What goes in and out of judging, beside tasks: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.criteria import Decision


@dataclass(frozen=True)
class Facts:
    """What an interaction's weights depend on when it is scored."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    importance: Mapping[str, float] | None = None
    segment_importance: Mapping[str, float] | None = None


@dataclass(frozen=True)
class SessionPlan:
    """A calibration to be opened; `participants` are accounts, `chosen` tells how the interactions were."""

    title: str
    interactions: tuple[str, ...]
    participants: tuple[str, ...]
    due_at: datetime | None = None
    chosen: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """How far one participant is."""

    evaluator: str
    done: int
    asked: int


@dataclass(frozen=True)
class Session:
    """A calibration; `state` is scoring, revealed or closed."""

    id: str
    title: str
    criteria: str
    facilitator: str
    state: str
    notes: str
    due_at: datetime | None
    created_at: datetime
    revealed_at: datetime | None
    closed_at: datetime | None
    chosen: Mapping[str, Any]
    interactions: tuple[str, ...]
    progress: tuple[Progress, ...]

    @property
    def done(self) -> int:
        """Evaluations that are in."""
        return sum(one.done for one in self.progress)

    @property
    def asked(self) -> int:
        """Evaluations that were asked for."""
        return sum(one.asked for one in self.progress)


@dataclass(frozen=True)
class Scored:
    """What one evaluator decided about one interaction; element scores are on 0–100."""

    evaluator: str
    evaluation: str
    qci: float | None
    decisions: Mapping[str, Decision]
    elements: Mapping[str, float | None]
    comment: str = ""


@dataclass(frozen=True)
class Settled:
    """The consensus about one element."""

    decision: Decision
    note: str
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True)
class Compared:
    """One interaction of a revealed session: everybody's scores beside one another, and the consensus.

    `signed` maps who stands by the consensus to whether they were certified then; `gold` is set once
    two certified people did.
    """

    interaction_id: str
    position: int
    scored: tuple[Scored, ...]
    consensus: Mapping[str, Settled]
    signed: Mapping[str, bool]
    gold: bool


@dataclass(frozen=True)
class Rewrite:
    """A rule to be written anew; `state` is open, done or dropped."""

    id: str
    criteria: str
    element: str
    rule: str
    text: str
    state: str
    asked_by: str
    asked_at: datetime
    session: str | None = None
    closed_by: str = ""


@dataclass(frozen=True)
class Standard:
    """What it takes to be certified for criteria of one id."""

    criteria_id: str
    share: float = 0.85
    fewest: int = 20
    expires_days: int = 180
    remind_days: int = 30
    tolerances: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Gold:
    """An adjudicated interaction."""

    id: str
    interaction_id: str
    criteria: str
    decisions: Mapping[str, Decision]
    weights: Mapping[str, float]
    adjudicators: tuple[str, ...]
    made_at: datetime
    session: str | None
    retired_at: datetime | None = None
    retired_because: str = ""


@dataclass(frozen=True)
class Attempt:
    """A try at certification; `state` is running, passed, failed or ended. `result` holds the figures."""

    id: str
    evaluator: str
    criteria: str
    state: str
    done: int
    asked: int
    started_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    result: Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """Where an evaluator stands with the criteria of one id.

    `state` is not_started, in_progress, certified, appointed, expired or failed; `expires_soon` asks for
    the next attempt.
    """

    evaluator: str
    state: str
    until: datetime | None
    expires_soon: bool
    attempt: Attempt | None


@dataclass(frozen=True)
class Contestable:
    """An evaluation that somebody may contest."""

    evaluation: str
    interaction_id: str
    evaluator: str
    qci: float | None
    submitted_at: datetime
    team: str | None


@dataclass(frozen=True)
class Dispute:
    """A contested evaluation. `state` is open, under_review, upheld, accepted or withdrawn."""

    id: str
    evaluation: str
    interaction_id: str
    evaluator: str
    criteria: str
    qci: float | None
    element: str
    reason: str
    text: str
    raised_by: str
    state: str
    raised_at: datetime
    answer_due_at: datetime
    agent_id: str | None
    team: str | None
    reviewer: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    outcome: str = ""
    rescored: str | None = None
    rescored_qci: float | None = None
    rescored_at: datetime | None = None
    own: bool = False


@dataclass(frozen=True)
class DisputeCount:
    """`raised` disputes (withdrawn ones apart) about `evaluations`; of the decided, `accepted`."""

    name: str
    evaluations: int
    raised: int
    decided: int
    accepted: int


@dataclass(frozen=True)
class TargetedRule:
    """A rule of targeted reviews; see the table for what its kinds mean."""

    id: str
    name: str
    kind: str
    why: str
    where: Mapping[str, str]
    words: str
    first_days: int
    number: int
    days_back: int
    evaluators: tuple[str, ...]
    criteria: str
    due_days: int
    active: bool
    created_by: str
    last_run_at: datetime | None
    open: int = 0
    done: int = 0

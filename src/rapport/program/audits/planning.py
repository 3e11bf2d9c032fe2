"""What planning an audit hands out: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Counts:
    """Assignments: asked for in all, scored, past their deadline, begun but not handed in."""

    asked: int = 0
    done: int = 0
    overdue: int = 0
    begun: int = 0

    @property
    def open(self) -> int:
        """Not scored yet."""
        return self.asked - self.done

    @property
    def percent(self) -> int:
        """Whole per cent scored, 100 only when all is."""
        return 100 * self.done // self.asked if self.asked else 0


@dataclass(frozen=True)
class EvaluatorProgress:
    """How far somebody is; `account` None: known by name only. `stand_in`: whoever takes it."""

    name: str
    account: str | None
    counts: Counts
    share: float | None = None
    stand_in: bool = False


@dataclass(frozen=True)
class StratumProgress:
    """How far a stratum is; `left` counts interactions that left it, `reserves` those that stand ready."""

    label: str
    population: int
    drawn: int
    counts: Counts
    left: int = 0
    reserves: int = 0


@dataclass(frozen=True)
class SampleProgress:
    """How far a sample is. `recent` are the evaluations handed in since `recent_since`, to tell the pace by;
    `evaluators` are all, or only oneself for who may not see others' work."""

    sample: str
    counts: Counts
    evaluators: tuple[EvaluatorProgress, ...]
    strata: tuple[StratumProgress, ...]
    recent: int
    recent_since: datetime
    first_done_at: datetime | None
    left: int


@dataclass(frozen=True)
class AssignmentRow:
    """One line of a sample's assignments. `drawn` is the number of the sampled interaction."""

    id: int
    drawn: int
    interaction_id: str
    position: int
    ordinal: int
    stratum: str
    evaluator: str
    account: str | None
    state: str
    reason: str
    due_at: datetime | None
    overdue: bool
    begun: bool
    claimed: bool
    ended_at: datetime | None
    left_because: str


@dataclass(frozen=True)
class AssignmentPage:
    """A page of lines; `after` continues it, None at the end."""

    rows: tuple[AssignmentRow, ...]
    after: str | None
    total: int


@dataclass(frozen=True)
class OpenSample:
    """A sample from which anybody who scores may take the next; `mine` are taken by oneself and open."""

    name: str
    free: int
    mine: int
    due_at: datetime | None


@dataclass(frozen=True)
class AuditFacts:
    """An audit with its samples' names, the oldest first, and its place in the chain."""

    id: int
    name: str
    objective: int
    objective_name: str
    criteria: str | None
    due_at: datetime | None
    state: str
    previous: int | None
    previous_name: str | None
    samples: tuple[str, ...]
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class ObjectiveFacts:
    """An objective with its audits, the newest first."""

    id: int
    name: str
    statement: str
    strategy: str
    owner: str | None
    owner_name: str
    starts_on: date | None
    ends_on: date | None
    state: str
    version: int
    created_at: datetime
    emphases: Mapping[str, float] = field(default_factory=dict)
    audits: tuple[AuditFacts, ...] = ()

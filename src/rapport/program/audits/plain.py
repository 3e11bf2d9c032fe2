"""What goes in and out of the audits application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.criteria import Decision
from rapport.records import Span


@dataclass(frozen=True)
class StratumPlan:
    """`drawn` of the `population` interactions of one stratum; `key` maps dimensions to values."""

    label: str
    key: Mapping[str, str | None]
    population: int
    drawn: int
    minimum: int


@dataclass(frozen=True)
class DrawnInteraction:
    """One sampled interaction and who scores it, the first evaluator first."""

    interaction_id: str
    stratum: str
    inclusion_probability: float
    evaluators: tuple[str, ...] = ()
    agent_id: str | None = None
    team: str | None = None


@dataclass(frozen=True)
class Spare:
    """An interaction that takes the place of one that cannot be scored, in the order it is taken in."""

    interaction_id: str
    stratum: str
    agent_id: str | None = None
    team: str | None = None


@dataclass(frozen=True)
class Barred:
    """Whose interactions an evaluator may not score: these agents', these teams'."""

    agents: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()

    def bars(self, agent_id: str | None, team: str | None) -> bool:
        """Whether an interaction of this agent and team is not for them."""
        return (agent_id is not None and agent_id in self.agents) or (team is not None and team in self.teams)


@dataclass(frozen=True)
class Interests:
    """What is known of an evaluator's account that can be a conflict: who they are among the agents, which
    teams they manage."""

    agent_id: str | None
    teams: tuple[str, ...]


@dataclass(frozen=True)
class SamplePlan:
    """Everything that is frozen when a sample is drawn. `shares` say how
    much of the result each evaluator makes up, where that is not the same for all."""

    name: str
    seed: int
    data_version: int
    by: tuple[str, ...]
    where: Mapping[str, str]
    frame_size: int
    excluded: Mapping[str, int]
    strata: tuple[StratumPlan, ...]
    interactions: tuple[DrawnInteraction, ...]
    margin_asked: float | None
    margin_expected: float | None
    confidence: float
    double_share: float
    minimum: int
    planned_from: str
    open_to_all: bool = False
    reserves: tuple[Spare, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    conflicts: Mapping[str, Barred] = field(default_factory=dict)
    bar_own_team: bool = True
    hide_agents: bool = False
    due_at: datetime | None = None
    audit: int | None = None


@dataclass(frozen=True)
class SampleFacts:
    """A stored sample as others see it. `populations` maps stratum labels to frozen sizes, `looked_at` to
    the interactions drawn and those that took the place of others, `out_of_scope` to how many of these
    should never have been in the frame."""

    name: str
    seed: int
    data_version: int
    by: tuple[str, ...]
    where: Mapping[str, str]
    frame_size: int
    excluded: Mapping[str, int]
    populations: Mapping[str, int]
    drawn: Mapping[str, int]
    size: int
    double_share: float
    confidence: float
    margin_asked: float | None
    margin_expected: float | None
    criteria: str | None
    open_to_all: bool
    created_at: datetime
    looked_at: Mapping[str, int] = field(default_factory=dict)
    out_of_scope: Mapping[str, int] = field(default_factory=dict)
    audit: int | None = None
    due_at: datetime | None = None
    hide_agents: bool = False
    closed_at: datetime | None = None

    @property
    def in_scope(self) -> dict[str, int]:
        """How many interactions of each stratum are meant: its frozen size, less the share of those
        looked at that turned out not to belong there."""
        found = dict(self.populations)
        for label, wrong in self.out_of_scope.items():
            found[label] = round(found[label] * (1 - wrong / self.looked_at[label]))
        return found


@dataclass(frozen=True)
class AssignedInteraction:
    """One line of an evaluator's work list. It says nothing about other scores: scoring is blind."""

    interaction_id: str
    position: int
    state: str


@dataclass(frozen=True)
class Seen:
    """Evidence for a rule of an element (`rule` None: for the element as a whole)."""

    span: Span
    rule: str | None = None


@dataclass(frozen=True)
class Submission:
    """What one evaluator decided about one interaction, with the facts its weights depend on.

    `sample` names the sample it was made for; None lets the assignments tell. `where` is used in
    error messages. `machine_seen`: drafts were seen, but not by those decisions (another submission of the
    same is unchanged). `submitted_at` None means now. `agent_id` and `team` are whose interaction it is:
    left out, the attributes or the sample tell.
    """

    interaction_id: str
    evaluator: str
    decisions: Mapping[str, Decision]
    attributes: Mapping[str, str] = field(default_factory=dict)
    importance: Mapping[str, float] | None = None
    segment_importance: Mapping[str, float] | None = None
    evidence: Mapping[str, tuple[Seen, ...]] = field(default_factory=dict)
    purpose: str = "live"
    sample: str | None = None
    comment: str = ""
    draft_shown: bool = False
    machine_seen: bool = False
    submitted_at: datetime | None = None
    where: str | None = None
    agent_id: str | None = None
    team: str | None = None


@dataclass(frozen=True)
class Submitted:
    """What became of a submission: `outcome` is new, changed or unchanged."""

    evaluation: str
    interaction_id: str
    evaluator: str
    outcome: str
    sample: str | None
    qci: float | None


@dataclass(frozen=True)
class DecisionFacts:
    """What an evaluation says about one element."""

    element: str
    rules: Mapping[str, int]
    not_applicable: bool
    comment: str
    evidence: tuple[Seen, ...]


@dataclass(frozen=True)
class EvaluationFacts:
    """A submitted evaluation as those see it who may. `decisions` is empty where only a list was asked."""

    evaluation: str
    interaction_id: str
    evaluator: str
    mine: bool
    definition: str
    purpose: str
    sample: str | None
    agent_id: str | None
    team: str | None
    qci: float | None
    comment: str
    draft_shown: bool
    submitted_at: datetime
    retracted_at: datetime | None
    replaced_by: str | None
    values: tuple[Value, ...]
    decisions: tuple[DecisionFacts, ...] = ()


@dataclass(frozen=True)
class ScoredUnit:
    """What size planning needs of an earlier evaluation."""

    interaction_id: str
    evaluator: str
    stratum: str | None
    qci: float


@dataclass(frozen=True)
class Value:
    """One metric of one evaluation; `spans` are (turn, start, end) with turns counted from 0."""

    metric: str
    value: float | None
    flags: tuple[str, ...] = ()
    spans: tuple[tuple[int, int | None, int | None], ...] = ()


@dataclass(frozen=True)
class Published:
    """An evaluation as the warehouse is to know it."""

    evaluation: str
    interaction_id: str
    evaluator: str
    definition: str
    purpose: str
    sample: str | None
    stratum: str | None
    inclusion_probability: float | None
    submitted_at: datetime
    retracted_at: datetime | None
    draft_shown: bool
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Pending:
    """An entry of the outbox that must still be delivered."""

    id: int
    key: str
    topic: str
    payload: Mapping[str, Any]

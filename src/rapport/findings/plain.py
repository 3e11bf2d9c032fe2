"""What findings say, as frozen plain data: the only thing reports and pages receive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from rapport.measures.estimate import Estimate


@dataclass(frozen=True)
class Excerpt:
    """Words that show it: the turn `turn` (from 0) of an interaction, characters `start`..`end` marked."""

    interaction_id: str
    turn: int
    speaker: str
    text: str
    start: int | None = None
    end: int | None = None
    evaluator: str | None = None
    comment: str | None = None


@dataclass(frozen=True)
class GroupEstimate:
    """One group's estimate, e.g. dimension "team", group "Billing". Under the minimum base the
    estimate is undefined and says so; its base is still told."""

    dimension: str
    group: str
    estimate: Estimate


@dataclass(frozen=True)
class RuleResult:
    """How often a rule of an element fired (weighted to the frame) and how many QCI points it costs
    on average (fired and subtractive, or additive and missed)."""

    element: str
    rule: str
    text: str
    points: float
    fired_share: Estimate
    points_lost: float
    attributable_to: str
    missed: bool
    example: str | None = None
    critical: str | None = None


@dataclass(frozen=True)
class ElementResult:
    """One element: its score (0–100), the QCI points available in it (what a perfect score would add
    to the company's QCI), the gap to the best quarter of teams, and its rules, costliest first."""

    element: str
    title: str
    factor: str
    weight_share: float
    score: Estimate
    points_available: Estimate
    best_quarter_gap: Estimate
    rules: tuple[RuleResult, ...]
    by_team: tuple[GroupEstimate, ...]
    attributable_to: Mapping[str, float]
    model_answer: str | None = None


@dataclass(frozen=True)
class AgreementResult:
    """How far evaluators agree on one element (or on "qci"), on doubly scored interactions.

    `coefficient` is named by its kind in `coefficient.method`. `verdict` is "reliable", "tentative",
    "unclear" or "cannot tell". `unclear_rule` is the rule they disagree on most, with the share of
    doubly scored interactions where exactly one of two evaluators saw it."""

    element: str
    title: str
    coefficient: Estimate
    same_decision: Estimate
    verdict: str
    unclear_rule: str | None = None
    unclear_rule_text: str | None = None
    unclear_share: float | None = None


@dataclass(frozen=True)
class SeverityResult:
    """How many QCI points an evaluator scores above (+, lenient) or below (−, severe) the others."""

    evaluator: str
    evaluations: int
    severity: Estimate


@dataclass(frozen=True)
class AgentResult:
    """An agent's own score (rules attributable to the agent), partially pooled and adjusted for case
    mix. `outside` is "above", "below" or "within" the funnel's limits."""

    agent_id: str
    team: str | None
    raw: Estimate
    adjusted: Estimate
    funnel_low: float | None
    funnel_high: float | None
    outside: str


@dataclass(frozen=True)
class Change:
    """What moved since the last audit, in words the interval allows ("clearly up", "probably up",
    "cannot tell", "probably down", "clearly down"); `adjusted_p` after false-discovery control."""

    metric: str
    title: str
    before: Estimate
    now: Estimate
    difference: Estimate
    adjusted_p: float | None
    words: str


@dataclass(frozen=True)
class Target:
    """Distance to the target, and the point of diminishing returns or why it cannot be told."""

    value: float
    source: str
    distance: Estimate
    diminishing_returns: Estimate


@dataclass(frozen=True)
class Finding:
    """One thing the data carry: what, where, why, what to do, what it is worth, whose it is.

    `kind`: gap, strength, difference (a group apart from the rest), change, critical, cases (a root
    cause), measurement (the scoring itself is unclear). `title` is one sentence that stands alone. `worth`
    is in QCI points. `adjusted_p` is set where a comparison was tested (false discoveries controlled).
    """

    key: str
    kind: str
    title: str
    what: str
    where: str
    why: str
    todo: str
    metric: str
    estimate: Estimate
    comparison: Estimate | None = None
    worth: Estimate | None = None
    best_quarter_gap: Estimate | None = None
    rules: tuple[RuleResult, ...] = ()
    groups: tuple[GroupEstimate, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    model_answer: str | None = None
    attributable_to: Mapping[str, float] = field(default_factory=dict)
    adjusted_p: float | None = None


@dataclass(frozen=True)
class SurveyResult:
    """One survey metric (nps, csat, ces, psat, …) overall and by group, with who answered."""

    metric: str
    title: str
    estimate: Estimate
    by: tuple[GroupEstimate, ...] = ()


@dataclass(frozen=True)
class ScoredInteraction:
    """One row behind the numbers: one interaction with its scores (0–100; None not applicable)."""

    interaction_id: str
    started_at: datetime | None
    channel: str | None
    team: str | None
    agent_id: str | None
    concern: str | None
    evaluators: tuple[str, ...]
    qci: float | None
    scores: Mapping[str, float | None]
    fired: tuple[str, ...]
    critical: tuple[str, ...]


@dataclass(frozen=True)
class Provenance:
    """What a reader needs to compute it again."""

    company: str
    data_version: int
    criteria: str
    criteria_sha256: str
    sample: str | None
    method: str
    made_at: datetime
    time_zone: str
    period_from: date | None
    period_to: date | None
    interactions: int
    frame: int
    excluded: Mapping[str, int]
    evaluations: int
    double_scored: int
    evaluators: int
    confidence: float
    minimum_base: int
    rapport_version: str


@dataclass(frozen=True)
class Findings:
    """Everything an audience's report is cut from. Scores and margins are points of 0–100; shares 0–1.

    `scores` maps "qci", every factor, component and element, "critical_error_free" (and
    ":customer" … by kind) to the company's estimate. `groups` maps a dimension to the QCI of its
    groups; `component_groups` maps (metric, dimension) likewise. `notes` says in plain sentences
    what the data do not carry.
    """

    provenance: Provenance
    scores: Mapping[str, Estimate]
    titles: Mapping[str, str]
    factors: tuple[str, ...]
    components: tuple[str, ...]
    elements: tuple[ElementResult, ...]
    groups: Mapping[str, tuple[GroupEstimate, ...]]
    component_groups: Mapping[tuple[str, str], tuple[GroupEstimate, ...]]
    trend: tuple[GroupEstimate, ...]
    findings: tuple[Finding, ...]
    agreement: tuple[AgreementResult, ...]
    severity: tuple[SeverityResult, ...]
    agents: tuple[AgentResult, ...]
    changes: tuple[Change, ...]
    target: Target
    surveys: tuple[SurveyResult, ...]
    operations: tuple[SurveyResult, ...]
    rows: tuple[ScoredInteraction, ...]
    notes: tuple[str, ...]
    further: Mapping[str, Any] = field(default_factory=dict)

    def unquoted(self, interactions: frozenset[str]) -> Findings:
        """The same without words from these interactions: somebody still has to score them blind."""
        if not interactions:
            return self
        kept = tuple(
            replace(
                one, excerpts=tuple(each for each in one.excerpts if each.interaction_id not in interactions)
            )
            for one in self.findings
        )
        return replace(self, findings=kept)

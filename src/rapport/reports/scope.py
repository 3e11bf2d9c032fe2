"""Whose report it is: which part of the findings an audience, a team or one agent gets to see."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.findings.plain import (
    AgentResult,
    ElementResult,
    Excerpt,
    Findings,
    GroupEstimate,
    ScoredInteraction,
)
from rapport.measures.estimate import Estimate, undefined
from rapport.records.errors import InputError
from rapport.reports import words
from rapport.reports.blocks import Audience


@dataclass(frozen=True)
class Scope:
    """The findings, and for whom, which team and which agent they are told."""

    findings: Findings
    audience: Audience
    team: str | None = None
    agent: str | None = None

    @property
    def place(self) -> str:
        """Who the numbers are about."""
        return self.agent or self.team or self.findings.provenance.company

    @property
    def agent_result(self) -> AgentResult | None:
        """The agent's own result, when one agent is reported."""
        return next((a for a in self.findings.agents if a.agent_id == self.agent), None)

    @property
    def qci(self) -> Estimate:
        """The QCI of the company, or of the team the report is about."""
        if self.team is None:
            return self.company
        return _of(self.findings.groups.get("team", ()), self.team) or undefined(
            "no interaction of the team is scored"
        )

    @property
    def company(self) -> Estimate:
        """The company's QCI."""
        return self.findings.scores.get("qci") or undefined("nothing is scored")

    @property
    def rows(self) -> tuple[ScoredInteraction, ...]:
        """The scored interactions in scope."""
        rows = self.findings.rows
        if self.team is not None:
            rows = tuple(row for row in rows if row.team == self.team)
        if self.agent is not None:
            rows = tuple(row for row in rows if row.agent_id == self.agent)
        return rows

    @property
    def qci_name(self) -> str:
        """The score's short name, for axes and lines."""
        return "QCI"

    def title(self, metric: str) -> str:
        """The name people read for a metric."""
        return self.findings.titles.get(metric) or words.sentence(metric.replace("_", " ")).rstrip(".")

    def element_score(self, element: ElementResult) -> Estimate:
        """The element's score of the team in scope, or of the company."""
        if self.team is None:
            return element.score
        return _of(element.by_team, self.team) or undefined("no interaction of the team is scored")

    def quotable(self, excerpts: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
        """The excerpts this audience may read: a team's or agent's report quotes its own conversations."""
        if self.team is None and self.agent is None:
            return excerpts
        own = {row.interaction_id for row in self.rows}
        return tuple(excerpt for excerpt in excerpts if excerpt.interaction_id in own)


def scope(findings: Findings, audience: str, team: str | None, agent: str | None) -> Scope:
    """The scope asked for.

    Raises: InputError when the audience, the team or the agent is not among those of the findings.
    """
    if audience not in ("executive", "manager", "associate"):
        raise InputError(
            f"There is no report for {audience!r}", None, "Choose executive, manager or associate."
        )
    if agent is not None and audience != "associate":
        raise InputError(
            "Only an associate's report is about one agent", None, "Ask for the associate's report."
        )
    teams = {row.team for row in findings.rows} | {g.group for g in findings.groups.get("team", ())}
    if team is not None and team not in teams:
        known = words.short(words.listing(sorted(t for t in teams if t)), 200)
        raise InputError(
            f"No scored interaction is of the team {team!r}", None, f"Teams with scores: {known}."
        )
    agents = {row.agent_id for row in findings.rows} | {a.agent_id for a in findings.agents}
    if agent is not None and agent not in agents:
        known = words.short(words.listing(sorted(a for a in agents if a)), 200)
        hint = f"Agents with scores, by their ids: {known}." if known else "Import agent_id; none has one."
        raise InputError(f"No scored interaction is of the agent {agent!r}", None, hint)
    return Scope(findings, audience, team, agent)  # type: ignore[arg-type]


def _of(groups: tuple[GroupEstimate, ...], name: str) -> Estimate | None:
    return next((g.estimate for g in groups if g.group == name), None)

"""Agents without a league table: who is outside what chance and case mix explain."""

from __future__ import annotations

from rapport.findings.plain import AgentResult
from rapport.reports import words
from rapport.reports.anchors import rows_anchor
from rapport.reports.blocks import Block, Cell, Chart, Paragraph, Point, Reference, Section, Table
from rapport.reports.cells import estimate_cells, text_cell
from rapport.reports.scope import Scope


def people(scope: Scope) -> Section:
    """The funnel, and every agent by name in a table."""
    agents = tuple(a for a in scope.findings.agents if scope.team is None or a.team == scope.team)
    if not agents:
        return Section("people", "Agents", (), "Agents")
    blocks: tuple[Block, ...] = (
        funnel(scope, agents),
        Paragraph(
            "Each agent's own score counts only rules an agent can act on. The grey area is where chance "
            "alone would leave an agent of average skill: inside it, differences mean nothing.",
            "note",
        ),
        table(agents),
    )
    return Section("people", "Agents", blocks, "Agents")


def funnel(scope: Scope, agents: tuple[AgentResult, ...]) -> Chart:
    """Scores against how many interactions they rest on."""
    points = tuple(
        Point(
            a.agent_id,
            a.raw,
            "quiet" if a.outside == "within" else "warn" if a.outside == "below" else "accent",
            rows_anchor("agent", a.agent_id),
            float(a.raw.base),
            None if a.funnel_low is None or a.funnel_high is None else (a.funnel_low, a.funnel_high),
        )
        for a in agents
    )
    company = scope.findings.scores.get("qci_agent") or scope.company
    lines = () if company.value is None else (Reference("company", company.value),)
    return Chart("funnel", _message(agents), "funnel", points, "Own score", lines, label="Agent")


def table(agents: tuple[AgentResult, ...]) -> Table:
    """By name, not by score: adjusted for what each agent was given to handle."""
    columns = ("Agent", "Team", "Scored", "Own score", "Interval", "Adjusted", "Interval ", "Against chance")
    rows = []
    for a in sorted(agents, key=lambda a: (a.team or "", a.agent_id)):
        raw, around, base = estimate_cells(a.raw, rows_anchor("agent", a.agent_id))
        verdict = "too few" if a.raw.value is None else a.outside
        rows.append(
            (
                text_cell(a.agent_id),
                text_cell(a.team),
                base,
                raw,
                around,
                *estimate_cells(a.adjusted)[:2],
                Cell(verdict),
            )
        )
    return Table("agent-table", "Every agent", columns, tuple(rows), frozenset(range(2, 7)), folded=True)


def _message(agents: tuple[AgentResult, ...]) -> str:
    below = [a for a in agents if a.outside == "below"]
    above = [a for a in agents if a.outside == "above"]
    told = [a for a in agents if a.raw.value is not None]
    if not told:
        return "No agent has enough scored interactions for a number"
    if not below and not above:
        return f"None of {words.plural(len(told), 'agent')} is outside what chance explains"
    parts = [f"{len(below)} below" if below else "", f"{len(above)} above" if above else ""]
    said = words.listing(part for part in parts if part)
    return f"Of {words.plural(len(told), 'agent')}, {said} what chance explains"

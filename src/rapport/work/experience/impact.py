"""What agents change in how customers feel: a funnel, and no league table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rapport.findings.domain import EVERYTHING
from rapport.findings.machine import machine_metric
from rapport.findings.questions.machine import condition
from rapport.measures import AgentScore, Estimate, agent_impact
from rapport.reports.blocks import Chart, Point, Table
from rapport.reports.cells import estimate_cells, text_cell
from rapport.work.experience.shown import Part, in_two_digits, panel
from rapport.work.results.panels import Panel

LOOKED_AT = 100_000
"""Conversations that are looked at, drawn by their ids where there are more."""
FEWEST = 10
"""Conversations of an agent from which an impact is told."""
FEWEST_AGENTS = 3
NOTE = (
    "Change of the customer's sentiment from the first third of what they say to the last, given how they "
    "came and with what. Inside the grey area differences mean nothing. Nobody has checked this."
)
ASKED = f"""
    SELECT agent_id, impact, greatest(least(ending - impact, 1), -1) AS first, actual FROM sheet
    WHERE eligible AND {{inside}} AND {{counts}} AND impact IS NOT NULL AND ending IS NOT NULL
    AND agent_id IS NOT NULL ORDER BY hash(interaction_id), interaction_id LIMIT {LOOKED_AT}
"""
"""`ending` is the last third and `impact` what changed since the first: their difference is the first."""


def impacts_of(part: Part) -> dict[str, AgentScore]:
    """The impact of every agent within the part that has enough conversations."""
    values: dict[str, Any] = {}
    inside = condition(values, {}, part.domain, part.machine.follow)
    counts = part.machine.asked(machine_metric("impact")).counts(values)
    table = part.machine.ask(ASKED.format(inside=inside, counts=counts), values)
    labels = (one and part.machine.follow.get(one, one) for one in table["actual"].to_pylist())
    found: dict[Any, AgentScore] = agent_impact(
        table["impact"].to_numpy(), table["first"].to_numpy(), table["agent_id"].to_pylist(), list(labels)
    )
    return {str(name): one for name, one in sorted(found.items()) if one.raw.base >= FEWEST}


def impact_panel(part: Part) -> Panel | None:
    """Agents against what chance explains; None where too few can be told, or for who sees only their own."""
    if part.seen.agent is not None or not (part.seen.people or part.seen.teams is not None):
        return None
    told = impacts_of(part)
    if len(told) < FEWEST_AGENTS:
        return None
    points = tuple(
        Point(
            name,
            in_two_digits(one.adjusted.with_(value=one.unpooled, low=None, high=None)),
            "quiet" if one.outside == "within" else "warn" if one.outside == "below" else "accent",
            at=float(one.raw.base),
            limits=(one.funnel_low, one.funnel_high),
        )
        for name, one in told.items()
    )
    chart = Chart(
        "impact", _message(told), "funnel", points, "Change, adjusted", label="Agent", across="Conversations"
    )
    return replace(panel("impact", "Agents' impact", chart, note=NOTE), table=_table(told))


def own_impact(part: Part) -> Estimate | None:
    """The impact of the one agent this person is, among all; None where it cannot be told."""
    everybody = replace(part, domain=replace(EVERYTHING, since=part.domain.since, until=part.domain.until))
    own = impacts_of(everybody).get(part.seen.agent or "")
    return None if own is None else in_two_digits(own.adjusted.with_(source="machine"))


def _message(told: dict[str, AgentScore]) -> str:
    outside = sorted(name for name, one in told.items() if one.outside != "within")
    if not outside:
        return "No agent lies outside what chance explains"
    if len(outside) == 1:
        return f"{outside[0]} lies outside what chance explains"
    return f"{len(outside)} of {len(told)} agents lie outside what chance explains"


def _table(told: dict[str, AgentScore]) -> Table:
    """By name, not by score."""
    columns = ("Agent", "Change", "Interval", "Conversations", "Adjusted", "Interval ", "Against chance")
    rows = tuple(
        (
            text_cell(name),
            *estimate_cells(in_two_digits(one.raw), signed=True),
            *estimate_cells(in_two_digits(one.adjusted), signed=True)[:2],
            text_cell(one.outside),
        )
        for name, one in told.items()
    )
    return Table("impact-table", "Every agent", columns, rows, frozenset(range(1, 6)))

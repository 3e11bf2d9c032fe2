"""Teams, channels, concerns: who is where, against the company, and where a component is weak."""

from __future__ import annotations

from rapport.findings.plain import GroupEstimate
from rapport.measures.estimate import Estimate
from rapport.reports import messages, words
from rapport.reports.anchors import anchor, rows_anchor
from rapport.reports.blocks import Block, Cell, Chart, Point, Reference, Section, Table, Tone
from rapport.reports.cells import text_cell
from rapport.reports.scope import Scope

MOST = 30


def groups(scope: Scope) -> Section:
    """One chart a dimension, and the components by team in one table."""
    blocks: list[Block] = []
    for dimension, members in scope.findings.groups.items():
        if dimension in ("month", "agent") or not members:
            continue
        blocks.append(group_chart(scope, dimension, members))
    table = component_table(scope)
    if table is not None:
        blocks.append(table)
    return Section("groups", "Teams, channels and concerns", tuple(blocks), "Groups")


def group_chart(scope: Scope, dimension: str, members: tuple[GroupEstimate, ...]) -> Chart:
    """The QCI of each group, lowest first, those without a number last."""
    ordered = sorted(members, key=lambda g: (g.estimate.value is None, g.estimate.value or 0.0, g.group))
    points = tuple(
        Point(words.group(g.group), g.estimate, _tone(scope, dimension, g), rows_anchor(dimension, g.group))
        for g in ordered[:MOST]
    )
    note = f"{len(ordered) - MOST} more are in the workbook." if len(ordered) > MOST else None
    company = scope.company
    lines: tuple[Reference, ...] = ()
    if company.value is not None:
        lines = (Reference(f"company {words.value(company)}", company.value, company.low, company.high),)
    title = messages.apart(scope, dimension, dimension)
    key = anchor("groups", dimension)
    return Chart(key, title, "dots", points, scope.qci_name, lines, label=dimension.capitalize(), note=note)


def component_table(scope: Scope) -> Table | None:
    """Components across, teams down."""
    held = {metric: g for (metric, by), g in scope.findings.component_groups.items() if by == "team" and g}
    if not held:
        return None
    teams = sorted({g.group for members in held.values() for g in members})
    columns = ("Team", *(scope.title(metric) for metric in held))
    rows = tuple(
        (text_cell(team, rows_anchor("team", team)), *(_cell(members, team) for members in held.values()))
        for team in teams
    )
    numeric = frozenset(range(1, len(columns)))
    return Table("component-table", "Components by team", columns, rows, numeric, folded=True)


def _cell(members: tuple[GroupEstimate, ...], team: str) -> Cell:
    found: Estimate | None = next((g.estimate for g in members if g.group == team), None)
    if found is None:
        return Cell("")
    return Cell(words.phrase(found), found.value, unit=found.unit)


def _tone(scope: Scope, dimension: str, group: GroupEstimate) -> Tone:
    if dimension == "team" and group.group == scope.team:
        return "warn"
    tested = (f for f in scope.findings.findings if f.kind == "difference")
    named = any(group.group in f.title and any(g.dimension == dimension for g in f.groups) for f in tested)
    return "warn" if named else "accent"

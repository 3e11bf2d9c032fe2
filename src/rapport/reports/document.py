"""From findings to a report for one audience: the same blocks for every format."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from rapport.findings.plain import Findings, ScoredInteraction
from rapport.reports import messages, words
from rapport.reports.blocks import Drill, Report, Section
from rapport.reports.scope import Scope, scope
from rapport.reports.sections.agreement import agreement
from rapport.reports.sections.basis import basis, caveats, made, method
from rapport.reports.sections.findings import in_full, in_short
from rapport.reports.sections.groups import groups
from rapport.reports.sections.headline import headline
from rapport.reports.sections.movement import changes, measured, measured_by_group
from rapport.reports.sections.people import people
from rapport.reports.sections.practice import keep_doing, own_score, to_practise
from rapport.reports.sections.scores import components, element_table, elements


def compose(
    findings: Findings,
    audience: str,
    team: str | None = None,
    agent: str | None = None,
    *,
    unlisted: frozenset[str] = frozenset(),
) -> Report:
    """The report of these findings for an audience, a team or one agent.

    Parameters: `audience` executive, manager or associate; `team` cuts it to a team; `agent` (associate
    only) to one agent's own results. Interactions `unlisted` are counted but neither listed nor quoted.
    Raises: InputError when the audience, team or agent is unknown.
    """
    cut = scope(findings.unquoted(unlisted), audience, team, agent)
    told = tuple(section for section in _sections(cut) if section.blocks)
    provenance = findings.provenance
    period = words.period(provenance.period_from, provenance.period_to)
    return Report(
        title=_title(cut),
        subtitle=" · ".join(filter(None, (period, f"{words.plural(len(cut.rows), 'scored interaction')}"))),
        company=provenance.company,
        audience=cut.audience,
        headline=messages.opening(cut) if agent is None else "",
        sections=told,
        method=method(cut),
        made=made(cut),
        made_at=provenance.made_at.isoformat(),
        drill=_drill(cut, unlisted),
    )


def _sections(cut: Scope) -> tuple[Section, ...]:
    if cut.audience == "executive":
        table = Section("elements", "Every element", (element_table(cut),), "Elements", behind=True)
        return (
            headline(cut),
            components(cut),
            *in_short(cut),
            caveats(cut),
            basis(cut),
            table,
            _behind(groups(cut)),
            _behind(agreement(cut)),
        )
    if cut.audience == "manager":
        return (
            headline(cut),
            components(cut),
            elements(cut),
            *in_full(cut),
            groups(cut),
            people(cut),
            changes(cut),
            measured(cut),
            measured_by_group(cut),
            agreement(cut),
            caveats(cut),
            basis(cut),
        )
    opening = own_score(cut) if cut.agent is not None else headline(cut)
    return (opening, to_practise(cut), keep_doing(cut), basis(cut))


def _behind(section: Section) -> Section:
    return replace(section, behind=True)


def _title(cut: Scope) -> str:
    if cut.agent is not None:
        return f"Your conversations · {cut.agent}"
    where = f" · {cut.team}" if cut.team else ""
    return {
        "executive": f"How good is our service{where}?",
        "manager": f"Service quality findings{where}",
        "associate": f"What good sounds like{where}",
    }[cut.audience]


def _drill(cut: Scope, unlisted: frozenset[str]) -> Drill:
    people = cut.audience != "associate"
    rules = {
        f"{rule.element}.{rule.rule}": rule.text or rule.rule.replace("_", " ")
        for element in cut.findings.elements
        for rule in element.rules
        if people or rule.attributable_to == "agent"
    }
    names = tuple((element.element, element.title) for element in cut.findings.elements)
    rows = tuple(row for row in cut.rows if row.interaction_id not in unlisted)
    rows = rows if people else tuple(_unnamed(row, cut.agent is not None) for row in rows)
    zone = ZoneInfo(cut.findings.provenance.time_zone)
    rows = tuple(replace(row, started_at=row.started_at and row.started_at.astimezone(zone)) for row in rows)
    return Drill(rows, names if cut.agent is None else (), rules, people)


def _unnamed(row: ScoredInteraction, own: bool) -> ScoredInteraction:
    """A row as associates see it: nobody named; in one agent's own report no score that others share in."""
    row = replace(row, agent_id=None, evaluators=())
    return replace(row, qci=None, scores={}, critical=()) if own else row

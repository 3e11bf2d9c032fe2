"""The panels of a dashboard, before they are drawn: one message each, with its chart and its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rapport.findings import Findings
from rapport.measures import Estimate
from rapport.reports.blocks import Chart, Reference, Table
from rapport.reports.cells import chart_table
from rapport.reports.scope import Scope, scope
from rapport.reports.sections.agreement import agreement
from rapport.reports.sections.headline import trend_blocks
from rapport.reports.sections.movement import changes, measured_by_group
from rapport.reports.sections.people import people
from rapport.reports.sections.scores import components, element_scores, element_table, lost_points
from rapport.work.results.heat import Heat, heat_map
from rapport.work.results.sight import Seen

MOST_ELEMENTS = 10
EARLY = ("trend", "components", "lost", "heat", "elements")
OF = {"executive": "executive", "manager": "manager", "associate": "manager"}


@dataclass(frozen=True)
class Panel:
    """`title` is the message, `topic` what it is about. `main` is the estimate whose making is told;
    `metric` what the rows behind it are scored by, None where there are no such rows."""

    key: str
    topic: str
    title: str
    chart: Chart | None = None
    table: Table | None = None
    heat: Heat | None = None
    main: Estimate | None = None
    metric: str | None = None
    note: str | None = None
    wide: bool = False
    pictures: tuple[str, str] = field(default=("", ""))

    @property
    def early(self) -> bool:
        """Whether it stands before what is to be done."""
        return self.key in EARLY

    @property
    def formats(self) -> tuple[str, ...]:
        """What it can be taken along as."""
        pictures = ("png", "svg") if self.chart is not None or self.heat is not None else ()
        return (*pictures, *(("csv", "xlsx") if self.table is not None else ()))


def scope_of(findings: Findings, seen: Seen, place: str) -> Scope:
    """What the panels are cut from; `place` names who the numbers are about."""
    about = replace(findings.provenance, company=place)
    return scope(replace(findings, provenance=about), OF[seen.dashboard], None, None)


def panels_of(cut: Scope, seen: Seen) -> tuple[Panel, ...]:
    """The panels of a dashboard, in their order; those without anything to say are left out."""
    return tuple(_own(cut) if seen.dashboard == "associate" else _company(cut, seen))


def _company(cut: Scope, seen: Seen) -> Iterator[Panel]:
    findings = cut.findings
    yield from _trend(cut)
    yield from _components(cut)
    if findings.elements:
        chart = lost_points(cut, MOST_ELEMENTS)
        yield Panel(
            "lost",
            "Where points are lost",
            chart.title,
            chart,
            element_table(cut),
            main=cut.qci,
            metric="qci",
        )
    heat = heat_map(findings)
    if heat is not None:
        yield Panel(
            "heat", "Elements by team", heat.title, table=heat.table, heat=heat, main=cut.qci, wide=True
        )
    if seen.dashboard == "manager":
        yield from _people(cut)
    yield from _section("changes", "Since the last audit", changes(cut))
    yield from _section("agreement", "Agreement of the evaluators", agreement(cut))
    yield from _surveys(cut)


def _own(cut: Scope) -> Iterator[Panel]:
    """An associate's own: nobody else's numbers, nothing that others share in."""
    yield from _trend(cut)
    if cut.findings.elements:
        chart = element_scores(cut)
        yield Panel(
            "elements", "Element by element", chart.title, chart, chart_table(chart), metric="qci_agent"
        )


def _trend(cut: Scope) -> Iterator[Panel]:
    for block in trend_blocks(cut):
        if isinstance(block, Chart):
            value = cut.findings.target.value
            chart = replace(block, references=(Reference(f"Target {value:g}", value),))
            table = chart_table(block)
            yield Panel("trend", "Month by month", block.title, chart, table, main=cut.qci, metric="qci")


def _components(cut: Scope) -> Iterator[Panel]:
    for block in components(cut).blocks:
        if isinstance(block, Chart):
            yield Panel(
                "components", "The parts of the score", block.title, block, chart_table(block), main=cut.qci
            )


def _people(cut: Scope) -> Iterator[Panel]:
    section = people(cut)
    chart = next((one for one in section.blocks if isinstance(one, Chart)), None)
    table = next((one for one in section.blocks if isinstance(one, Table)), None)
    if chart is not None:
        note = (
            "Each agent's own score counts only rules an agent can act on. Inside the grey area differences "
            "mean nothing: chance alone would leave an agent of average skill there."
        )
        main = cut.findings.scores.get("qci_agent")
        yield Panel("agents", "Agents", chart.title, chart, table, main=main, metric="qci_agent", note=note)


def _section(key: str, topic: str, section: object) -> Iterator[Panel]:
    blocks = getattr(section, "blocks", ())
    charts = [one for one in blocks if isinstance(one, Chart)]
    tables = [one for one in blocks if isinstance(one, Table)]
    if charts:
        table = tables[0] if tables else chart_table(charts[0])
        yield Panel(key, topic, charts[0].title, charts[0], table)


def _surveys(cut: Scope) -> Iterator[Panel]:
    """What customers say, by month, where several months carry a number."""
    names = {result.title: result for result in cut.findings.surveys}
    for block in measured_by_group(cut).blocks:
        if isinstance(block, Chart) and block.shape == "trend" and block.axis in names:
            main = names[block.axis].estimate
            yield Panel(block.key, block.axis, block.title, block, chart_table(block), main=main)

"""Estimates as cells of a table: the same three everywhere — figure, interval, base."""

from __future__ import annotations

from rapport.measures.estimate import Estimate
from rapport.reports import words
from rapport.reports.blocks import Cell, Chart, Table


def text_cell(text: str | None, href: str | None = None) -> Cell:
    """Words; nothing at all where there are none."""
    return Cell(text or "", text or "", href)


def estimate_cells(
    estimate: Estimate, href: str | None = None, signed: bool = False
) -> tuple[Cell, Cell, Cell]:
    """The figure (unrounded for workbooks), its interval, how many it rests on."""
    return (
        Cell(words.value(estimate, signed), estimate.value, href, estimate.unit),
        Cell(words.interval(estimate, signed)),
        Cell(words.base(estimate) if estimate.base else "", estimate.base or None, unit="count"),
    )


def chart_table(chart: Chart) -> Table:
    """The numbers a chart is drawn from, for those who read rather than look."""
    name = chart.label or "Group"
    told_base = any(point.estimate.base for point in chart.points)
    columns = (name, "Estimate", "Interval", *(("Base",) if told_base else ()))
    rows = tuple(
        (text_cell(p.label), *estimate_cells(p.estimate, p.href)[: 3 if told_base else 2])
        for p in chart.points
    )
    return Table(chart.key + "-table", chart.title, columns, rows, frozenset((1, 2, 3)), folded=True)

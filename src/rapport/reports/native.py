"""The rows behind a chart that an office program draws: value, and how far the interval reaches each way."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.reports import words
from rapport.reports.blocks import Chart


@dataclass(frozen=True)
class Row:
    """One mark: its name, its name with the number in words, the number, and its interval's lengths."""

    label: str
    caption: str
    value: float | None
    low: float | None
    high: float | None
    minus: float
    plus: float
    base: int
    tone: str


def native_rows(chart: Chart, with_references: bool = True) -> list[Row]:
    """The chart's marks; each line to compare with is a row of its own, first."""
    rows = []
    for line in chart.references if with_references else ():
        minus = line.value - line.low if line.low is not None else 0.0
        plus = line.high - line.value if line.high is not None else 0.0
        name = line.label[:1].upper() + line.label[1:]
        rows.append(Row(name, name, line.value, line.low, line.high, minus, plus, 0, "quiet"))
    for point in chart.points:
        e = point.estimate
        minus = e.value - e.low if e.value is not None and e.low is not None else 0.0
        plus = e.high - e.value if e.value is not None and e.high is not None else 0.0
        caption = f"{words.isolated(words.short(point.label, 48))}  {words.phrase(e)}"
        rows.append(Row(point.label, caption, e.value, e.low, e.high, minus, plus, e.base, point.tone))
    return rows


def number_format(chart: Chart) -> str:
    """How a workbook shows the chart's unit."""
    return unit_format(next((point.estimate.unit for point in chart.points), "points"))


def unit_format(unit: str | None) -> str:
    """How a workbook shows a unit."""
    if unit == "share":
        return "0.0%"
    if unit in ("count", "interactions"):
        return "#,##0"
    if unit in ("coefficient", "correlation", "alpha", "kappa"):
        return "0.00"
    return "#,##0.0"

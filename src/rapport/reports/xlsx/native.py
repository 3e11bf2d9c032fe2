"""Charts that the workbook draws itself, from the numbers beside them, intervals as error bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapport.reports import words
from rapport.reports.blocks import Chart
from rapport.reports.charts.picture import chart_alt
from rapport.reports.native import Row, native_rows, number_format
from rapport.reports.palette import LIGHT, colour

if TYPE_CHECKING:
    from rapport.reports.xlsx.sheets import Sheet

COLUMNS = ("Estimate", "Low", "High", "Base", "Below", "Above")


def place_chart(sheet: Sheet, chart: Chart) -> None:
    """The chart's numbers as rows, the chart itself at their right."""
    sheet.heading(chart.title)
    top = sheet.row
    draw = {"trend": _line, "funnel": _scatter}.get(chart.shape, _bars)
    drawn = draw(sheet, chart)
    height = max(240, 24 * len(chart.points) + 110)
    drawn.set_size({"width": 720, "height": height})
    drawn.set_title({"none": True})
    drawn.set_chartarea({"border": {"none": True}})
    sheet.sheet.insert_chart(top, 8, drawn, {"description": chart_alt(chart), "object_position": 1})
    sheet.row = max(sheet.row, top + height // 20 + 1)


def _rows(sheet: Sheet, chart: Chart, rows: list[Row]) -> tuple[int, int]:
    sheet.header((chart.label or "Group", *COLUMNS), frozenset(range(1, 7)))
    first = sheet.row
    code = sheet.formats.number(chart.points[0].estimate.unit if chart.points else "points")
    for row in rows:
        sheet.write(0, words.short(row.label, 60))
        told = row.value is not None
        numbers = (
            row.value,
            row.low,
            row.high,
            None,
            row.minus if told else None,
            row.plus if told else None,
        )
        for column, value in enumerate(numbers, 1):
            if value is not None:
                sheet.sheet.write_number(sheet.row, column, value, code)
        if row.value is None:
            sheet.write(1, row.caption.removeprefix(row.label).strip())
        if row.base:
            sheet.sheet.write_number(sheet.row, 4, row.base, sheet.formats.number("count"))
        sheet.row += 1
    return first, sheet.row - 1


def _series(sheet: Sheet, chart: Chart, rows: list[Row], axis: str) -> dict[str, Any]:
    first, last = _rows(sheet, chart, rows)
    name = sheet.name
    plus = f"='{name}'!$G${first + 1}:$G${last + 1}"
    minus = f"='{name}'!$F${first + 1}:$F${last + 1}"
    bars = {
        "type": "custom",
        "plus_values": plus,
        "minus_values": minus,
        "plus_data": [row.plus for row in rows],
        "minus_data": [row.minus for row in rows],
        "line": {"color": LIGHT["ink"], "width": 1.25},
    }
    return {
        "name": chart.axis,
        "categories": [name, first, 0, last, 0],
        "values": [name, first, 1, last, 1],
        f"{axis}_error_bars": bars,
    }


def _bars(sheet: Sheet, chart: Chart) -> Any:
    rows = native_rows(chart)
    drawn = sheet.book.add_chart({"type": "bar"})
    series = _series(sheet, chart, rows, "y")
    series |= {
        "gap": 60,
        "points": [{"fill": {"color": colour(row.tone)}} for row in rows],
        "fill": {"color": LIGHT["accent"]},
    }
    drawn.add_series(series)
    drawn.set_y_axis(
        {
            "reverse": True,
            "label_position": "low",
            "line": {"color": LIGHT["line"]},
            "major_tick_mark": "none",
            "num_font": {"size": 9},
        }
    )
    drawn.set_x_axis(_value_axis(chart))
    drawn.set_legend({"none": True})
    return drawn


def _line(sheet: Sheet, chart: Chart) -> Any:
    drawn = sheet.book.add_chart({"type": "line"})
    series = _series(sheet, chart, native_rows(chart, with_references=False), "y")
    series |= {
        "line": {"color": LIGHT["accent"], "width": 2.5},
        "marker": {"type": "circle", "size": 7, "fill": {"color": LIGHT["accent"]}, "border": {"none": True}},
    }
    drawn.add_series(series)
    lows = [n for p in chart.points for n in (p.estimate.low, p.estimate.value) if n is not None]
    highs = [n for p in chart.points for n in (p.estimate.high, p.estimate.value) if n is not None]
    axis = _value_axis(chart)
    if lows:
        axis |= {"min": 5 * (min(lows) // 5), "max": 5 * (max(highs) // 5 + 1)}
    drawn.set_y_axis(axis)
    drawn.set_x_axis({"line": {"color": LIGHT["line"]}, "major_tick_mark": "none"})
    drawn.set_legend({"none": True})
    return drawn


def _scatter(sheet: Sheet, chart: Chart) -> Any:
    told = sorted(
        (p for p in chart.points if p.estimate.value is not None and p.at is not None),
        key=lambda p: p.at or 0,
    )
    sheet.header(
        (chart.label, "Scored", "Within chance", "Outside chance", "Lower limit", "Upper limit"),
        frozenset(range(1, 6)),
    )
    first, number = sheet.row, sheet.formats.number("points")
    for point in told:
        sheet.write(0, point.label)
        column = 2 if point.tone == "quiet" else 3
        low, high = point.limits or (None, None)
        for at, value in ((1, point.at), (column, point.estimate.value), (4, low), (5, high)):
            if value is not None:
                sheet.sheet.write_number(
                    sheet.row, at, value, sheet.formats.number("count") if at == 1 else number
                )
        sheet.row += 1
    last = max(sheet.row - 1, first)
    drawn = sheet.book.add_chart({"type": "scatter"})
    names = ("Within chance", "Outside chance", "Lower limit", "Upper limit")
    for column, (name, tone) in enumerate(zip(names, ("quiet", "warn", "", ""), strict=True), 2):
        series: dict[str, Any] = {
            "name": name,
            "categories": [sheet.name, first, 1, last, 1],
            "values": [sheet.name, first, column, last, column],
        }
        if tone:
            series["marker"] = {
                "type": "circle",
                "size": 7,
                "fill": {"color": colour(tone)},
                "border": {"none": True},
            }
        else:
            series |= {
                "line": {"color": LIGHT["muted"], "dash_type": "dash", "width": 1.25},
                "marker": {"type": "none"},
            }
        drawn.add_series(series)
    drawn.set_y_axis(_value_axis(chart))
    drawn.set_x_axis(
        {
            "name": chart.across,
            "name_font": {"bold": False, "size": 9},
            "major_gridlines": {"visible": False},
        }
    )
    drawn.set_legend({"position": "bottom"})
    return drawn


def _value_axis(chart: Chart) -> dict[str, Any]:
    return {
        "name": chart.axis,
        "name_font": {"bold": False, "size": 9},
        "num_format": "0%" if number_format(chart).endswith("%") else "General",
        "major_gridlines": {"visible": True, "line": {"color": LIGHT["line"]}},
        "line": {"none": True},
    }

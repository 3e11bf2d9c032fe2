"""Charts that PowerPoint owns: editable numbers, intervals as error bars on cells of their workbook."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from rapport.reports.blocks import Chart
from rapport.reports.charts.canvas import domain
from rapport.reports.charts.picture import chart_alt
from rapport.reports.native import Row, native_rows, number_format
from rapport.reports.palette import LIGHT, colour

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def add_chart(slide: Any, chart: Chart, place: tuple[int, int, int, int]) -> Any:
    """The chart on the slide, with its words for those who cannot see it."""
    frame = {"trend": _line, "funnel": _scatter}.get(chart.shape, _bars)(slide, chart, place)
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("descr", chart_alt(chart))
    properties.set("name", chart.title[:200])
    frame.chart.has_title = False
    frame.chart.font.size = Pt(12)
    frame.chart.font.color.rgb = rgb("ink")
    return frame


def rgb(tone: str) -> RGBColor:
    """A tone of the palette."""
    return RGBColor.from_string(colour(tone).lstrip("#").upper())


def _bars(slide: Any, chart: Chart, place: tuple[int, int, int, int]) -> Any:
    rows = native_rows(chart)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, _categories(chart, rows))
    drawn = frame.chart
    drawn.has_legend = False
    plot = drawn.plots[0]
    plot.gap_width = 60
    series = plot.series[0]
    series.invert_if_negative = False
    for i, row in enumerate(rows):
        fill = series.points[i].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb(row.tone)
    category, value = drawn.category_axis, drawn.value_axis
    category.reverse_order = True
    category.tick_labels.font.size = Pt(12 if len(rows) <= 12 else 9)
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _quiet(category)
    _value_axis(value, chart, from_zero=True)
    value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    _error_bars(series, rows, frame, chart)
    return frame


def _line(slide: Any, chart: Chart, place: tuple[int, int, int, int]) -> Any:
    rows = native_rows(chart, with_references=False)
    data = _categories(chart, rows, intervals=False)
    for line in chart.references:
        data.add_series(line.label, [line.value] * len(rows))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, data)
    drawn = frame.chart
    drawn.has_legend = bool(chart.references)
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    series = drawn.plots[0].series[0]
    series.smooth = False
    series.format.line.color.rgb = rgb("accent")
    series.format.line.width = Pt(2.5)
    series.marker.style = XL_MARKER_STYLE.CIRCLE
    series.marker.size = 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb("accent")
    for other in list(drawn.plots[0].series)[1:]:
        other.smooth = False
        other.format.line.color.rgb = rgb("warn")
        other.format.line.dash_style = MSO_LINE.DASH
        other.marker.style = XL_MARKER_STYLE.NONE
    _quiet(drawn.category_axis)
    _value_axis(drawn.value_axis, chart, from_zero=False)
    drawn.value_axis.minimum_scale, drawn.value_axis.maximum_scale = domain(chart)
    _error_bars(series, rows, frame, chart)
    return frame


def _scatter(slide: Any, chart: Chart, place: tuple[int, int, int, int]) -> Any:
    told = [p for p in chart.points if p.estimate.value is not None and p.at is not None]
    limits = sorted({(p.at, p.limits) for p in told if p.limits is not None and p.at is not None})
    data = XyChartData()
    for name, points in (
        ("Within chance", [p for p in told if p.tone == "quiet"]),
        ("Outside chance", [p for p in told if p.tone != "quiet"]),
    ):
        series = data.add_series(name)
        for point in points:
            series.add_data_point(point.at or 0.0, point.estimate.value)
    for name, which in (("Lower limit", 0), ("Upper limit", 1)):
        series = data.add_series(name)
        for at, pair in limits:
            series.add_data_point(at, pair[which])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, data)
    drawn = frame.chart
    drawn.has_legend = True
    drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
    drawn.legend.include_in_layout = False
    for series, tone in zip(drawn.plots[0].series, ("quiet", "warn", "muted", "muted"), strict=True):
        _points_or_edge(series, tone)
    outside = [p for p in told if p.tone != "quiet"]
    for i, point in enumerate(outside[:20]):
        label = drawn.plots[0].series[1].points[i].data_label.text_frame
        label.text = point.label
    _value_axis(drawn.value_axis, chart, from_zero=False)
    _quiet(drawn.category_axis)
    drawn.category_axis.has_title = True
    drawn.category_axis.axis_title.text_frame.text = chart.across
    drawn.category_axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(11)
    return frame


def _points_or_edge(series: Any, tone: str) -> None:
    if tone == "muted":
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.color.rgb = rgb("muted")
        series.format.line.dash_style = MSO_LINE.DASH
        series.format.line.width = Pt(1.25)
        return
    series.format.line.fill.background()
    series.marker.style = XL_MARKER_STYLE.CIRCLE
    series.marker.size = 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(tone)
    series.marker.format.line.fill.background()


def _categories(chart: Chart, rows: list[Row], intervals: bool = True) -> CategoryChartData:
    data = CategoryChartData(number_format=number_format(chart))
    data.categories = [row.caption if intervals else row.label for row in rows]
    data.add_series(chart.axis, [row.value for row in rows])
    return data


def _quiet(axis: Any) -> None:
    axis.format.line.color.rgb = RGBColor.from_string(LIGHT["line"].lstrip("#").upper())
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = False


def _value_axis(axis: Any, chart: Chart, from_zero: bool) -> None:
    _quiet(axis)
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(LIGHT["line"].lstrip("#").upper())
    axis.format.line.fill.background()
    axis.tick_labels.font.size = Pt(11)
    axis.tick_labels.font.color.rgb = rgb("muted")
    axis.tick_labels.number_format = "0%" if number_format(chart).endswith("%") else "General"
    axis.tick_labels.number_format_is_linked = False
    lowest = min(
        (n for p in chart.points for n in (p.estimate.low, p.estimate.value) if n is not None), default=0
    )
    if from_zero and lowest >= 0:
        axis.minimum_scale = 0
    axis.has_title = True
    axis.axis_title.text_frame.text = chart.axis
    axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(11)
    axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False


def _error_bars(series: Any, rows: list[Row], frame: Any, chart: Chart) -> None:
    """Intervals as custom error bars, their lengths in the columns beside the values."""
    bars = etree.SubElement(series._element, f"{{{C}}}errBars")
    for name, value in (("errDir", "y"), ("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        if name == "errDir" and chart.shape != "trend":
            continue
        etree.SubElement(bars, f"{{{C}}}{name}").set("val", value)
    start = 3 + (len(chart.references) if chart.shape == "trend" else 0)
    for offset, (name, lengths) in enumerate(
        (("plus", [r.plus for r in rows]), ("minus", [r.minus for r in rows]))
    ):
        letter = chr(ord("A") + start - 1 + offset)
        _reference(
            etree.SubElement(bars, f"{{{C}}}{name}"), f"Sheet1!${letter}$2:${letter}${len(rows) + 1}", lengths
        )
    shape = etree.SubElement(bars, f"{{{C}}}spPr")
    line = etree.SubElement(shape, qn("a:ln"))
    line.set("w", "15875")
    solid = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(solid, qn("a:srgbClr")).set("val", LIGHT["ink"].lstrip("#").upper())
    series._element.remove(bars)
    series._element.find(qn("c:cat")).addprevious(bars)
    frame.chart.part.chart_workbook.update_from_xlsx_blob(_workbook(chart, rows))


def _reference(parent: Any, formula: str, lengths: list[float]) -> None:
    reference = etree.SubElement(parent, f"{{{C}}}numRef")
    etree.SubElement(reference, f"{{{C}}}f").text = formula
    cache = etree.SubElement(reference, f"{{{C}}}numCache")
    etree.SubElement(cache, f"{{{C}}}formatCode").text = "General"
    etree.SubElement(cache, f"{{{C}}}ptCount").set("val", str(len(lengths)))
    for i, length in enumerate(lengths):
        point = etree.SubElement(cache, f"{{{C}}}pt")
        point.set("idx", str(i))
        etree.SubElement(point, f"{{{C}}}v").text = repr(length)


def _workbook(chart: Chart, rows: list[Row]) -> bytes:
    """The numbers behind the chart, one row a mark, with the lengths of its error bars."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Sheet1")
    lines = chart.references if chart.shape == "trend" else ()
    for column, name in enumerate(("", chart.axis, *(line.label for line in lines), "Above", "Below")):
        sheet.write_string(0, column, name)
    for i, row in enumerate(rows, 1):
        sheet.write_string(i, 0, row.label if lines or chart.shape == "trend" else row.caption)
        if row.value is not None:
            sheet.write_number(i, 1, row.value)
        for column, line in enumerate(lines, 2):
            sheet.write_number(i, column, line.value)
        sheet.write_number(i, 2 + len(lines), row.plus)
        sheet.write_number(i, 3 + len(lines), row.minus)
    book.close()
    return stream.getvalue()

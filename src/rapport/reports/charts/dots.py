"""Scores as dots with their intervals, one row each."""

from __future__ import annotations

from rapport.reports.blocks import Chart
from rapport.reports.charts.canvas import Canvas, Spec, layer, pixel
from rapport.reports.charts.rows import axis, row_chart, rows


def dots(chart: Chart, canvas: Canvas) -> Spec:
    """A dot and its interval a row; a row without a number says so instead."""
    place = rows(chart, canvas)
    shown = place.values()
    told = [row for row in shown if row["value"] is not None]
    ranged = [row for row in told if row["low"] is not None and row["high"] is not None]
    y, tone = pixel("y"), {"field": "colour", "type": "nominal", "scale": None}
    interval = {"type": "rule", "strokeWidth": 3, "strokeCap": "round", "opacity": 0.55}
    dot = {"type": "point", "filled": True, "size": 90, "opacity": 1}
    x_low = {**axis(place), "field": "low"}
    return row_chart(
        place,
        [
            layer(ranged, interval, x=x_low, x2={"field": "high"}, y=y, color=tone),
            layer(told, dot, x=axis(place), y=y, color=tone),
        ],
    )

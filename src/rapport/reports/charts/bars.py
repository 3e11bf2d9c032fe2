"""Amounts as bars from zero with their intervals, one row each."""

from __future__ import annotations

from rapport.reports.blocks import Chart
from rapport.reports.charts.canvas import Canvas, Spec, layer, pixel
from rapport.reports.charts.rows import axis, row_chart, rows
from rapport.reports.palette import LIGHT


def bars(chart: Chart, canvas: Canvas) -> Spec:
    """A bar from zero a row, the interval as a line over its end."""
    place = rows(chart, canvas)
    told = [row for row in place.values() if row["value"] is not None]
    ranged = [row for row in told if row["low"] is not None and row["high"] is not None]
    y, tone = pixel("y"), {"field": "colour", "type": "nominal", "scale": None}
    bar = {"type": "bar", "height": 12 if canvas.narrow else 14}
    interval = {"type": "rule", "strokeWidth": 1.5, "stroke": LIGHT["ink"]}
    return row_chart(
        place,
        [
            layer(told, bar, x={**axis(place), "field": "zero"}, x2={"field": "value"}, y=y, color=tone),
            layer(ranged, interval, x={**axis(place), "field": "low"}, x2={"field": "high"}, y=y),
        ],
    )

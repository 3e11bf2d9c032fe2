"""A score over time with its band."""

from __future__ import annotations

from rapport.reports import words
from rapport.reports.blocks import Chart
from rapport.reports.charts.canvas import Canvas, Spec, domain, frame, layer
from rapport.reports.charts.rows import label_expression
from rapport.reports.palette import LIGHT


def trend(chart: Chart, canvas: Canvas) -> Spec:
    """A line through the months that carry a number, the interval as a band, the ends labelled."""
    labels = [point.label for point in chart.points]
    every = max(1, -(-len(labels) // (4 if canvas.narrow else 12)))
    kept = labels[::every]
    shown = [
        {
            "month": point.label,
            "value": point.estimate.value,
            "low": point.estimate.low,
            "high": point.estimate.high,
            "text": words.value(point.estimate),
        }
        for point in chart.points
    ]
    x = {
        "field": "month",
        "type": "ordinal",
        "scale": {"domain": labels, "type": "point", "padding": 0.4},
        "axis": {"title": None, "grid": False, "labelAngle": 0, "values": kept, "labelOverlap": True},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": list(domain(chart)), "nice": False, "zero": False},
        "axis": {"title": None, "tickCount": 5, "labelExpr": label_expression(chart)},
    }
    told = [row for row in shown if row["value"] is not None]
    ends = told if len(told) <= (3 if canvas.narrow else 12) else [told[0], told[-1]]
    layers = [
        layer(
            shown,
            {"type": "area", "fill": LIGHT["band"], "invalid": "break-paths-show-domains"},
            x=x,
            y={**y, "field": "low"},
            y2={"field": "high"},
        ),
        layer(
            shown,
            {
                "type": "line",
                "stroke": LIGHT["accent"],
                "strokeWidth": 2.5,
                "invalid": "break-paths-show-domains",
            },
            x=x,
            y=y,
        ),
        layer(
            told,
            {"type": "rule", "stroke": LIGHT["accent"], "opacity": 0.6},
            x=x,
            y={**y, "field": "low"},
            y2={"field": "high"},
        ),
        layer(
            told,
            {"type": "point", "filled": True, "size": 60, "color": LIGHT["accent"], "opacity": 1},
            x=x,
            y=y,
        ),
        layer(
            ends,
            {"type": "text", "dy": -13, "dx": 4, "align": "left", "fontWeight": "bold"},
            x=x,
            y=y,
            text={"field": "text"},
        ),
    ]
    for line in chart.references:
        at = [{"value": line.value, "label": line.label}]
        layers.append(layer(at, {"type": "rule", "stroke": LIGHT["warn"], "strokeDash": [5, 3]}, y=y))
        text = {"type": "text", "x": 4, "align": "left", "dy": -7, "fill": LIGHT["warn"]}
        layers.append(layer(at, text, y=y, text={"field": "label"}))
    if chart.began in labels:
        at = [{"month": chart.began, "label": "began"}]
        layers.append(layer(at, {"type": "rule", "stroke": LIGHT["muted"], "strokeDash": [2, 3]}, x=x))
        text = {"type": "text", "y": 4, "align": "left", "dx": 5, "fill": LIGHT["muted"]}
        layers.append(layer(at, text, x=x, text={"field": "label"}))
    padding = {"left": 46, "right": 34, "top": 26, "bottom": 30}
    return frame(canvas, (canvas.width - 80, 200), padding, layers)

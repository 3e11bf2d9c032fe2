"""One score on its whole scale, with its interval and the target."""

from __future__ import annotations

from rapport.reports.blocks import Chart
from rapport.reports.charts.canvas import Canvas, Spec, domain, frame, layer
from rapport.reports.charts.rows import label_expression
from rapport.reports.palette import LIGHT


def headline(chart: Chart, canvas: Canvas) -> Spec:
    """A track from end to end of the scale, filled up to the score; the target stands above it."""
    low, high = domain(chart)
    width, middle = canvas.width - 40, 18
    score = chart.points[0].estimate if chart.points else None
    x = {
        "field": "v",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": {"title": chart.axis, "grid": False, "tickCount": 5, "labelExpr": label_expression(chart)},
    }
    whole = {"v": low, "end": high}
    layers = [layer([whole], _bar(LIGHT["track"], middle, 22), x=x, x2={"field": "end"})]
    if score is not None and score.value is not None:
        filled = {"v": low, "end": score.value}
        layers.append(layer([filled], _bar(LIGHT["accent"], middle, 22), x=x, x2={"field": "end"}))
        if score.low is not None and score.high is not None:
            ends = {"v": score.low, "end": score.high}
            rule = {"type": "rule", "y": middle, "strokeWidth": 2.5, "stroke": LIGHT["ink"]}
            layers.append(layer([ends], rule, x=x, x2={"field": "end"}))
            cap = {"type": "tick", "y": middle, "thickness": 2.5, "height": 11, "color": LIGHT["ink"]}
            layers.append(layer([{"v": score.low}, {"v": score.high}], cap, x=x))
    for line in chart.references:
        layers += _line(chart, line.value, line.label, x, canvas)
    padding = {"left": 20, "right": 20, "top": 26, "bottom": 44}
    return frame(canvas, (width, 36), padding, layers)


def _bar(fill: str, middle: float, height: float) -> Spec:
    return {"type": "bar", "y": middle, "height": height, "color": fill}


def _line(chart: Chart, value: float, label: str, x: Spec, canvas: Canvas) -> list[Spec]:
    low, high = domain(chart)
    align = "right" if (value - low) / (high - low) > 0.8 else "center"
    at = [{"v": value, "label": label}]
    rule = {"type": "rule", "stroke": LIGHT["warn"], "strokeWidth": 2.5, "y": 0, "y2": 36}
    text = {"type": "text", "y": -10, "align": align, "fill": LIGHT["warn"], "fontWeight": "bold"}
    return [layer(at, rule, x=x), layer(at, {**text, "fontSize": canvas.size}, x=x, text={"field": "label"})]

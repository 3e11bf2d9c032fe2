"""Scores against how many they rest on, with the limits that chance alone would keep."""

from __future__ import annotations

from statistics import fmean

from rapport.reports.blocks import Chart
from rapport.reports.charts.canvas import Canvas, Spec, domain, frame, layer
from rapport.reports.charts.rows import label_expression
from rapport.reports.palette import LIGHT, colour


def funnel(chart: Chart, canvas: Canvas) -> Spec:
    """Grey within the limits; outside them coloured and named.

    The limits drawn are the mean of those who rest on equally many: each one's own, by which it is judged,
    differ a little with the mix of cases.
    """
    told: list[Spec] = [
        {
            "at": point.at,
            "value": point.estimate.value,
            "colour": colour(point.tone),
            "label": point.label if point.tone != "quiet" else "",
        }
        for point in chart.points
        if point.estimate.value is not None and point.at is not None
    ]
    limits = _limits(chart)
    reach = [n for row in limits for n in (row["low"], row["high"])] + [row["value"] for row in told]
    scale = [min(reach), max(reach)] if limits else list(domain(chart))
    least, most = min((r["at"] for r in told), default=0), max((r["at"] for r in told), default=1)
    room = max((most - least) * 0.05, 0.5)
    x = {
        "field": "at",
        "type": "quantitative",
        "axis": {
            "title": chart.across,
            "grid": False,
            "tickCount": 5,
            "tickMinStep": 1,
        },
        "scale": {"domain": [least - room, most + room], "zero": False, "nice": False},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": scale, "nice": True},
        "axis": {"title": None, "tickCount": 5, "labelExpr": label_expression(chart)},
    }
    tone = {"field": "colour", "type": "nominal", "scale": None}
    edge = {"type": "line", "stroke": LIGHT["muted"], "strokeDash": [4, 3], "strokeWidth": 1.2}
    area = {"type": "area", "fill": LIGHT["track"]}
    layers = [
        layer(limits, area, x=x, y={**y, "field": "low"}, y2={"field": "high"}),
        layer(limits, edge, x=x, y={**y, "field": "low"}),
        layer(limits, edge, x=x, y={**y, "field": "high"}),
        *[
            layer([{"value": r.value}], {"type": "rule", "stroke": LIGHT["muted"]}, y=y)
            for r in chart.references
        ],
        layer(told, {"type": "point", "filled": True, "size": 70, "opacity": 0.95}, x=x, y=y, color=tone),
        layer(
            [r for r in told if r["label"]],
            {"type": "text", "dy": -12, "fontWeight": "bold"},
            x=x,
            y=y,
            text={"field": "label"},
        ),
    ]
    padding = {"left": 36, "right": 24, "top": 14, "bottom": 46}
    return frame(canvas, (canvas.width - 60, 260), padding, layers)


def _limits(chart: Chart) -> list[dict[str, float]]:
    """The limits at each number of interactions, fewest first."""
    found: dict[float, list[tuple[float, float]]] = {}
    for point in chart.points:
        if point.limits and point.at is not None and point.estimate.value is not None:
            found.setdefault(point.at, []).append(point.limits)
    return [
        {"at": at, "low": fmean(low for low, _ in every), "high": fmean(high for _, high in every)}
        for at, every in sorted(found.items())
    ]

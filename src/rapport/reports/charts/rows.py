"""One row a mark: the names at the left, the numbers at the right, the plot between (on a phone: above)."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.reports import words
from rapport.reports.blocks import Chart, Point
from rapport.reports.charts.canvas import Canvas, Spec, domain, frame, layer, lines, pixel
from rapport.reports.palette import LIGHT, colour


@dataclass(frozen=True)
class Rows:
    """Where each row stands, in pixels."""

    chart: Chart
    canvas: Canvas
    left: float
    width: float
    right: float
    step: float
    top: float = 22

    @property
    def height(self) -> float:
        """Of all rows together."""
        return self.step * len(self.chart.points)

    def y(self, index: int) -> float:
        """The middle of a row's mark."""
        return index * self.step + (self.step - 11 if self.canvas.narrow else self.step / 2)

    def values(self) -> list[Spec]:
        """The rows as the specification's data."""
        return [self._value(i, point) for i, point in enumerate(self.chart.points)]

    def _value(self, index: int, point: Point) -> Spec:
        estimate = point.estimate
        room = self.width - 130 if self.canvas.narrow else self.left - 14
        return {
            "y": self.y(index),
            "name_y": self.y(index) - (19 if self.canvas.narrow else 0),
            "name": lines(point.label, room, self.canvas.size, 1 if self.canvas.narrow else 2),
            "text": words.phrase(estimate) if estimate.value is not None else words.value(estimate),
            "value": estimate.value,
            "low": estimate.low,
            "high": estimate.high,
            "zero": 0,
            "colour": colour(point.tone),
            "quiet": LIGHT["muted" if estimate.value is None else "ink"],
        }


def rows(chart: Chart, canvas: Canvas) -> Rows:
    """The places of a chart's rows on this canvas."""
    if canvas.narrow:
        return Rows(chart, canvas, 4, canvas.width - 12, 8, 46)
    longest = max((len(point.label) for point in chart.points), default=8)
    left = min(max(longest * canvas.size * 0.54 + 18, 90), 230)
    right = max([len(words.phrase(p.estimate)) for p in chart.points] or [0]) * canvas.size * 0.52 + 26
    wraps = any(len(lines(p.label, left - 14, canvas.size)) > 1 for p in chart.points)
    return Rows(chart, canvas, left, canvas.width - left - right, right, 38 if wraps else 30)


def names_and_numbers(place: Rows) -> list[Spec]:
    """The names and the numbers beside (or above) the plot."""
    name_x, align = (0, "left") if place.canvas.narrow else (-14, "right")
    number_x, number_align = (place.width, "right") if place.canvas.narrow else (place.width + 14, "left")
    name = {"type": "text", "align": align, "baseline": "middle", "lineHeight": place.canvas.size + 2}
    number = {"type": "text", "align": number_align, "baseline": "middle"}
    shown = place.values()
    return [
        layer(shown, {**name, "x": name_x}, y=pixel("name_y"), text={"field": "name"}),
        layer(
            shown,
            {**number, "x": number_x},
            y=pixel("name_y"),
            text={"field": "text"},
            color={"field": "quiet", "scale": None},
        ),
    ]


def reference_lines(place: Rows) -> list[Spec]:
    """Each line to compare with, its interval as a band, its name on top."""
    found: list[Spec] = []
    for line in place.chart.references:
        x = {**axis(place), "field": "v"}
        spans = [
            {"v": line.value, "low": line.low, "high": line.high, "y": top, "y2": bottom}
            for top, bottom in _spans(place)
        ]
        if line.low is not None and line.high is not None:
            band = {"type": "rect", "fill": LIGHT["track"]}
            ends = {"x": {**x, "field": "low"}, "x2": {"field": "high"}}
            found.append(layer(spans, band, y=pixel("y"), y2=pixel("y2"), **ends))
        rule = {"type": "rule", "stroke": LIGHT["muted"], "strokeDash": [4, 3]}
        found.append(layer(spans, rule, x=x, y=pixel("y"), y2=pixel("y2")))
        low, high = domain(place.chart)
        share = (line.value - low) / (high - low)
        align = "right" if share > 0.8 else "left" if share < 0.2 else "center"
        text = {
            "type": "text",
            "y": -12,
            "align": align,
            "fill": LIGHT["muted"],
            "fontSize": place.canvas.size - 1,
        }
        found.append(layer([{"v": line.value, "label": line.label}], text, x=x, text={"field": "label"}))
    return found


def _spans(place: Rows) -> list[tuple[float, float]]:
    """Where a line may run: all the way, or on a phone beside the marks only, clear of the numbers."""
    if not place.canvas.narrow:
        return [(-4, place.height)]
    return [(place.y(i) - 9, place.y(i) + 9) for i in range(len(place.chart.points))]


def axis(place: Rows) -> Spec:
    """The quantitative axis below the rows, with its grid."""
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": list(domain(place.chart)), "nice": False, "zero": False},
        "axis": {"title": place.chart.axis, "tickCount": 5, "labelExpr": label_expression(place.chart)},
    }


def label_expression(chart: Chart) -> str:
    """How the axis' numbers are written: shares as per cent, a true minus."""
    unit = next((p.estimate.unit for p in chart.points), "points")
    shown = "format(datum.value * 100, '.0f') + '%'" if unit == "share" else "format(datum.value, '~g')"
    return f"replace({shown}, '-', '−')"


def row_chart(place: Rows, marks: list[Spec]) -> Spec:
    """The whole specification: reference lines behind, the marks, names and numbers."""
    top = place.top if place.chart.references else 6
    padding = {"left": place.left, "right": place.right, "top": top, "bottom": 44}
    every = [*reference_lines(place), *marks, *names_and_numbers(place)]
    return frame(place.canvas, (place.width, place.height), padding, every)

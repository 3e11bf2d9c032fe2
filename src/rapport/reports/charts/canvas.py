"""The sheet a chart is drawn on: its size, its type, and the parts every chart shares."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from typing import Any

from rapport.measures.estimate import Estimate
from rapport.reports.blocks import Chart, Reference
from rapport.reports.palette import LIGHT

Spec = dict[str, Any]


@dataclass(frozen=True)
class Canvas:
    """How wide the picture is, in which type, and whether it is for a phone."""

    width: int = 760
    font: str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
    size: int = 13
    narrow: bool = False


WIDE = Canvas()
PHONE = Canvas(width=350, size=13, narrow=True)


def frame(canvas: Canvas, plot: tuple[float, float], padding: Spec, layers: list[Spec]) -> Spec:
    """A whole specification: fixed plot and margins, so that nothing moves with the type's metrics."""
    width, height = plot
    axis = {
        "domain": False,
        "ticks": False,
        "gridColor": LIGHT["line"],
        "labelColor": LIGHT["muted"],
        "titleColor": LIGHT["muted"],
        "labelFontSize": canvas.size - 1,
        "titleFontSize": canvas.size - 1,
        "titleFontWeight": "normal",
        "labelPadding": 6,
        "titlePadding": 8,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "autosize": "none",
        "padding": padding,
        "background": None,
        "config": {
            "font": canvas.font,
            "aria": False,
            "view": {"stroke": None},
            "axis": axis,
            "text": {"fontSize": canvas.size, "fill": LIGHT["ink"]},
        },
        "layer": layers,
    }


def layer(values: list[Spec], mark: Spec, **encoding: Any) -> Spec:
    """One layer: a mark over its own values."""
    return {"data": {"values": values}, "mark": {"clip": False, **mark}, "encoding": encoding}


def pixel(field: str) -> Spec:
    """A channel that is already in pixels."""
    return {"field": field, "type": "quantitative", "scale": None}


def domain(chart: Chart) -> tuple[float, float]:
    """The chart's own domain, or round tens around every mark, interval and line."""
    if chart.domain is not None:
        return chart.domain
    marks = [number for point in chart.points for number in ends(point.estimate)]
    marks += [number for line in chart.references for number in _line(line)]
    if not marks:
        return (0.0, 100.0)
    step = _step(max(marks) - min(marks))
    low, high = math.floor(min(marks) / step) * step, math.ceil(max(marks) / step) * step
    if chart.shape == "bars":
        low, high = min(low, 0.0), max(high, 0.0)
    return (low, high) if high > low else (low, low + step)


def ends(estimate: Estimate) -> list[float]:
    """The value and its interval, as far as they are defined."""
    if estimate.value is None:
        return []
    return [n for n in (estimate.low, estimate.value, estimate.high) if n is not None]


def lines(label: str, width: float, size: int, most: int = 2) -> list[str]:
    """A label broken into at most `most` lines that fit `width` pixels."""
    letters = max(int(width / (size * 0.54)), 8)
    return textwrap.wrap(label, letters, max_lines=most, placeholder="…") or [""]


def _line(line: Reference) -> list[float]:
    return [n for n in (line.value, line.low, line.high) if n is not None]


def _step(span: float) -> float:
    for step in (0.05, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0):
        if span <= step * 8:
            return step
    return 50.0

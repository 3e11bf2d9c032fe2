"""A chart as an SVG picture."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

import vl_convert

from rapport.reports import words
from rapport.reports.blocks import Chart
from rapport.reports.charts.bars import bars
from rapport.reports.charts.canvas import WIDE, Canvas, Spec
from rapport.reports.charts.dots import dots
from rapport.reports.charts.funnel import funnel
from rapport.reports.charts.headline import headline
from rapport.reports.charts.trend import trend

SHAPES: dict[str, Callable[[Chart, Canvas], Spec]] = {
    "headline": headline,
    "dots": dots,
    "bars": bars,
    "trend": trend,
    "funnel": funnel,
}
SIZE = re.compile(r'<svg[^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')
INNER = re.compile(r' (?:role|class|aria-[a-z]+|pointer-events)="[^"]*"')


def specification(chart: Chart, canvas: Canvas = WIDE) -> Spec:
    """The chart's Vega-Lite specification."""
    return SHAPES[chart.shape](chart, canvas)


def svg(chart: Chart, canvas: Canvas = WIDE) -> str:
    """The picture, without a fixed size, named for those who cannot see it."""
    drawn = _drawn(json.dumps(specification(chart, canvas)))
    found = SIZE.search(drawn)
    if found is None:
        raise RuntimeError("the drawing library gave a picture without a size")
    width, height = found.groups()
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label="{escape(chart_alt(chart))}">'
    )
    return head + INNER.sub("", drawn[found.end() :])


@lru_cache(maxsize=256)
def _drawn(specification: str) -> str:
    """The library's picture; kept, because audiences and formats share most charts."""
    return str(vl_convert.vegalite_to_svg(specification, allowed_base_urls=[]))


def chart_alt(chart: Chart) -> str:
    """What the picture says, in words."""
    told = [f"{words.isolated(point.label)} {words.phrase(point.estimate)}" for point in chart.points[:12]]
    more = f"; and {len(chart.points) - 12} more in the table" if len(chart.points) > 12 else ""
    lines = [f"{line.label}" for line in chart.references]
    return f"{chart.title}. {'; '.join([*told, *lines])}{more}."

"""The heat map as a picture, for files: what stands alone has to say how sure it is."""

from __future__ import annotations

from typing import Any

from rapport.measures import Estimate
from rapport.reports import words
from rapport.reports.charts.canvas import Canvas, Spec, frame, layer
from rapport.reports.palette import LIGHT
from rapport.work.results.heat import Heat, HeatCell, HeatRow

COLOURS = ("#f0b27a", "#f6cda8", "#fae5d3", "#f1f3f5", "#dbe8f5", "#b9d3ee", "#93bbe3")
ROW, COLUMN, NAMES, NOTE = 42, 124, 230, 54
ALL = "All"
PALE = 0.4
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def heat_specification(heat: Heat) -> Spec:
    """Elements down, teams across; each cell its score, its interval and base.

    Its colour is how far it lies from the element's average: full where the interval leaves the average
    out, pale where it may be chance.
    """
    values = [value for row in heat.rows for value in _row(row)]
    columns = [ALL, *map(words.group, heat.teams)]
    elements = [row.title for row in heat.rows]
    heads = {"title": None, "orient": "top", "labelAngle": 0, "labelLimit": COLUMN - 8}
    x = {"field": "team", "type": "nominal", "sort": columns, "axis": heads}
    names = {"title": None, "labelLimit": NAMES}
    y = {"field": "element", "type": "nominal", "sort": elements, "axis": names}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    opacity = {"field": "opacity", "type": "quantitative", "scale": None}
    width, height = COLUMN * len(columns), ROW * len(elements)
    layers = [
        layer(
            values, {"type": "rect", "stroke": LIGHT["paper"]}, x=x, y=y, color=colour, fillOpacity=opacity
        ),
        layer(values, {"type": "text", "dy": -8, "fontWeight": 600}, x=x, y=y, text={"field": "text"}),
        layer(values, {"type": "text", "dy": 9, "fontSize": 11}, x=x, y=y, text={"field": "around"}),
        _note(_confidence(heat), height),
    ]
    padding = {"left": NAMES + 10, "right": 20, "top": 40, "bottom": NOTE}
    return frame(Canvas(font=FONT), (width, height), padding, layers)


def surely_apart(cell: HeatCell, row: HeatRow) -> bool:
    """Whether the cell's interval leaves out the element's average over all teams."""
    found, average = cell.estimate, row.score.value
    if found is None or found.low is None or found.high is None or average is None:
        return False
    return not found.low <= average <= found.high


def _row(row: HeatRow) -> list[dict[str, Any]]:
    found = [_value(row.title, ALL, row.score, LIGHT["track"], 1.0)]
    for cell in row.cells:
        known = cell.step is not None
        colour = COLOURS[cell.step] if cell.step is not None else LIGHT["paper"]
        opacity = 1.0 if surely_apart(cell, row) or not known else PALE
        found.append(_value(row.title, words.group(cell.team), cell.estimate, colour, opacity))
    return found


def _value(title: str, team: str, found: Estimate | None, colour: str, opacity: float) -> dict[str, Any]:
    if found is None or found.value is None:
        text, around = "", "not scored" if found is None else words.value(found)
    else:
        text, around = words.value(found), _around(found)
    facts = {"text": text, "around": around, "colour": colour, "opacity": opacity}
    return {"element": title, "team": team, **facts}


def _around(found: Estimate) -> str:
    """`61.2–70.0 · 42`, or the base alone where there is no interval."""
    return " · ".join(filter(None, (words.interval(found), words.base(found))))


def _confidence(heat: Heat) -> float:
    known = [cell.estimate for row in heat.rows for cell in row.cells if cell.estimate is not None]
    return known[0].confidence if known else 0.95


def _note(confidence: float, height: float) -> Spec:
    lines = [
        f"Each cell: score, its interval at {confidence:.0%}, and how many evaluations it rests on.",
        "Full colour: the interval leaves out the element's average over all teams. Pale: it may be chance.",
    ]
    mark = {"type": "text", "align": "left", "baseline": "top", "fontSize": 12, "fill": LIGHT["muted"]}
    place = {"x": {"value": -NAMES}, "y": {"value": height + 12}}
    return layer([{"lines": lines}], {**mark, "lineHeight": 17}, text={"field": "lines"}, **place)

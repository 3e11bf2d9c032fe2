"""The heat map as a picture, for files."""

from __future__ import annotations

from rapport.reports import words
from rapport.reports.charts.canvas import Spec, frame, layer
from rapport.reports.palette import LIGHT
from rapport.work.results.heat import Heat

COLOURS = ("#f0b27a", "#f6cda8", "#fae5d3", "#f1f3f5", "#dbe8f5", "#b9d3ee", "#93bbe3")
ROW, COLUMN, NAMES = 30, 96, 230
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def heat_specification(heat: Heat) -> Spec:
    """Elements down, teams across; each cell its score, its colour how far from the element's average."""
    from rapport.reports.charts.canvas import Canvas

    values = [
        {
            "element": row.title,
            "team": words.group(cell.team),
            "text": "" if cell.estimate is None or cell.step is None else words.value(cell.estimate),
            "colour": LIGHT["track"] if cell.step is None else COLOURS[cell.step],
        }
        for row in heat.rows
        for cell in row.cells
    ]
    teams, elements = [words.group(team) for team in heat.teams], [row.title for row in heat.rows]
    x = {
        "field": "team",
        "type": "nominal",
        "sort": teams,
        "axis": {"title": None, "orient": "top", "labelAngle": 0},
    }
    y = {
        "field": "element",
        "type": "nominal",
        "sort": elements,
        "axis": {"title": None, "labelLimit": NAMES},
    }
    colour = {"field": "colour", "type": "nominal", "scale": None}
    layers = [
        layer(values, {"type": "rect", "stroke": LIGHT["paper"]}, x=x, y=y, color=colour),
        layer(values, {"type": "text"}, x=x, y=y, text={"field": "text"}),
    ]
    plot = (COLUMN * len(teams), ROW * len(elements))
    padding = {"left": NAMES + 10, "right": 20, "top": 40, "bottom": 14}
    return frame(Canvas(font=FONT), plot, padding, layers)

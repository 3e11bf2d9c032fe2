"""The report as one page: no network, no script, light and dark, every number leading to its rows."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from rapport.reports import palette
from rapport.reports.blocks import Block, Chart, Report, Stories, Story
from rapport.reports.cells import chart_table
from rapport.reports.charts.canvas import PHONE, WIDE
from rapport.reports.charts.picture import svg
from rapport.reports.html import drill


def draw(report: Report) -> bytes:
    """The whole page."""
    rows = drill.shown(report.drill, cited(report))
    facts: dict[str, Any] = {
        "report": report,
        "told": [section for section in report.sections if not section.behind],
        "behind": [section for section in report.sections if section.behind],
        "rows": [drill.line(report.drill, row) for row in rows],
        "row_columns": drill.columns(report.drill),
        "listings": drill.listings(report.drill),
        "shown_note": _shown_note(len(rows), len(report.drill.rows)),
        "style": Markup(style()),  # noqa: S704 - our own file
        "style_hash": base64.b64encode(hashlib.sha256(style().encode()).digest()).decode(),
        "picture": picture,
        "chart_table": chart_table,
        "kind_of": lambda block: type(block).__name__,
    }
    template = _environment().from_string(_source("report.html.j2"))
    page = template.render(**facts, link=_link)
    return _only_live_links(page).encode()


def style() -> str:
    """The style sheet with the palette's two themes filled in."""
    css = _source("report.css")
    for mark, colours in (("@LIGHT@", palette.LIGHT), ("@DARK@", palette.DARK)):
        css = css.replace(mark, " ".join(f"--{name}: {value};" for name, value in colours.items()))
    return css


def picture(chart: Chart, phone: bool) -> Markup:
    """The chart as a picture that follows the page's theme."""
    return Markup(palette.with_variables(svg(chart, PHONE if phone else WIDE)))  # noqa: S704 - drawn, not typed


def cited(report: Report) -> set[str]:
    """The interactions the report quotes."""
    return {quote.interaction_id for story in _stories(report) for quote in story.quotes}


def _stories(report: Report) -> Iterator[Story]:
    blocks: Iterator[Block] = (block for section in report.sections for block in section.blocks)
    for block in blocks:
        if isinstance(block, Story):
            yield block
        elif isinstance(block, Stories):
            yield from block.items


def _link(text: str, href: str | None) -> Markup:
    if not href or not text:
        return escape(text)
    return Markup('<a href="#{}">{}</a>').format(href, text)


LINK = re.compile(r'<a href="#([^"]+)">(.*?)</a>', re.S)

MORE = re.compile(r'<p class="more">.*?</p>', re.S)


def _only_live_links(page: str) -> str:
    """A link whose place the page does not hold becomes plain text."""
    places = set(re.findall(r' id="([^"]+)"', page))
    page = LINK.sub(lambda found: found[0] if found[1] in places else found[2], page)
    return MORE.sub(lambda found: found[0] if "<a " in found[0] else "", page)


def _shown_note(shown: int, every: int) -> str:
    if shown < every:
        return (
            f"This page holds {shown:,} of {every:,} scored interactions: those quoted, then the "
            "lowest scores. The workbook holds all of them."
        )
    return "Every number above leads here; every interaction is listed once below with all its scores."


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _source(name: str) -> str:
    return files("rapport.reports.html").joinpath(name).read_text(encoding="utf-8")

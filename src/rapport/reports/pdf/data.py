"""Blocks as plain values that the paper's template reads."""

from __future__ import annotations

from typing import Any

from rapport.reports.blocks import (
    Block,
    Chart,
    Facts,
    Figure,
    Figures,
    Paragraph,
    Quote,
    Stories,
    Story,
    Table,
)
from rapport.reports.charts.canvas import Canvas
from rapport.reports.charts.picture import chart_alt, svg

PAPER = Canvas(width=760, font="Libertinus Serif", size=15)


def block(block: Block) -> dict[str, Any]:
    """Any block, with its kind."""
    return {"kind": type(block).__name__, **_values(block)}


def _values(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"tone": block.tone, "text": block.text}
    if isinstance(block, Figures):
        return {"items": [_figure(item) for item in block.items], "main": block.main}
    if isinstance(block, Chart):
        return _chart(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Facts):
        return {"items": [list(item) for item in block.items]}
    if isinstance(block, Stories):
        return {"title": block.title, "items": [_story(story) for story in block.items]}
    return _story(block)


def _figure(figure: Figure) -> dict[str, str]:
    return {
        "label": figure.label,
        "value": figure.value,
        "interval": figure.interval,
        "base": figure.base,
        "words": figure.words,
    }


def _chart(chart: Chart) -> dict[str, Any]:
    return {"title": chart.title, "svg": svg(chart, PAPER), "alt": chart_alt(chart), "note": chart.note}


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [name or " " for name in table.columns],
        "rows": [[cell.text for cell in row] for row in table.rows],
        "numeric": sorted(table.numeric),
        "widths": [0 if i in table.numeric else _weight(table, i) for i in range(len(table.columns))],
    }


def _weight(table: Table, column: int) -> int:
    """How much of the page a column of words gets, by its longest words."""
    longest = max([len(table.columns[column]), *(len(row[column].text) for row in table.rows)])
    return min(max(longest, 6), 60)


def _quote(quote: Quote) -> dict[str, str]:
    source = f"{quote.speaker.capitalize()}, interaction {quote.interaction_id}, turn {quote.turn + 1}"
    if quote.comment:
        source += f" — {quote.comment}"
    return {"before": quote.before, "marked": quote.marked, "after": quote.after, "source": source}


def _story(story: Story) -> dict[str, Any]:
    return {
        "kind": story.kind,
        "title": story.title,
        "figures": [_figure(figure) for figure in story.figures],
        "what": story.what,
        "why": story.why,
        "todo": story.todo,
        "owner": story.owner,
        "model": story.model_answer,
        "quotes": [_quote(quote) for quote in story.quotes],
        "tables": [_table(table) for table in story.tables],
        "chart": None if story.chart is None else _chart(story.chart),
    }

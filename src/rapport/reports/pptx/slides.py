"""The kinds of slide, each with its message as the title."""

from __future__ import annotations

from typing import Any

from pptx.util import Emu, Inches

from rapport.reports import words as said
from rapport.reports.blocks import Chart, Facts, Figure, Figures, Paragraph, Report, Section, Stories, Story
from rapport.reports.charts.picture import chart_alt
from rapport.reports.pptx.native import add_chart
from rapport.reports.pptx.shapes import Line, fitting, footer, notes, rule, text_box
from rapport.reports.pptx.theme import BOTTOM, LEFT, RIGHT, TOP

WIDTH = Emu(RIGHT - LEFT)


def cover(deck: Any, report: Report, opening: tuple[Paragraph | None, Figures | None]) -> None:
    """The one number, large, and the sentence that goes with it."""
    lead, figures = opening
    slide = _slide(deck, report, report.title, report.headline)
    sub = [(f"{report.company} · {report.subtitle}", 14.0, "muted", False)]
    text_box(slide, (LEFT, Inches(1.0), WIDTH, Inches(0.4)), sub)
    items = figures.items if figures else ()
    if items:
        rule(slide, LEFT, Inches(2.05), Inches(3.6), "accent", 3)
        first = items[0]
        lines: list[Line] = [
            (first.label, 16, "muted", False),
            (first.value, 66 if len(first.value) < 7 else 34, "ink", True),
            (first.interval, 20, "muted", False),
            (f"{first.base} scored" if first.base else first.words, 14, "muted", False),
        ]
        text_box(slide, (LEFT, Inches(2.2), Inches(3.6), Inches(2.6)), [line for line in lines if line[0]])
    if lead is not None:
        place = (Inches(4.8), Inches(2.05), Emu(RIGHT - Inches(4.8)), Inches(2.4))
        text_box(slide, place, [(lead.text, 26, "ink", False)])
    _tiles(slide, items[1:], Inches(4.95), Inches(1.9))


def chart(deck: Any, report: Report, section: Section, block: Chart) -> None:
    """One chart under its message."""
    slide = _slide(deck, report, block.title, chart_alt(block))
    add_chart(slide, block, (LEFT, TOP, WIDTH, Emu(BOTTOM - TOP)))


def figures(deck: Any, report: Report, section: Section, block: Figures) -> None:
    """Several numbers side by side."""
    slide = _slide(deck, report, section.title, "")
    _tiles(slide, block.items, TOP, Inches(2.2))


def story(deck: Any, report: Report, block: Story) -> None:
    """A finding: numbers above, what to do at the left, the words that show it or the chart at the right."""
    slide = _slide(deck, report, block.title, " ".join(filter(None, (block.what, block.why, block.todo))))
    _tiles(slide, block.figures[:4], TOP, Inches(1.3))
    top = Emu(TOP + (Inches(1.45) if block.figures else 0))
    height = Emu(BOTTOM - top)
    aside = block.chart is not None or bool(block.quotes)
    width = Emu(int(WIDTH * 0.4)) if aside else WIDTH
    left: list[Line] = [(block.what, 15, "ink", False), (block.why, 15, "ink", False)]
    if block.todo:
        left += [("What to do", 13, "muted", True), (block.todo, 17, "ink", True)]
    if block.model_answer:
        left += [("Model answer", 13, "muted", True), (block.model_answer, 14, "ink", False)]
    left.append((block.owner, 12, "muted", False))
    text_box(slide, (LEFT, top, width, height), [line for line in left if line[0]])
    right = (Emu(LEFT + width + Inches(0.5)), top, Emu(WIDTH - width - Inches(0.5)), height)
    if block.chart is not None:
        add_chart(slide, block.chart, right)
    elif block.quotes:
        text_box(slide, right, _quotes(block))


def stories(deck: Any, report: Report, section: Section, block: Stories) -> None:
    """Up to three findings as columns."""
    slide = _slide(deck, report, block.title, " ".join(f"{s.title}: {s.todo}" for s in block.items))
    count = max(len(block.items), 1)
    gap = Inches(0.45)
    width = Emu(int((WIDTH - gap * (count - 1)) / count))
    top = Emu(TOP + Inches(0.15))
    height = Emu(BOTTOM - top)
    columns = [_card(item) for item in block.items]
    scale = min((fitting(lines, width, height) for lines in columns), default=1.0)
    for i, (item, lines) in enumerate(zip(block.items, columns, strict=True)):
        left = Emu(LEFT + i * (width + gap))
        rule(slide, left, TOP, width, "accent" if item.kind == "Strength" else "warn", 3)
        text_box(slide, (left, top, width, height), lines, scale)


def _card(item: Story) -> list[Line]:
    lines: list[Line] = [(item.kind, 13, "muted", False), (item.title, 21, "ink", True)]
    lines += [(f"{f.label}: {f.value}" + _around(f), 15, "ink", False) for f in item.figures]
    lines.append((item.what, 15, "ink", False))
    if item.todo:
        lines += [("What to do", 13, "muted", True), (item.todo, 17, "ink", True)]
    lines += [
        (f"“{said.short(q.before + q.marked + q.after, 220)}”", 14, "muted", False) for q in item.quotes[:1]
    ]
    lines.append((item.owner, 12, "muted", False))
    return [line for line in lines if line[0]]


def facts(deck: Any, report: Report, section: Section, block: Facts) -> None:
    """What it was computed from, in two columns."""
    slide = _slide(deck, report, section.title, "; ".join(f"{n}: {v}" for n, v in block.items))
    half = -(-len(block.items) // 2)
    width = Emu(int(WIDTH / 2 - Inches(0.25)))
    for column, items in enumerate((block.items[:half], block.items[half:])):
        left = Emu(LEFT + column * (width + Inches(0.5)))
        lines: list[Line] = []
        for name, value in items:
            lines += [(name, 11, "muted", False), (value, 14, "ink", False)]
        text_box(slide, (left, TOP, width, Emu(BOTTOM - TOP)), lines)


def words(deck: Any, report: Report, section: Section, paragraphs: list[Paragraph]) -> None:
    """Sentences that stand for themselves."""
    slide = _slide(deck, report, section.title, "")
    lines: list[Line] = [(p.text, 14 if p.tone == "note" else 18, "ink", False) for p in paragraphs]
    text_box(slide, (LEFT, TOP, WIDTH, Emu(BOTTOM - TOP)), lines)


def _slide(deck: Any, report: Report, title: str, told: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = title
    footer(slide, report)
    notes(slide, report, told)
    return slide


def _tiles(slide: Any, items: tuple[Figure, ...], top: int, height: int) -> None:
    if not items:
        return
    gap = Inches(0.4)
    width = Emu(int((WIDTH - gap * (len(items) - 1)) / max(len(items), 3)))
    for i, figure in enumerate(items):
        left = Emu(LEFT + i * (width + gap))
        rule(slide, left, top, width)
        lines: list[Line] = [
            (figure.label, 12, "muted", False),
            (figure.value, 26, "ink", True),
            (figure.interval, 13, "muted", False),
            (figure.words or (f"{figure.base} scored" if figure.base else ""), 11, "muted", False),
        ]
        place = (left, Emu(top + Inches(0.08)), width, Emu(height - Inches(0.08)))
        text_box(slide, place, [line for line in lines if line[0]])


def _quotes(block: Story) -> list[Line]:
    lines: list[Line] = []
    for quote in block.quotes[:3]:
        lines.append((f"“{said.short(quote.before + quote.marked + quote.after, 260)}”", 14, "ink", False))
        lines.append(
            (f"{quote.speaker.capitalize()}, interaction {quote.interaction_id}", 11, "muted", False)
        )
    return lines


def _around(figure: Figure) -> str:
    return f" ({figure.interval})" if figure.interval else ""

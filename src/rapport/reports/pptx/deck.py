"""The report as slides: one message each, charts one can edit, method and source in the notes."""

from __future__ import annotations

import io
from typing import Any

from rapport.reports.blocks import Chart, Facts, Figures, Paragraph, Report, Section, Stories, Story
from rapport.reports.pptx import slides
from rapport.reports.pptx.theme import empty_deck


def draw(report: Report) -> bytes:
    """The whole deck."""
    deck = empty_deck()
    slides.cover(deck, report, _opening(report))
    for section in report.sections:
        if not section.behind:
            _section(deck, report, section)
    properties = deck.core_properties
    properties.title, properties.author = f"{report.title} · {report.company}", "Rapport"
    properties.comments, properties.language = report.made, report.language
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _opening(report: Report) -> tuple[Paragraph | None, Figures | None]:
    blocks = report.sections[0].blocks if report.sections else ()
    lead = next((b for b in blocks if isinstance(b, Paragraph)), None)
    figures = next((b for b in blocks if isinstance(b, Figures)), None)
    return lead, figures


def _section(deck: Any, report: Report, section: Section) -> None:
    """A slide for each block that is a message of its own; loose paragraphs share one."""
    opening = section is report.sections[0]
    loose = [b for b in section.blocks if isinstance(b, Paragraph)]
    charts = [b for b in section.blocks if isinstance(b, Chart)]
    for block in section.blocks:
        if isinstance(block, Chart) and block.shape != "headline":
            slides.chart(deck, report, section, block)
        elif isinstance(block, Story):
            slides.story(deck, report, block)
        elif isinstance(block, Stories):
            slides.stories(deck, report, section, block)
        elif isinstance(block, Facts):
            slides.facts(deck, report, section, block)
        elif isinstance(block, Figures) and not opening:
            slides.figures(deck, report, section, block)
    if loose and not opening and not charts:
        slides.words(deck, report, section, loose)

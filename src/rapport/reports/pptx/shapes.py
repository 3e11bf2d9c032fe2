"""Text on a slide: boxes, cards, footers, notes."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from rapport.reports.blocks import Report
from rapport.reports.pptx.native import rgb
from rapport.reports.pptx.theme import LEFT, RIGHT

Line = tuple[str, float, str, bool]


def text_box(
    slide: Any, place: tuple[int, int, int, int], lines: list[Line], scale: float | None = None
) -> Any:
    """Paragraphs of (words, size, tone, bold) that shrink rather than overflow."""
    box = slide.shapes.add_textbox(*place)
    frame = box.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    scale = scale or fitting(lines, place[2], place[3])
    for i, (words, size, tone, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = words
        run.font.size = Pt(max(round(size * scale, 1), 8))
        run.font.bold = bold
        run.font.color.rgb = rgb(tone)
        paragraph.space_after = Pt(4 * scale)
    return box


def rule(slide: Any, left: int, top: int, width: int, tone: str = "line", points: float = 2.0) -> None:
    """A thin line, for the eye only."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, Pt(points))
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(tone)
    shape.line.fill.background()
    shape.shadow.inherit = False
    decorative(shape)


def decorative(shape: Any) -> None:
    """Says to screen readers that there is nothing to read."""
    properties = shape._element.nvSpPr.cNvPr
    properties.set("descr", "")
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    extensions = etree.SubElement(properties, qn("a:extLst"))
    extension = etree.SubElement(extensions, qn("a:ext"))
    extension.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    etree.SubElement(extension, f"{{{space}}}decorative", nsmap={"adec": space}).set("val", "1")


def footer(slide: Any, report: Report) -> None:
    """What it was computed from, and the slide's number."""
    width = Emu(RIGHT - LEFT - Inches(0.8))
    text_box(slide, (LEFT, Inches(7.02), width, Inches(0.3)), [(report.made, 10, "muted", False)])
    box = slide.shapes.add_textbox(Emu(RIGHT - Inches(0.7)), Inches(7.02), Inches(0.7), Inches(0.3))
    box.text_frame.margin_top = box.text_frame.margin_right = 0
    paragraph = box.text_frame.paragraphs[0]._p
    properties = etree.SubElement(paragraph, qn("a:pPr"))
    properties.set("algn", "r")
    field = etree.SubElement(paragraph, qn("a:fld"))
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    etree.SubElement(field, qn("a:rPr")).set("sz", "1000")
    etree.SubElement(field, qn("a:t")).text = "‹#›"


def notes(slide: Any, report: Report, said: str) -> None:
    """The speaker's notes: what the slide shows in words, and how it was computed."""
    slide.notes_slide.notes_text_frame.text = "\n\n".join(filter(None, (said, report.method, report.made)))


def fitting(lines: list[Line], width: int, height: int) -> float:
    """The scale at which the words fit, by the usual width of letters."""
    scale = 1.0
    for _ in range(12):
        tall = 0.0
        for words, size, _tone, bold in lines:
            letters = max(Emu(width).pt / (size * scale * (0.56 if bold else 0.51)), 1)
            rows = sum(max(1, -(-len(part) // int(letters + 1))) for part in words.split("\n"))
            tall += rows * size * scale * 1.2 + 4 * scale
        if tall <= Emu(height).pt:
            return scale
        scale *= 0.93
    return scale

"""A clean deck: wide slides, one layout with a title, our colours and type."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from rapport.reports.palette import LIGHT

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, RIGHT = Inches(0.6), Inches(12.733)
TOP, BOTTOM = Inches(1.55), Inches(6.85)
FONT = "Arial"
SCHEME = {
    "dk1": "ink",
    "lt1": "paper",
    "dk2": "muted",
    "lt2": "track",
    "accent1": "accent",
    "accent2": "warn",
    "accent3": "quiet",
    "accent4": "band",
    "accent5": "warn-band",
    "accent6": "line",
    "hlink": "accent",
    "folHlink": "muted",
}
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def empty_deck() -> Any:
    """A presentation without slides, with one layout: a title over free room."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    master = deck.slide_master
    _colours_and_type(master)
    for layout in list(deck.slide_layouts):
        if layout.name != "Title Only":
            deck.slide_layouts.remove(layout)
    for holder in (master, deck.slide_layouts[0]):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type == 1:
                _place_title(shape)
            else:
                shape._element.getparent().remove(shape._element)
    _title_style(master)
    return deck


def _place_title(shape: Any) -> None:
    shape.left, shape.top, shape.width, shape.height = LEFT, Inches(0.4), Emu(RIGHT - LEFT), Inches(1.0)
    body = shape.text_frame._txBody.bodyPr
    for name, value in (("anchor", "t"), ("lIns", "0"), ("rIns", "0")):
        body.set(name, value)
    for child in list(body):
        body.remove(child)
    etree.SubElement(body, A + "normAutofit")


def _title_style(master: Any) -> None:
    style = master._element.find(qn("p:txStyles")).find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    style.set("algn", "l")
    run = style.find(qn("a:defRPr"))
    run.set("sz", str(int(Pt(26).pt * 100)))
    run.set("b", "1")


def _colours_and_type(master: Any) -> None:
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    theme.set("name", "Rapport")
    colours = theme.find(f".//{A}clrScheme")
    for slot in colours:
        name = SCHEME.get(etree.QName(slot).localname)
        if name:
            for child in list(slot):
                slot.remove(child)
            etree.SubElement(slot, A + "srgbClr").set("val", LIGHT[name].lstrip("#").upper())
    for latin in theme.iterfind(f".//{A}fontScheme/*/{A}latin"):
        latin.set("typeface", FONT)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)

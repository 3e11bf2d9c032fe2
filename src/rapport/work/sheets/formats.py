"""How cells of a scoring workbook look."""

from __future__ import annotations

import math
from typing import Any

INK, MUTED, LINE, PAPER, ACCENT = "#1B2430", "#5B6673", "#D5DBE1", "#F4F6F8", "#1F5FA8"
INPUT, GOOD, BAD, CRITICAL = "#FFFBE8", "#DCEBFA", "#FBE3D0", "#A63A00"


class Formats:
    """The formats of one workbook, by what they mean."""

    def __init__(self, book: Any) -> None:
        def make(**changes: Any) -> Any:
            plain = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
            return book.add_format({**plain, **changes})

        boxed = {"border": 1, "border_color": LINE}
        given = {"bg_color": INPUT, "locked": False, **boxed}
        self.title = make(font_size=18, bold=True)
        self.heading = make(bold=True, bg_color=PAPER, bottom=1, border_color=LINE, text_wrap=True)
        self.plain = make()
        self.wrapped = make(text_wrap=True)
        self.muted = make(font_color=MUTED, text_wrap=True)
        self.bold = make(bold=True, text_wrap=True)
        self.element = make(bold=True, text_wrap=True)
        self.link = make(font_color=ACCENT, underline=1)
        self.time = make(num_format="yyyy-mm-dd hh:mm", align="left")
        self.rule = make(font_color=MUTED, font_size=9, text_wrap=True, left=1, border_color=LINE)
        self.critical = make(font_color=CRITICAL, font_size=9, text_wrap=True, left=1, border_color=LINE)
        self.points_number = make(align="right", font_color=MUTED, num_format="0.##")
        self._points: dict[float, Any] = {}
        self._make = make
        self.none = make(bg_color=PAPER, font_color=MUTED, align="center")
        self.number = make(font_color=MUTED, align="center")
        self.mark = make(align="center", bold=True, **given)
        self.text_input = make(text_wrap=True, num_format="@", **given)
        self.turn_number = make(align="center", font_color=MUTED, bottom=4, border_color=LINE)
        self.turn_customer = make(text_wrap=True, bottom=4, border_color=LINE)
        self.turn_agent = make(text_wrap=True, bottom=4, border_color=LINE, bg_color=PAPER)
        self.seen = book.add_format({"bg_color": GOOD})
        self.lost = book.add_format({"bg_color": BAD})
        self.done = book.add_format({"font_color": ACCENT, "bold": True})
        self.attention = book.add_format({"font_color": CRITICAL, "bold": True})
        self.divide = book.add_format({"top": 2, "border_color": MUTED})

    def points_of(self, most: float) -> Any:
        """Points shown as `6 / 10`."""
        if most not in self._points:
            shown = f'0.## "/ {most:g}"'
            self._points[most] = self._make(align="right", font_color=MUTED, num_format=shown)
        return self._points[most]


def height_of(texts: list[tuple[str, float]], line: float = 15.0) -> float:
    """The height of a row whose wrapped cells hold these (text, characters in a line)."""
    lines = 1
    for text, width in texts:
        lines = max(lines, sum(max(1, math.ceil(len(part) / width)) for part in text.split("\n")))
    return min(409.0, lines * line + 2)

"""The looks of cells, made once a workbook."""

from __future__ import annotations

from typing import Any

from rapport.reports.native import unit_format
from rapport.reports.palette import LIGHT


class Formats:
    """Cell formats by name and by unit."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._units: dict[str, Any] = {}
        ink = {"font_color": LIGHT["ink"], "valign": "top"}
        self.title = book.add_format({**ink, "bold": True, "font_size": 18})
        self.heading = book.add_format(
            {**ink, "bold": True, "font_size": 13, "top": 1, "top_color": LIGHT["line"]}
        )
        self.strong = book.add_format({**ink, "bold": True, "text_wrap": True})
        self.body = book.add_format(ink)
        self.wrap = book.add_format({**ink, "text_wrap": True})
        self.beside = book.add_format({**ink, "text_wrap": True, "indent": 1})
        self.note = book.add_format({"font_color": LIGHT["muted"], "text_wrap": True, "valign": "top"})
        self.header = book.add_format(
            {
                "bold": True,
                "font_color": LIGHT["ink"],
                "bg_color": LIGHT["track"],
                "text_wrap": True,
                "valign": "top",
            }
        )
        self.header_number = book.add_format(
            {
                "bold": True,
                "font_color": LIGHT["ink"],
                "bg_color": LIGHT["track"],
                "valign": "top",
                "align": "right",
                "text_wrap": True,
            }
        )
        self.moment = book.add_format({**ink, "num_format": "yyyy-mm-dd hh:mm"})

    def number(self, unit: str | None) -> Any:
        """The format of a unit; the cell keeps the unrounded number."""
        code = unit_format(unit)
        if code not in self._units:
            self._units[code] = self._book.add_format(
                {"num_format": code, "font_color": LIGHT["ink"], "valign": "top", "align": "right"}
            )
        return self._units[code]

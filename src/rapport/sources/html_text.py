"""The words of an HTML message, as a person would read them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "hr",
        "pre",
        "blockquote",
    }
)
_SILENT = frozenset({"script", "style", "head", "title", "template"})
_EMPTY_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\r\n\f]+")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[tuple[int, str]] = []
        self._line, self._quotes, self._silent = "", 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BREAKS:
            self._end(paragraph=tag in ("p", "blockquote", "table"))
        if tag == "blockquote":
            self._quotes += 1
        elif tag == "li":
            self._line = "- "
        elif tag == "img":
            self._line += dict(attrs).get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BREAKS and tag != "br":
            self._end(paragraph=tag in ("p", "blockquote"))
        if tag == "blockquote":
            while self._lines and not self._lines[-1][1] and self._lines[-1][0] == self._quotes:
                self._lines.pop()
            self._lines.append((0, ""))
            self._quotes = max(0, self._quotes - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            text = _SPACES.sub(" ", data)
            self._line += text.lstrip() if not self._line or self._line.endswith(" ") else text

    def _end(self, paragraph: bool) -> None:
        if self._line.strip():
            self._lines.append((self._quotes, self._line.strip()))
            self._line = ""
        if paragraph and self._lines and self._lines[-1][1]:
            self._lines.append((self._quotes, ""))

    def text(self) -> str:
        """What was read."""
        self._end(paragraph=False)
        lines = ("> " * depth + line if depth else line for depth, line in self._lines)
        return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def html_to_text(html: str) -> str:
    """The text of an HTML fragment or page: paragraphs as lines, lists with dashes, quotes with `>`."""
    if "<" not in html and "&" not in html:
        return html.strip()
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text().replace("\u00a0", " ")

"""Words of a turn with what people and machines marked in them.

Put together here and not by the template: the words keep their spaces and line breaks, and a line break of a
template would be one more. Everything that is not written in this file is escaped.
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rapport.work.annotating import noted
from rapport.work.exploring.shown_scores import Mark, Piece

register = template.Library()
LETTERS = 26


@register.filter
def sure(probability: float) -> str:
    """0.92 → 92 % sure; nothing is told as quite sure, or as not at all."""
    if probability > 0.99:
        return "over 99 % sure"
    return "under 1 % sure" if probability < 0.01 else f"{100 * probability:.0f} % sure"


@register.filter
def plainly(name: str) -> str:
    """not_solved → not solved; names of concerns stay as people wrote them."""
    return noted.plainly(name)


@register.filter
def letter(number: int) -> str:
    """1 → a, 26 → z, 27 → aa: what machines marked is told apart from the numbers of what people did."""
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, LETTERS)
        found = chr(ord("a") + rest) + found
    return found


@register.filter
def stands_for(mark: Mark) -> str:
    """What a mark stands for, in words."""
    if not mark.read:
        return mark.words
    how_sure = "" if mark.probability is None else f", {sure(mark.probability)}"
    return f"Machine: {mark.words}{how_sure}"


@register.filter
def marked_words(piece: Piece) -> SafeString:
    """A piece of a turn; where marks lie on it a `mark` that names them, and behind the last words of each
    its number or letter, which leads to what it stands for."""
    if not piece.marks:
        return format_html("{}", piece.text)
    by_machine = any(one.read for one in piece.marks)
    kind = "both" if by_machine and not all(one.read for one in piece.marks) else "read"
    return format_html(
        '<mark{} title="{}">{}{}</mark>',
        format_html(' class="{}"', kind) if by_machine else "",
        "; ".join(map(stands_for, piece.marks)),
        piece.text,
        format_html_join("", "<sup>{}</sup>", ((_sign(one),) for one in piece.ends)),
    )


def _sign(mark: Mark) -> SafeString:
    if not mark.read:
        return format_html('<a href="#mark-{0}" aria-label="Mark {0}">{0}</a>', mark.number)
    return format_html(
        '<a id="words-{0}" href="#read-{0}" aria-label="{1}">{2}</a>',
        mark.number,
        stands_for(mark),
        letter(mark.number),
    )

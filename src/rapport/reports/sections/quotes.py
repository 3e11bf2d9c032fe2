"""Somebody's own words as evidence, with the part that shows it marked."""

from __future__ import annotations

import re

from rapport.findings.plain import Excerpt
from rapport.reports.anchors import interaction_anchor
from rapport.reports.blocks import Quote

BEFORE, AFTER, MARKED = 120, 120, 420


def quote(excerpt: Excerpt, people: bool = True) -> Quote:
    """The excerpt with enough around the marked words to understand them."""
    text = excerpt.text
    start, end = excerpt.start, excerpt.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        text = _one_line(text)
        before, marked, after = "", "", text if len(text) <= MARKED else text[:MARKED].rstrip() + "…"
    else:
        before, marked, after = (_one_line(part) for part in (text[:start], text[start:end], text[end:]))
        if len(before) > BEFORE:
            before = "…" + before[-BEFORE:].lstrip()
        if len(after) > AFTER:
            after = after[:AFTER].rstrip() + "…"
    comment = excerpt.comment
    if comment and excerpt.evaluator and people:
        comment = f"{comment} ({excerpt.evaluator})"
    return Quote(
        before,
        marked,
        after,
        excerpt.speaker,
        excerpt.interaction_id,
        excerpt.turn,
        comment,
        interaction_anchor(excerpt.interaction_id),
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def quotes(excerpts: tuple[Excerpt, ...], most: int, people: bool = True) -> tuple[Quote, ...]:
    """The first `most` excerpts, each interaction once where there are enough."""
    once = {excerpt.interaction_id: excerpt for excerpt in reversed(excerpts)}
    first = [excerpt for excerpt in excerpts if once[excerpt.interaction_id] is excerpt]
    rest = [excerpt for excerpt in excerpts if once[excerpt.interaction_id] is not excerpt]
    return tuple(quote(excerpt, people) for excerpt in [*first, *rest][:most])

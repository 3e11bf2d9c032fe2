"""Evidence found in the words as said, moved to the words as stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapport.records import Span

PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")


def moved(spans: Iterable[Span], said: Sequence[str], stored: Sequence[str]) -> tuple[Span, ...]:
    """The same evidence in the stored turns, where redaction has put placeholders for personal data.

    Where the stored words cannot be laid over those said, the whole turn is the evidence.
    """
    found = []
    for span in spans:
        if span.turn >= len(stored):
            continue
        found.append(_moved(span, said[span.turn], stored[span.turn]))
    return tuple(found)


def _moved(span: Span, said: str, stored: str) -> Span:
    if span.start is None or span.end is None or said == stored:
        return span
    start, end = _place(span.start, said, stored), _place(span.end, said, stored)
    if start is None or end is None or not 0 <= start < end <= len(stored):
        return Span(span.turn)
    return Span(span.turn, start, end)


def _place(position: int, said: str, stored: str) -> int | None:
    """Where a position of the words said is in the stored words; None where the two do not match."""
    at_said = at_stored = 0
    for kept in [*PLACEHOLDER.finditer(stored), None]:
        piece = stored[at_stored : kept.start() if kept else len(stored)]
        begin = said.find(piece, at_said) if kept else len(said) - len(piece)
        if begin < at_said or said[begin : begin + len(piece)] != piece:
            return None
        if position < begin:
            return at_stored
        if position <= begin + len(piece):
            return at_stored + position - begin
        at_said = begin + len(piece)
        at_stored = kept.end() if kept else len(stored)
    return len(stored)

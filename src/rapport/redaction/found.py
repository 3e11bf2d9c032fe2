"""Where personal data stands in a text, and how it is replaced."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

KINDS = ("email", "iban", "card", "national_id", "phone", "name")
PLACEHOLDERS = {kind: f"[{kind.upper()}]" for kind in KINDS}


class Found(NamedTuple):
    """Characters `start`..`end` of the text are personal data of this kind (one of KINDS)."""

    start: int
    end: int
    kind: str


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """The findings in the order of the text; where two overlap, the one given first stays."""
    kept: list[Found] = []
    for one in found:
        place = bisect(kept, one)
        free_before = place == 0 or kept[place - 1].end <= one.start
        free_after = place == len(kept) or one.end <= kept[place].start
        if free_before and free_after:
            kept.insert(place, one)
    return kept


def replace(text: str, found: Iterable[Found], counts: Counter[str]) -> str:
    """The text with each finding replaced by its placeholder; adds to `counts`."""
    parts: list[str] = []
    at = 0
    for start, end, kind in found:
        parts += (text[at:start], PLACEHOLDERS[kind])
        counts[kind] += 1
        at = end
    return "".join((*parts, text[at:]))

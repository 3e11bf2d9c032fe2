"""A question as the audit sees it, whatever file it came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """`line` of the file it stands on (from 1). `options` are the answers offered, in their order; `scale`
    its ends where answers are numbers. `required`: one cannot go on without an answer. `asked_if`: only some
    are asked. `item_type` as surveys name it (nps, csat, rating, text…), "" where nobody said. `open_end`:
    one of the answers has room for own words. `turned`: on its scale less is better. `language` where it is
    known."""

    line: int
    text: str
    options: tuple[str, ...] = ()
    scale: tuple[float, float] | None = None
    required: bool = False
    asked_if: bool = False
    item_type: str = ""
    open_end: bool = False
    turned: bool = False
    language: str = ""

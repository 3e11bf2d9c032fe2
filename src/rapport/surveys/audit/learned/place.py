"""Where in a question a flaw lies, given what every word says for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from rapport.surveys.audit.learned.features import Token

EACH_WORD = 0.12
"""What a word has to add to the evidence to be told as part of the offending words."""
IN_FRONT = ("leading", "pressure", "required_without_need")
"""Kinds that often are a sentence of their own before the question."""
JOINING = ("and", "or", "as", "plus", "/", "&", "but", "while")
LEAD, AFTER, WHOLE = 2, 4, 0.6
"""Words left out before the first that are taken in; words after a joining one; the share of a sentence
from which on all of it is meant."""
Numbers = npt.NDArray[np.float64]


def place_of(tokens: Sequence[Token], told: Numbers, kind: str) -> tuple[int, int]:
    """First token and the one after the last: within one sentence, and no torn beginning."""
    ends = [at + 1 for at, token in enumerate(tokens) if token.low in ".!?:" and at + 1 < len(tokens)]
    bounds = [0, *ends, len(tokens)]
    runs = [(*_best(told, start, end), start, end) for start, end in pairwise(bounds)]
    _, begin, stop, start, end = max(runs)
    if kind == "double_barrelled":
        return _around_join(tokens, told, start, end) or (begin, stop)
    if kind in IN_FRONT and len(runs) > 1 and end < len(tokens):
        return start, end
    if begin - start <= LEAD:
        begin = start
    if stop - begin >= WHOLE * (end - start):
        return (start, end) if begin == start else (begin, end)
    return begin, stop


def _best(told: Numbers, start: int, end: int) -> tuple[float, int, int]:
    """The run with the highest sum, where every word has to bring its share."""
    best, found, begin, total = -np.inf, (start, end), start, 0.0
    for at in range(start, end):
        if total <= 0:
            begin, total = at, 0.0
        total += told[at] - EACH_WORD
        if total > best:
            best, found = total, (begin, at + 1)
    return float(best), *found


def _around_join(tokens: Sequence[Token], told: Numbers, start: int, end: int) -> tuple[int, int] | None:
    joins = [at for at in range(start + 1, end - 1) if tokens[at].low in JOINING]
    if not joins:
        return None
    at = max(joins, key=lambda place: float(told[max(place - 2, start) : place + 3].sum()))
    last = next((to for to in range(at + 1, min(end, at + 1 + AFTER)) if tokens[to].low in "?.,!;:("), None)
    begin = max(at - 2, start) if tokens[at - 1].low == "," else at - 1
    return begin, last if last is not None and last > at + 1 else min(end, at + 1 + AFTER)

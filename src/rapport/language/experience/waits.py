"""How long the customer waited for the company."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapport.language.experience.reading import ReadTurn

LIVE_S = 600.0
"""Conversations whose turns follow each other faster than this, in the middle, are held live."""
LONG_LIVE_S = 120.0
LONG_SLOW_S = 86_400.0


def waits(turns: Sequence[ReadTurn], ours: bool = True) -> list[tuple[ReadTurn, float]]:
    """Each turn that answers the other side, with the seconds since that side's last turn: the company's
    answers, or with `ours` False the customer's. Turns without times are left out."""
    return [
        (after, max(after.at_s - before.at_s, 0.0))
        for before, after in pairwise(turns)
        if before.ours != after.ours == ours and before.at_s is not None and after.at_s is not None
    ]


def long_waits(turns: Sequence[ReadTurn]) -> list[tuple[ReadTurn, float]]:
    """The answers that took long: over two minutes where people talk live; elsewhere over a day and over
    four times what is usual in this conversation."""
    ours = waits(turns)
    if not ours:
        return []
    every = sorted(seconds for side in (ours, waits(turns, ours=False)) for _, seconds in side)
    middle = every[len(every) // 2]
    limit = LONG_LIVE_S if middle < LIVE_S else max(LONG_SLOW_S, 4 * middle if len(every) > 1 else 0.0)
    return [(turn, seconds) for turn, seconds in ours if seconds > limit]

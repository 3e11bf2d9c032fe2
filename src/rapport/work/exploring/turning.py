"""The moment a customer's opinion turned: what happened last before the largest change in what they said.

Only told where it can be told: two surveys with numbers, and a change of at least LEAST points of 100
between two that follow one another.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from rapport.work.exploring.happening import Happening

LEAST = 25.0


def turned(newest_first: tuple[Happening, ...]) -> tuple[Happening, ...]:
    """The line with the turn noted where it was: at the contact or event between the two surveys that came
    last before the second, or else at the second survey itself."""
    line = list(newest_first)
    told = [number for number, one in enumerate(line) if one.mean is not None and one.at is not None]
    best: tuple[float, int, int] | None = None
    for later, earlier in pairwise(told):
        change = (line[later].mean or 0.0) - (line[earlier].mean or 0.0)
        if abs(change) >= LEAST and (best is None or abs(change) > abs(best[0])):
            best = (change, later, earlier)
    if best is None:
        return newest_first
    change, later, earlier = best
    between = (number for number in range(later + 1, earlier) if line[number].kind != "survey")
    here = next(between, later)
    line[here] = replace(line[here], turn=change)
    return tuple(line)

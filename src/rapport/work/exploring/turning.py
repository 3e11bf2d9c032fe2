"""The moment a customer's opinion turned: what happened last before the largest change in what they said.

Only told where it can be told: two surveys with numbers, and a change of at least LEAST points of 100
between two that follow one another. Where surveys tell of no turn, two contacts may: how satisfied a machine
read the customer to be in each, marked as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rapport.work.exploring.happening import Happening

LEAST = 25.0
LEAST_READ = 40.0
"""A machine is less sure of one conversation than a customer of an answer."""


def turned(newest_first: tuple[Happening, ...]) -> tuple[Happening, ...]:
    """The line with the turn noted where it was: at the contact or event between the two surveys that came
    last before the second, or else at the second survey itself; else at the later of two contacts."""
    line = list(newest_first)
    told = [one.mean if one.at is not None else None for one in line]
    best = _largest(told, LEAST)
    if best is not None:
        change, later, earlier = best
        between = (n for n in range(later + 1, earlier) if line[n].kind not in ("survey", "case"))
        here = next(between, later)
        line[here] = replace(line[here], turn=change)
        return tuple(line)
    best = _largest([one.read if one.at is not None else None for one in line], LEAST_READ)
    if best is None:
        return newest_first
    change, here, _ = best
    line[here] = replace(line[here], turn=change, turn_read=True)
    return tuple(line)


def _largest(values: Sequence[float | None], least: float) -> tuple[float, int, int] | None:
    """The largest change between two that follow one another: by how much, and the later's and the
    earlier's place (the newest stands first)."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    best: tuple[float, int, int] | None = None
    for (later, now), (earlier, before) in pairwise(known):
        change = now - before
        if abs(change) >= least and (best is None or abs(change) > abs(best[0])):
            best = (change, later, earlier)
    return best

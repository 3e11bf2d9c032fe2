"""How one speaker's sentiment moves, and where it turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

FEWEST, FEWEST_TO_TURN = 3, 4
"""Turns with a basis that a change and a turning moment need."""
TURNED_FROM = 0.3
"""A smaller difference between before and after is no turning moment."""


@dataclass(frozen=True, slots=True)
class Turning:
    """The turn from which the course was another: by how much the mean from there on differs from the one
    before; `said_before` is the agent's turn just before it, None where there was none."""

    turn: int
    change: float
    said_before: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """`turns` are those with a basis; `smoothed` is their sentiment, each drawn towards its neighbours
    (1:2:1). `first`, `middle` and `last` are means over the thirds, `change` is last − first: None with
    fewer than three turns."""

    turns: tuple[int, ...]
    sentiment: tuple[float, ...]
    smoothed: tuple[float, ...]
    first: float | None
    middle: float | None
    last: float | None
    turning: Turning | None

    @property
    def change(self) -> float | None:
        """From the first third to the last."""
        return None if self.first is None or self.last is None else self.last - self.first


def course(turns: Sequence[int], sentiment: Sequence[float], others: Sequence[int] = ()) -> Course:
    """The course through these turns, which have this sentiment; `others` are the turns of who answers.

    Question it answers: did it get better or worse, and when?

    Parameters: `turns` in order; their `sentiment` −1…1; `others` in order.

    Returns: a Course. With k = n // 3 of n turns the first third are the first k and the last the last k.

    Undefined when: fewer than three turns leave the thirds None; fewer than four, or a change of less than
    0.3, leave the turning moment None.

    How sure: one conversation says little; compare means over many, which the measures do.

    Validated against: worked examples in the tests.

    Example:
        >>> found = course([0, 2, 4, 6], [-0.6, -0.5, 0.4, 0.6], [1, 3, 5])
        >>> round(found.change, 2), found.turning.turn, found.turning.said_before
        (1.2, 4, 3)
    """
    n = len(turns)
    if n < FEWEST:
        return Course(tuple(turns), tuple(sentiment), _smoothed(sentiment), None, None, None, None)
    third = n // 3
    parts = (sentiment[:third], sentiment[third : n - third], sentiment[n - third :])
    first, middle, last = (sum(part) / len(part) for part in parts)
    return Course(
        turns=tuple(turns),
        sentiment=tuple(sentiment),
        smoothed=_smoothed(sentiment),
        first=first,
        middle=middle,
        last=last,
        turning=_turning(turns, sentiment, others),
    )


def _smoothed(values: Sequence[float]) -> tuple[float, ...]:
    found = []
    for place, value in enumerate(values):
        near = values[max(place - 1, 0) : place + 2]
        found.append((sum(near) + value) / (len(near) + 1))
    return tuple(found)


def _turning(turns: Sequence[int], values: Sequence[float], others: Sequence[int]) -> Turning | None:
    """Where the means before and after differ most, by √(k(n − k)/n)·|difference| as a change of mean is
    found."""
    n = len(values)
    if n < FEWEST_TO_TURN:
        return None
    whole, before, best, found = sum(values), 0.0, 0.0, None
    for k in range(1, n):
        before += values[k - 1]
        difference = (whole - before) / (n - k) - before / k
        size = sqrt(k * (n - k) / n) * abs(difference)
        if size > best + 1e-12 and abs(difference) >= TURNED_FROM:
            best, found = size, (turns[k], difference)
    if found is None:
        return None
    said = max((other for other in others if other < found[0]), default=None)
    return Turning(found[0], found[1], said)

"""Small lines of time with their band, as points of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapport.measures import Estimate
from rapport.reports import words

WIDTH, HEIGHT, EDGE = 108, 28, 2


@dataclass(frozen=True)
class Spark:
    """`line` and `band` are points of an SVG of WIDTH × HEIGHT; `said` is the same in words."""

    line: str
    band: str
    said: str


def spark(trend: Sequence[tuple[date, Estimate]], unit: str) -> Spark | None:
    """The picture of a trend from 0 to its highest limit; None for less than two marks."""
    known = [(at, one) for at, one in trend if one.value is not None]
    if len(known) < 2:
        return None
    top = max(one.high or one.value or 0.0 for _, one in known) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(known) - 1)

    def points(values: Sequence[float]) -> list[str]:
        return [
            f"{EDGE + place * step:.1f},{HEIGHT - EDGE - value / top * (HEIGHT - 2 * EDGE):.1f}"
            for place, value in enumerate(values)
        ]

    line = points([one.value or 0.0 for _, one in known])
    high = points([one.high if one.high is not None else one.value or 0.0 for _, one in known])
    low = points([one.low if one.low is not None else one.value or 0.0 for _, one in known])
    (first, begun), (last, now) = known[0], known[-1]
    said = f"{words.phrase(begun)} in {when(first, unit)}, {words.phrase(now)} in {when(last, unit)}"
    return Spark(" ".join(line), " ".join([*high, *reversed(low)]), said)


def when(at: date, unit: str) -> str:
    """`Mar 2026`, or `the week of 2 Mar 2026`."""
    return words.month(f"{at:%Y-%m}") if unit == "month" else f"the week of {words.day(at)}"


def short_when(at: date, unit: str) -> str:
    """The same where there is little room."""
    return words.month(f"{at:%Y-%m}") if unit == "month" else words.day(at).rsplit(" ", 1)[0]

"""Signs that a form was filled in without being read: far too fast, or the same answer all the way down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rapport.measures import Estimate, proportion

FAST = 0.3
"""Of the median time of all who filled in the same version: faster is hasty."""
ENOUGH_FORMS, ENOUGH_ITEMS = 20, 4
"""Forms of a version that a median is taken of; items on a scale that can make a straight line."""


@dataclass(frozen=True)
class Form:
    """One form: its version, the seconds it took (None: not measured), and its answers on scales as places
    from 0 (worst) to 1 (best) of their scale."""

    version: str
    seconds: float | None
    places: tuple[float, ...]


@dataclass(frozen=True)
class Haste:
    """Shares of hasty and of straight forms, each of the forms that could show it."""

    speeding: Estimate
    straight: Estimate
    median_s: float | None


def haste(forms: Sequence[Form], confidence: float = 0.95) -> Haste:
    """How many forms look unread. A sign is no proof: who is entirely content answers alike all the way, so
    a straight line at the best or worst end of every scale is not counted; only one in between is."""
    timed: dict[str, list[float]] = {}
    for one in forms:
        if one.seconds is not None and one.seconds > 0:
            timed.setdefault(one.version, []).append(one.seconds)
    kept = {version: times for version, times in timed.items() if len(times) >= ENOUGH_FORMS}
    fast = sum(_fast(times) for times in kept.values())
    base = sum(map(len, kept.values()))
    long = [one.places for one in forms if len(one.places) >= ENOUGH_ITEMS]
    straight = sum(map(_is_straight, long))
    every = [second for times in timed.values() for second in times]
    return Haste(
        proportion(fast, base, confidence=confidence),
        proportion(straight, len(long), confidence=confidence),
        float(np.median(every)) if every else None,
    )


def _fast(times: Sequence[float]) -> int:
    given = np.asarray(times)
    return int((given < FAST * np.median(given)).sum())


def _is_straight(places: Sequence[float]) -> bool:
    return max(places) - min(places) < 1e-9 and 0.0 < places[0] < 1.0


def places_of(rows: Sequence[Mapping[str, float | None]]) -> tuple[float, ...]:
    """Answers with their scales as places from 0 to 1; rows without either are left out."""
    found = []
    for row in rows:
        number, low, high = row["number"], row["scale_min"], row["scale_max"]
        if number is not None and low is not None and high is not None and high > low:
            found.append((number - low) / (high - low))
    return tuple(found)

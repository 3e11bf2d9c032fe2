"""When customers get in touch, and what goes wrong meanwhile that no agent can help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rapport.story.randomness import Floats

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 181  # two quarters
SECOND_QUARTER = 90  # the day on which it begins
DAY_S = 86_400

WEEKDAY = np.array([1.3, 1.15, 1.05, 1.0, 1.0, 0.7, 0.5])
HOUR = np.array(
    [.3, .2, .1, .1, .1, .2, .6, 1.8, 3.6, 5.0, 5.6, 5.4,
     4.6, 4.4, 4.6, 4.8, 5.0, 5.2, 5.0, 4.2, 3.2, 2.2, 1.2, .6]
)  # fmt: skip

COURIER_STRIKE = (0.28, 0.36)  # parts of the period
STORM = (0.70, 0.73)


@dataclass(frozen=True)
class Calendar:
    """The period a story runs over: days from `start`, some busier than others."""

    start: datetime = START
    days: int = DAYS

    @cached_property
    def day_weights(self) -> Floats:
        """How busy each day is; they add up to 1."""
        number = np.arange(self.days)
        weekday = WEEKDAY[(number + self.start.weekday()) % 7]
        season = 1 + 0.12 * np.sin(2 * np.pi * (number + 20) / 365)
        weights: Floats = weekday * season * (1 + 0.6 * self.within(number, STORM))
        shares: Floats = weights / weights.sum()
        return shares

    def within(self, day: NDArray[np.int64], part: tuple[float, float]) -> NDArray[np.bool_]:
        """Whether each day lies in that part of the period."""
        share = day / self.days
        inside: NDArray[np.bool_] = (share >= part[0]) & (share < part[1])
        return inside

    def days_of(self, position: Floats) -> NDArray[np.int64]:
        """The day on which each position (0–1 of all interactions) falls."""
        edges = np.cumsum(self.day_weights)
        return np.minimum(np.searchsorted(edges, position, side="right"), self.days - 1)

    def seconds_of(self, draw: Floats, within_hour: Floats) -> NDArray[np.int64]:
        """A time of day, as seconds after midnight."""
        edges = np.cumsum(HOUR)
        hour = np.minimum(np.searchsorted(edges / edges[-1], draw, side="right"), 23)
        return hour * 3600 + (within_hour * 3600).astype(np.int64)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(days=self.days)

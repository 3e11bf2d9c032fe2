"""How likely it is that people would say the same of a conversation as a whole.

The constants rest on two readings of 99 chats that saw no label (`benchmarks/judged`, the half that rules
may be mended by). Of three answers the one in the middle lies between two cuts on one scale (proportional
odds): the mean sentiment, moved by FELT of what was felt. The likeliest of the three is the label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

FELT = 0.5
"""What a feeling that is certain moves the scale, up or down, beside the sentiment of its turn."""
LIKELY = 0.5
"""A turning moment that is less likely is not given."""


@dataclass(frozen=True)
class Cuts:
    """Where the lowest of three answers begins to fade and the highest to show, and how sharply."""

    low: float
    high: float
    slope: float

    def likeliest(self, scale: float) -> tuple[int, float]:
        """−1, 0 or 1, and how likely people say so."""
        worst = logistic(self.low - self.slope * scale)
        best = logistic(self.slope * scale - self.high)
        between = max(1 - worst - best, 0.0)
        return max(((between, 0), (worst, -1), (best, 1)), key=lambda one: one[0])[::-1]


CUSTOMER_MOOD = Cuts(-1.83, 3.73, 7.63)
AGENT_MOOD = Cuts(-5.93, 4.57, 8.36)
ENDING = Cuts(-2.08, 2.87, 4.71)
CHANGE = Cuts(-2.29, 2.06, 2.77)
"""Of the customer's and the agent's mood, how it ended, and what changed from the first third to the last."""
TURNED = {"better": -3.88, "worse": -3.73}
TURNED_BY, CROSSED, STAYED = 2.75, 2.12, 0.38
"""Levels of a turning moment, and slopes on how it turned."""
CROSSED_MOST, STAYED_MOST = 0.6, 2


def logistic(x: float) -> float:
    """1/(1 + exp(−x))."""
    return 1 / (1 + exp(-x))


def how_it_turned(before: Sequence[float], after: Sequence[float]) -> tuple[float, float, float]:
    """By how much the mean tone moved, how bad the worse side of it is, and for how many turns it stayed."""
    worse, better = sorted((sum(before) / len(before), sum(after) / len(after)))
    return better - worse, min(max(-worse, 0.0), CROSSED_MOST), min(len(after) - 1, STAYED_MOST)


def turned(before: Sequence[float], after: Sequence[float]) -> float:
    """That the tone turned between these turns, by how each sounds."""
    way = "better" if sum(after) / len(after) > sum(before) / len(before) else "worse"
    by, crossed, stayed = how_it_turned(before, after)
    return logistic(TURNED[way] + TURNED_BY * by + CROSSED * crossed + STAYED * stayed)

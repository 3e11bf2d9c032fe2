"""Where people's checks enter a share that a machine counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.measures import Estimate, assisted_mean

UNCHECKED = "as read by the machine"
FEWEST = 30
"""Random checks in which the machine or the person named the concern: with fewer nothing is corrected."""
CHECKED = "checked by people"
MOST_UNREACHED = 0.1
"""Of the conversations, the share that may have come since the last question: with more, checks of older ones
do not speak for them and nothing is corrected."""


@dataclass(frozen=True)
class Checked:
    """What people said of conversations drawn at random, one row each: 1 it is about the concern, 0 it is
    not, NaN nobody knows; and the same as read by the machine. `left`: questions nobody could answer.
    `chances` of each to be drawn by now, None where all had the same; `unreached`: the share of the part that
    had none, since it came after the last question."""

    human: NDArray[np.float64]
    machine: NDArray[np.float64]
    left: int = 0
    chances: NDArray[np.float64] | None = None
    unreached: float = 0.0

    @property
    def touching(self) -> int:
        """Checks in which either named it."""
        known = np.isfinite(self.human)
        return int((known & ((self.human == 1) | (self.machine == 1))).sum())

    @property
    def weights(self) -> NDArray[np.float64]:
        """How many conversations each check stands for, up to a common factor."""
        return np.ones(len(self.human)) if self.chances is None else 1 / self.chances


def as_checked(counted: Estimate, checked: Checked | None = None) -> Estimate:
    """The share as it is told: counted by the machine, its errors not taken out; with `checked`, where there
    are enough of them, corrected by what people said. `counted` is then of all conversations of the part.

    The correction is that of `assisted_mean`, with one conversation more that only people name and one that
    only the machine names: without an error among few checks, there still may be some (Agresti and Caffo's
    way for a difference of two shares), each of the weight of the heaviest check. Its interval is of these
    conversations, by who was drawn; checks are weighted by one over their chance to be drawn.
    """
    if counted.value is None:
        return counted
    if checked is None or checked.touching < FEWEST or checked.unreached > MOST_UNREACHED:
        return counted.with_(method=f"{counted.method}; {UNCHECKED}")
    known = np.isfinite(checked.human)
    human, machine, weights = checked.human[known], checked.machine[known], checked.weights[known]
    rest = np.zeros(max(counted.base - len(human), 0))
    rest[: max(round(counted.value * counted.base) - int(machine.sum()), 0)] = 1.0
    found = assisted_mean(
        [*human, 1, 0],
        [*machine, 0, 1],
        rest,
        weights=[*weights, weights.max(), weights.max()],
        confidence=counted.confidence,
    )
    return found.with_(**_told(counted, found, checked, len(human)))


def is_checked(estimate: Estimate) -> bool:
    """Whether people's checks corrected it."""
    return estimate.source == "assisted"


def _told(counted: Estimate, found: Estimate, checked: Checked, base: int) -> dict[str, Any]:
    left = {"people could not tell": checked.left} if checked.left else {}
    return {
        "value": _within(found.value),
        "low": _within(found.low),
        "high": _within(found.high),
        "base": base,
        "excluded": left,
        "unit": "share",
        "source": "assisted",
        "definition": counted.definition,
        "data_version": counted.data_version,
        "method": f"{CHECKED}: {found.method}; of these conversations, by those drawn to be checked",
    }


def _within(value: float | None) -> float | None:
    return None if value is None else min(max(value, 0.0), 1.0)

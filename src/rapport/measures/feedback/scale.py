"""The scale an item was asked on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Floats
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Scale:
    """The answers an item allows, `min` to `max`, and whether more is better for the customer.

    A wording that runs the other way ("how much effort was it?") has `higher_is_better=False`; its
    answers are flipped before anything is computed, and the method says so. `Scale(0, 1)` is yes/no.
    """

    min: float
    max: float
    higher_is_better: bool = True

    def __post_init__(self) -> None:
        if not self.min < self.max:
            raise InputError(f"a scale from {self.min} to {self.max}", "scale", "give min < max")

    def oriented(self, answers: Floats) -> Floats:
        """Answers so that more is better. Raises InputError for one outside the scale."""
        outside = np.flatnonzero((answers < self.min) | (answers > self.max))
        if len(outside):
            raise InputError(
                f"answer {answers[outside[0]]:g} is outside the scale {self.min:g} to {self.max:g}",
                f"row {outside[0] + 1}",
                "map the answers to the item's own scale; scales are never mixed",
            )
        return answers if self.higher_is_better else self.min + self.max - answers

    @property
    def note(self) -> str:
        """What to tell of the direction."""
        return "" if self.higher_is_better else "answers flipped: the wording runs the other way"

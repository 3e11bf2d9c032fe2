"""Concerns found in texts: what they are called, who says so, and which lie near each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.telling_word import TellingWord


@dataclass(frozen=True, eq=False)
class Concerns:
    """Every text has one of `names` as its label (0 the largest).

    `nearness` is how near a text lies to the middle of its concern (cosine; NaN: nothing in it says what
    it is about), `other` whether it lies so far off that it is of none in particular. Of each
    concern: `words` tell it apart, `quotes` is the text nearest its middle, `sizes` counts its texts, and
    `parents` numbers the group in `parent_names` in which similar concerns stand. `agreement` shows why
    there are so many: {number of concerns: agreement with many divisions of the texts}.
    """

    labels: NDArray[np.int64]
    names: tuple[str, ...]
    words: tuple[tuple[TellingWord, ...], ...]
    quotes: tuple[str, ...]
    sizes: tuple[int, ...]
    parents: tuple[int, ...]
    parent_names: tuple[str, ...]
    nearness: NDArray[np.float64]
    other: NDArray[np.bool_]
    agreement: dict[int, float]
    method: str = "concerns@1"

"""From how many people a word was heard: what too few said is their own, and tells no group."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

FEWEST = 3
"""A word or phrase is heard from so many people of a group before it is told of the group."""


class Heard:
    """Counts, in each group, the people from whom a word or phrase was heard, as far as that matters.

    `by` tells who said each text. Where that is not known every text is another person's, and a group of one
    or two texts is told by what all of them say.
    """

    def __init__(self, labels: NDArray[np.int64], groups: int, by: Sequence[Hashable] | None) -> None:
        sizes = np.bincount(labels, minlength=groups).tolist()
        self._by: Sequence[Hashable] = range(len(labels)) if by is None else by
        self._least = [FEWEST if by is not None else min(FEWEST, size) for size in sizes]
        self._from: list[dict[Hashable, set[Hashable]]] = [{} for _ in range(groups)]

    def add(self, group: int, said: Hashable, text: int) -> None:
        """It was heard in the text at this place."""
        known = self._from[group].setdefault(said, set())
        if len(known) < FEWEST:
            known.add(self._by[text])

    def enough(self, group: int, said: Hashable) -> bool:
        """Whether so many of the group said it that it is nobody's own."""
        return len(self._from[group].get(said, ())) >= self._least[group]

"""Who is said to do it: a company that closes an account is no customer who leaves."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.sentiment.lexicon import lexicon
from rapport.language.feeling.sentiment.reading import Reading

Flags = NDArray[np.bool_]
OWN = ("i", "we", "me", "us", "my", "our")
OTHERS = ("they", "he", "she", "it", "this", "that", "which")
"""Words that say who does what follows. "You" is no other: it asks the company to do it."""
REACH = 10


@cache
def _speaks() -> NDArray[np.int8]:
    """By word id: 1 for the speaker, 2 for others, 0 for neither."""
    known = lexicon()
    found = np.zeros(len(known.strength), dtype=np.int8)
    found[[known.ids[one] for one in OWN]] = 1
    found[[known.ids[one] for one in OTHERS]] = 2
    return found


def of_others(reading: Reading, start: NDArray[np.int64]) -> Flags:
    """Whether the nearest of these words before each unit, in its clause, names others."""
    speaks = _speaks()[reading.word]
    nearest = np.zeros(len(start), dtype=np.int8)
    for back in range(1, REACH + 1):
        behind = np.maximum(start - back, 0)
        open_ = (nearest == 0) & (start >= back) & (reading.clause[behind] == reading.clause[start])
        nearest[open_] = speaks[behind[open_]]
    return np.asarray(nearest == 2)

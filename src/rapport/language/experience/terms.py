"""A conversation as words and pairs of words, by who said them and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from rapport.language.experience.reading import ReadTurn

BUCKETS = 2**18
"""Terms are kept as numbers, not as words: a model holds nothing that anybody said."""
LONGEST = 2_000
"""Words of a turn that are used."""


def terms(turns: Sequence[ReadTurn]) -> list[str]:
    """Words and pairs by speaker, once more for the last two turns of each side, and for the very last."""
    found: list[str] = []
    for ours, side in ((False, "c"), (True, "a")):
        own = [turn for turn in turns if turn.ours == ours]
        for place, turn in enumerate(own):
            here = _of_turn(turn)
            found += [side + term for term in here]
            if place >= len(own) - 2:
                found += [side + "2" + term for term in here]
            if place == len(own) - 1:
                found += [side + "1" + term for term in here]
    if turns:
        last = "z" + ("a" if turns[-1].ours else "c")
        found += [last + term for term in _of_turn(turns[-1])]
    return found


def _of_turn(turn: ReadTurn) -> list[str]:
    words = ["^", *("0" if word.isdigit() else word for word in turn.words[:LONGEST]), "$"]
    return words + [f"{one} {two}" for one, two in pairwise(words)]


def counts(given: Iterable[Sequence[ReadTurn]]) -> Any:
    """How often each term occurs: a sparse matrix of one row a conversation, damped by the logarithm."""
    from sklearn.feature_extraction import FeatureHasher

    hasher = FeatureHasher(BUCKETS, input_type="string", alternate_sign=False, dtype=np.float64)
    found = hasher.transform([terms(turns) for turns in given])
    found.sort_indices()
    found.data = 1.0 + np.log(found.data)
    return found

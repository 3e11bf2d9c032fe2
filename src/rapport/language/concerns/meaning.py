"""Where texts lie by what they mean, beside the words in which it is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.space import Points, View, at_length_one, learn_views
from rapport.records.errors import InputError

Embed = Callable[[list[str]], Any]
MAIN = 100
"""Directions of vectors that are looked at: further ones tell little and take as long."""
EVENED = 60
"""Directions in which vectors are compared after the largest were made smaller: what all customers of a
company have in common is said by the largest."""
EVENLY = 0.25


@dataclass(frozen=True, eq=False)
class Meaning:
    """Three ways to look at texts, learned from some: meaning and words together, meaning with its main
    directions evened out, and the words that say what it is about."""

    words: tuple[View, View]
    main: Points
    middle: Points
    evened: Points

    def points(self, texts: Sequence[str], vectors: Points) -> list[Points]:
        """Of each way one row a text, at length 1; zeros where there is nothing to go by."""
        topic, wish = (view.points(texts) for view in self.words)
        there = np.asarray(vectors.any(axis=1))[:, None]
        meant = at_length_one(vectors @ self.main.T)
        evened = at_length_one(np.where(there, (vectors - self.middle) @ self.evened.T, 0.0))
        return [at_length_one(np.hstack([meant, topic, wish])), evened, topic]


def learn_meaning(texts: Sequence[str], vectors: Points, seed: int) -> Meaning:
    """The main directions of these vectors, and the views of these words."""
    topic, wish = learn_views(texts, seed)
    main = np.linalg.svd(vectors, full_matrices=False)[2][:MAIN]
    middle = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1])
    _, size, directions = np.linalg.svd(vectors - middle, full_matrices=False)
    kept = size[:EVENED] > 1e-9 * max(size.max(initial=0.0), 1e-9)
    evened = directions[:EVENED][kept] / size[:EVENED][kept, None] ** EVENLY
    return Meaning((topic, wish), main, middle, evened)


def vectors_of(texts: Sequence[str], embed: Embed, at_once: int) -> Points:
    """What `embed` says of the texts, at length 1; zeros for those without a sign. Raises InputError for what
    is not one row of numbers for each text."""
    parts = [
        _checked(np.asarray(embed(list(some)), dtype=float), some)
        for some in (texts[at : at + at_once] for at in range(0, len(texts), at_once))
    ]
    return np.vstack(parts) if parts else np.zeros((0, 1))


def _checked(found: NDArray[np.float64], texts: Sequence[str]) -> Points:
    if found.ndim != 2 or len(found) != len(texts) or not np.isfinite(found).all():
        what = f"the vectors of {len(texts)} texts have the shape {found.shape}"
        raise InputError(what, "embed", "return one row of finite numbers for each text")
    found[[not text.strip() for text in texts]] = 0.0
    return at_length_one(found)

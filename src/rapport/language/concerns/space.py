"""Where texts lie: near each other when they are about the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.grams import Parts, counted, sublinear, topic_parts, unit_rows, wish_parts

DIMENSIONS = 100
RARE = 2
"""A part of a single text puts it near no other."""
Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class View:
    """One way to look at texts, learned from some: weights of parts, and the directions in which those
    texts differ most (latent semantic analysis)."""

    parts: Parts
    kept: NDArray[np.int64]
    weight: Points
    directions: Points

    def points(self, texts: Sequence[str]) -> Points:
        """One row a text at length 1; zeros where no part of it is known."""
        found = unit_rows(self._weighted(texts)) @ self.directions.T
        return at_length_one(found)

    def _weighted(self, texts: Sequence[str]) -> Any:
        return _times(sublinear(counted(texts, self.parts)[:, self.kept]), self.weight)


def at_length_one(points: Points) -> Points:
    """Every row at length 1; those of no length stay zeros."""
    length = np.linalg.norm(points, axis=1, keepdims=True)
    found: Points = np.divide(points, length, out=np.zeros_like(points), where=length > 1e-12)
    return found


def learn_views(texts: Sequence[str], seed: int) -> list[View]:
    """What it is about, and how it is asked for."""
    return [_learn(texts, parts, seed) for parts in (topic_parts, wish_parts)]


def _learn(texts: Sequence[str], parts: Parts, seed: int) -> View:
    counts = counted(texts, parts)
    within = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = np.flatnonzero(within >= RARE)
    if not len(kept):
        kept = np.flatnonzero(within)
    weight = np.log((1 + len(texts)) / (1 + within[kept])) + 1
    matrix = unit_rows(_times(sublinear(counts[:, kept]), weight))
    return View(parts, kept, weight, _directions(matrix, seed))


def _times(matrix: Any, weight: Points) -> Any:
    matrix.data = matrix.data * weight[matrix.indices]
    return matrix


def _directions(matrix: Any, seed: int) -> Points:
    rank = min(DIMENSIONS, *matrix.shape)
    if rank == 0:
        return np.zeros((0, matrix.shape[1]))
    if min(matrix.shape) <= DIMENSIONS:
        return np.asarray(np.linalg.svd(matrix.toarray(), full_matrices=False)[2][:rank])
    from sklearn.utils.extmath import randomized_svd

    found: Points = randomized_svd(matrix, rank, n_iter=5, random_state=seed)[2]
    return found

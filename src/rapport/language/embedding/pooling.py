"""From vectors of a text's tokens to one of the text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rapport.language.embedding.embed import Vectors


def mean_of_tokens(states: NDArray[np.float32]) -> Vectors:
    """The direction of the mean of each text's tokens (texts × tokens × dimensions, all tokens count).

    Texts are pooled one by one in the same order of sums, so that a vector does not depend on its company.
    """
    found: Vectors = states.mean(axis=1, dtype=np.float32)
    return at_length_one(found)


def at_length_one(vectors: Vectors) -> Vectors:
    """Every row at length 1; rows of no length stay zeros."""
    length = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))[:, None]
    found: Vectors = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 1e-12)
    return found

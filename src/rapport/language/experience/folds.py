"""Conversations dealt to folds whole group by whole group, the same way whatever their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def folds_of(groups: Sequence[str], folds: int) -> NDArray[np.intp]:
    """The fold of each row: the largest groups first, each to the fold with the fewest rows so far. No more
    folds than there are groups."""
    sizes = sorted(Counter(groups).items(), key=lambda one: (-one[1], one[0]))
    filled = [0] * max(min(folds, len(sizes)), 1)
    fold_of: dict[str, int] = {}
    for name, size in sizes:
        fold = filled.index(min(filled))
        fold_of[name] = fold
        filled[fold] += size
    return np.array([fold_of[name] for name in groups], dtype=np.intp)

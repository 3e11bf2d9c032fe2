"""Conversations dealt to folds whole group by whole group, the same way whatever their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def folds_of(groups: Sequence[str], folds: int, values: Floats | None = None) -> NDArray[np.intp]:
    """The fold of each row: the largest groups first, each to the fold that has the least of what it brings:
    rows, and where there are `values` also as much of the rarer end of them. No more folds than there are
    groups.

    A fold in which the rarer answer is common leaves few of it to learn from and is predicted too low, so
    folds that differ in it make all predictions together look worse than they are: Parker, Günter and Bedo
    (2007), Stratification bias in low signal microarray studies, BMC Bioinformatics 8, 326.
    """
    rare = _rare(len(groups), values)
    sizes = Counter(groups)
    shares: dict[str, list[float]] = {name: [] for name in sizes}
    for name, share in zip(groups, rare.tolist(), strict=True):
        shares[name].append(share)
    brought = {name: fsum(own) for name, own in shares.items()}
    order = sorted(sizes, key=lambda name: (-(sizes[name] ** 2 + brought[name] ** 2), name))
    count = max(min(folds, len(sizes)), 1)
    filled, rarer = np.zeros(count), np.zeros(count)
    fold_of: dict[str, int] = {}
    for name in order:
        fold = int(np.argmin(filled * sizes[name] + rarer * brought[name]))
        fold_of[name] = fold
        filled[fold] += sizes[name]
        rarer[fold] += brought[name]
    return np.array([fold_of[name] for name in groups], dtype=np.intp)


def _rare(rows: int, values: Floats | None) -> Floats:
    """How far each value lies to the rarer end of all of them, in rows: as many as there are in sum."""
    if values is None or rows == 0 or float(np.ptp(values)) == 0:
        return np.zeros(rows)
    shares = (values - values.min()) / np.ptp(values)
    if fsum(shares) > rows / 2:
        shares = 1 - shares
    return np.asarray(shares * (rows / fsum(shares)))

"""Which concerns lie near each other."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.space import Points
from rapport.language.concerns.telling import telling_words

FEW = 4
"""Up to this many concerns need no groups."""


def group_concerns(
    middles: Points, texts: Sequence[str], labels: NDArray[np.int64], by: Sequence[Hashable] | None = None
) -> tuple[list[int], list[str]]:
    """The group of each concern and the groups' names: neighbours by Ward's linkage, as many groups as fit
    best (silhouette)."""
    many = len(middles)
    if many == 0:
        return [], []
    groups = np.zeros(many, dtype=np.int64) if many <= FEW else _best_cut(middles)
    _, names = telling_words(texts, groups[labels], int(groups.max()) + 1, by)
    return groups.tolist(), names if groups.any() else ["all"]


def _best_cut(middles: Points) -> NDArray[np.int64]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from sklearn.metrics import silhouette_score

    apart = np.clip(1.0 - middles @ middles.T, 0.0, 2.0)
    np.fill_diagonal(apart, 0.0)
    merges = linkage(middles, "ward")
    few, most = round(0.7 * len(middles) ** 0.5), len(middles) // 2
    best, found = -2.0, np.zeros(len(middles), dtype=np.int64)
    for many in range(max(2, few), most + 1):
        cut = fcluster(merges, many, "maxclust") - 1
        if 1 < len(np.unique(cut)) < len(middles):
            fit = float(silhouette_score(apart, cut, metric="precomputed"))
            if fit > best + 1e-12:
                best, found = fit, cut
    return _by_first(found)


def _by_first(cut: NDArray[np.int64]) -> NDArray[np.int64]:
    """Groups numbered in the order of their first, that is largest, concern."""
    _, first, code = np.unique(cut, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[code]

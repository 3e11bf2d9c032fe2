"""Which texts stay together however they are divided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.space import Points

DIVISIONS = 48
COARSE, FINE = 0.3, 2.0
"""The coarsest and the finest division, in roots of the number of different texts."""
ENOUGH = 0.985
"""Of the best agreement with the divisions: the fewest groups that reach it are taken, because more groups
than needed hardly agree less."""
TRIED = 40
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Consensus:
    """`together`: the share of divisions in which two texts share a part. `labels` number the groups.
    `agreement` with the divisions (adjusted mutual information) is that of each number of groups tried."""

    together: NDArray[np.float32]
    merges: Points
    labels: Labels
    agreement: dict[int, float]


def consensus(
    views: Sequence[Points], seed: int, divisions: int = DIVISIONS, enough: float = ENOUGH
) -> Consensus:
    """Divides the points many times, coarsely to finely and by each view in turn, and joins those that are
    most often together (evidence accumulation with average linkage).

    References: Fred & Jain (2005) doi:10.1109/TPAMI.2005.113; Vinh, Epps & Bailey (2010), Journal of Machine
    Learning Research 11, 2837-2854 (adjusted mutual information).
    """
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    parts = _divide(views, seed, divisions)
    together = _together(parts)
    apart = 1.0 - together
    np.fill_diagonal(apart, 0.0)
    merges = linkage(squareform(apart, checks=False), "average")
    labels, agreement = _cut(merges, parts, enough)
    return Consensus(together, merges, labels, agreement)


def _divide(views: Sequence[Points], seed: int, divisions: int) -> list[Labels]:
    from sklearn.cluster import KMeans

    draw = np.random.default_rng(seed)
    distinct = [len(np.unique(np.round(view, 9), axis=0)) for view in views]
    root = max(distinct) ** 0.5
    found = []
    for turn, many in enumerate(np.geomspace(max(2, COARSE * root), max(3, FINE * root), divisions)):
        view = turn % len(views)
        start = int(draw.integers(1 << 30))
        groups = min(round(many), distinct[view])
        found.append(KMeans(groups, n_init=1, max_iter=30, random_state=start).fit_predict(views[view]))
    return found


def _together(parts: Sequence[Labels]) -> NDArray[np.float32]:
    texts = len(parts[0])
    found = np.zeros((texts, texts), dtype=np.float32)
    for part in parts:
        member = np.zeros((texts, int(part.max()) + 1), dtype=np.float32)
        member[np.arange(texts), part] = 1
        found += member @ member.T
    found /= np.float32(len(parts))
    return found


def _cut(merges: Points, parts: Sequence[Labels], enough: float) -> tuple[Labels, dict[int, float]]:
    """The coarsest cut of the tree that agrees nearly as well as the best one."""
    from scipy.cluster.hierarchy import fcluster
    from sklearn.metrics import adjusted_mutual_info_score as agreement

    most = 1.2 * max(int(part.max()) + 1 for part in parts)
    cuts: dict[int, Labels] = {}
    for many in np.unique(np.round(np.geomspace(2, max(3, most), TRIED)).astype(int)):
        cut = fcluster(merges, int(many), "maxclust").astype(np.int64) - 1
        cuts.setdefault(int(cut.max()) + 1, cut)
    fit = {many: float(np.mean([agreement(part, cut) for part in parts[::3]])) for many, cut in cuts.items()}
    least = enough * max(fit.values())
    return cuts[min(many for many, one in fit.items() if one >= least)], fit

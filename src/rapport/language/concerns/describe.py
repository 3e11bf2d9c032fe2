"""Found concerns made readable: words, names, quotes, neighbours."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from rapport.language.annotation import CANNOT_TELL
from rapport.language.concerns.discovered import Concerns
from rapport.language.concerns.groups import group_concerns
from rapport.language.concerns.space import Points
from rapport.language.concerns.telling import telling_words

FAR = 0.5
"""Less than half as near to its concern as texts usually are to theirs: of none in particular."""


def describe(
    texts: Sequence[str],
    points: Points,
    labels: NDArray[np.int64],
    agreement: dict[int, float],
    by: Sequence[Hashable] | None = None,
) -> Concerns:
    """Of texts, where they lie, and their labels (−1: nothing to go by); `by`: who said each."""
    known = np.flatnonzero(labels >= 0)
    own = _largest_first(labels[known])
    many = int(own.max()) + 1 if len(own) else 0
    said = [texts[at] for at in known.tolist()]
    who = None if by is None else [by[at] for at in known.tolist()]
    sums = [points[known[own == one]].sum(axis=0) for one in range(many)]
    middles = np.stack([_direction(one) for one in sums]) if many else points[:0]
    words, names = telling_words(said, own, many, who)
    parents, parent_names = group_concerns(middles, said, own, who)
    near = _nearness(points[known], middles, own)
    quotes = [_quote(said, near, np.flatnonzero(own == one)) for one in range(many)]
    labels, nearness = np.full(len(texts), many, dtype=np.int64), np.full(len(texts), np.nan)
    labels[known], nearness[known] = own, near
    other = np.ones(len(texts), dtype=np.bool_)
    other[known] = near < FAR * np.median(near) if many else False
    if len(known) < len(texts):
        names, words = [*names, CANNOT_TELL], [*words, ()]
        quotes.append(texts[int(np.flatnonzero(labels == many)[0])])
        parents, parent_names = [*parents, len(parent_names)], [*parent_names, CANNOT_TELL]
    sizes = np.bincount(labels, minlength=len(names)).tolist()
    plain = (tuple(names), tuple(words), tuple(quotes), tuple(sizes), tuple(parents), tuple(parent_names))
    return Concerns(labels, *plain, nearness, other, agreement)


def _largest_first(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbered by size; of equals, the one whose first text comes first."""
    _, first, code, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(first))
    return rank[code]


def _direction(one: Points) -> Points:
    length = np.linalg.norm(one)
    return one / length if length > 0 else one


def _nearness(points: Points, middles: Points, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Cosine of each text with the middle of its concern."""
    if not len(points):
        return np.zeros(0)
    found: NDArray[np.float64] = np.einsum("ij,ij->i", points, middles[labels])
    found /= np.linalg.norm(points, axis=1)
    return found


def _quote(texts: Sequence[str], near: NDArray[np.float64], members: NDArray[np.int64]) -> str:
    """The text nearest the middle; of equals the shortest."""
    best = near[members].max()
    nearest: list[str] = [texts[at] for at in members.tolist() if near[at] >= best - 1e-9]
    return min(nearest, key=lambda text: (len(text), text))

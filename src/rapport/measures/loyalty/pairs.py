"""How many pairs are in the right order, without looking at each pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rapport.measures.inputs import Bools, Floats

Whole = NDArray[np.int64]


def among_first(reference: Whole, limits: Whole, asked: Whole) -> tuple[Whole, Whole]:
    """For each question: how many of the first `limits` of `reference` are below `asked`, and how many
    at most that.

    The first L places are cut into blocks of powers of two (the bits of L); within blocks of one size
    a single sorted search answers all questions.
    """
    below, at_most = np.zeros(len(asked), dtype=np.int64), np.zeros(len(asked), dtype=np.int64)
    if not len(reference) or not len(asked):
        return below, at_most
    span = np.int64(max(reference.max(), asked.max()) + 2)
    place = np.arange(len(reference), dtype=np.int64)
    for level in range(int(limits.max()).bit_length()):
        here = (limits >> level) & 1 == 1
        if not here.any():
            continue
        keys = np.sort((place >> level) * span + reference)
        block = (limits[here] >> level) - 1
        key, start = block * span + asked[here], block << level
        below[here] += np.searchsorted(keys, key) - start
        at_most[here] += np.searchsorted(keys, key, side="right") - start
    return below, at_most


def concordant(risk: Floats, time: Floats, ended: Bools) -> tuple[Floats, Floats]:
    """For each row: its pairs in the right order (ties in risk count half), and all its pairs.

    Two rows compare when the shorter time ended; at one time, when one ended and the other was still
    going on. In the right order, the one that ended earlier had the higher risk.
    """
    _, codes = np.unique(risk, return_inverse=True)
    rank = codes.astype(np.int64)
    order = np.lexsort((~ended, time))
    t, e, r = time[order], ended[order], rank[order]
    # As the later of a pair: against those that ended before.
    ends = t[e]
    before = np.where(e, np.searchsorted(ends, t, side="left"), np.searchsorted(ends, t, side="right"))
    before = before.astype(np.int64)
    below, at_most = among_first(r[e], before, r)
    right, pairs = before - (below + at_most) / 2, before.astype(np.float64)
    # As the one that ended: against those that were followed longer.
    place = np.arange(len(t))
    group = np.searchsorted(t, t, side="left")
    dead = group + np.diff(np.concatenate([[0], np.cumsum(e)])[np.stack([group, _next(t)])], axis=0)[0]
    after = np.where(e, len(t) - dead, 0).astype(np.int64)
    below, at_most = among_first(r[::-1], after, r)
    right = right + np.where(e, (below + at_most) / 2, 0.0)
    pairs = pairs + after
    back = np.empty(len(t), dtype=np.intp)
    back[order] = place
    return right[back], pairs[back]


def _next(t: Floats) -> NDArray[np.intp]:
    """The place after the last row of each row's time."""
    return np.searchsorted(t, t, side="right")

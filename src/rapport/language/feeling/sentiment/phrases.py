"""Phrases found in a row of words, all positions at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Phrases:
    """A tree of words. Node 0 is the root; `keys` are `node × words + word`, sorted, `nodes` where they
    lead, `ends` the phrase that is complete at a node, or −1."""

    words: int
    keys: Places
    nodes: Places
    ends: Places
    starts: NDArray[np.bool_]

    @classmethod
    def of(cls, phrases: Sequence[Sequence[int]]) -> Phrases:
        """The tree of these phrases, each known by its place."""
        words = 1 + max((max(one) for one in phrases), default=0)
        edges: dict[int, int] = {}
        ends = {0: -1}
        for place, phrase in enumerate(phrases):
            node = 0
            for word in phrase:
                node = edges.setdefault(node * words + word, len(edges) + 1)
                ends.setdefault(node, -1)
            ends[node] = place
        keys = np.array(sorted(edges), dtype=np.int64)
        starts = np.zeros(words, dtype=bool)
        starts[[one[0] for one in phrases]] = True
        return cls(
            words=words,
            keys=keys,
            nodes=np.array([edges[key] for key in keys.tolist()], dtype=np.int64),
            ends=np.array([ends[node] for node in range(len(ends))], dtype=np.int64),
            starts=starts,
        )

    def find(self, words: NDArray[np.int32], part: Places) -> tuple[Places, Places, Places]:
        """Where phrases stand: first word, number of words, which phrase. Of several that begin together
        the longest; none that begins inside an earlier one, none across two parts."""
        at = np.flatnonzero(self.starts[np.minimum(words, self.words - 1)] & (words < self.words))
        start = at
        node = np.zeros(len(at), dtype=np.int64)
        found: list[tuple[Places, Places, Places]] = []
        depth = 0
        while len(at):
            key = node * self.words + words[at]
            place = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
            goes = self.keys[place] == key
            start, at, node = start[goes], at[goes], self.nodes[place[goes]]
            depth += 1
            done = self.ends[node] >= 0
            found.append((start[done], np.full(int(done.sum()), depth), self.ends[node[done]]))
            stays = at + 1 < len(words)
            stays[stays] = part[at[stays] + 1] == part[at[stays]]
            stays[stays] = words[at[stays] + 1] < self.words
            start, at, node = start[stays], at[stays] + 1, node[stays]
        return _longest(found)


def _longest(found: list[tuple[Places, Places, Places]]) -> tuple[Places, Places, Places]:
    none = np.empty(0, dtype=np.int64)
    if not found:
        return none, none, none
    start, length, phrase = (np.concatenate([one[k] for one in found]) for k in range(3))
    order = np.lexsort((-length, start))
    start, length, phrase = start[order], length[order], phrase[order]
    reach = np.maximum.accumulate(start + length)
    free = np.ones(len(start), dtype=bool)
    free[1:] = start[1:] >= reach[:-1]
    return start[free], length[free], phrase[free]

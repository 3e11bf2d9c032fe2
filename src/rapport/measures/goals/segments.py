"""Cuts of a series into stretches of one mean each, with the least sum of squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Codes, Floats

CANDIDATES = 1000


@dataclass(frozen=True, eq=False)
class Sums:
    """Running sums of a series about its mean, from which any stretch's squares follow."""

    first: Floats
    second: Floats

    @classmethod
    def of(cls, values: Floats) -> Sums:
        centred = values - values.mean()
        zero = np.zeros(1)
        return cls(np.concatenate([zero, np.cumsum(centred)]), np.concatenate([zero, np.cumsum(centred**2)]))

    @property
    def n(self) -> int:
        return len(self.first) - 1

    def squares(self, start: Codes, end: Codes) -> Floats:
        """Squares about its own mean of each stretch start…end − 1; none where it is empty."""
        length = np.maximum(end - start, 1)
        total = self.first[end] - self.first[start]
        found: Floats = self.second[end] - self.second[start] - total**2 / length
        return np.maximum(found, 0.0)

    def split(self, start: int, end: int, minimal: int) -> tuple[Codes, Floats]:
        """Every cut of a stretch in two, and the squares it leaves."""
        cuts = np.arange(start + minimal, end - minimal + 1)
        low, high = np.full(len(cuts), start), np.full(len(cuts), end)
        return cuts, self.squares(low, cuts) + self.squares(cuts, high)

    def rss(self, cuts: list[int]) -> float:
        """Squares left by these cuts."""
        edges = np.array([0, *cuts, self.n])
        return float(self.squares(edges[:-1], edges[1:]).sum())


def best_cuts(sums: Sums, most: int, minimal: int) -> list[list[int]]:
    """The best cuts for 0, 1, … `most` breaks (fewer where there is no room).

    Dynamic programming over every place up to a thousand; in longer series over an even grid of them,
    each cut then moved to its best place between its neighbours.
    """
    ends = np.unique(np.linspace(0, sums.n, min(sums.n, CANDIDATES) + 1).round().astype(np.intp))
    start, end = ends[:, None], ends[None, :]
    cost = np.where(end - start >= minimal, sums.squares(start, np.maximum(end, start)), np.inf)
    least = cost[0]
    steps: list[Codes] = []
    found: list[list[int]] = [[]]
    for _ in range(most):
        total = least[:, None] + cost
        step = np.argmin(total, axis=0)
        least = total[step, np.arange(len(ends))]
        steps.append(step)
        if not np.isfinite(least[-1]):
            break
        place, cuts = len(ends) - 1, []
        for back in reversed(steps):
            place = int(back[place])
            cuts.append(int(ends[place]))
        found.append(_moved(sums, cuts[::-1], minimal) if len(ends) <= sums.n else cuts[::-1])
    return found


def _moved(sums: Sums, cuts: list[int], minimal: int) -> list[int]:
    """Each cut at its best place between its neighbours, until none moves."""
    cuts = cuts.copy()
    for _ in range(10):
        before = cuts.copy()
        for k in range(len(cuts)):
            start, end = ([0, *cuts][k], [*cuts, sums.n][k + 1])
            places, left = sums.split(start, end, minimal)
            cuts[k] = int(places[np.argmin(left)])
        if cuts == before:
            break
    return cuts

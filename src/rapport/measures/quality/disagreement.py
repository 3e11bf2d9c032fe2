"""Krippendorff's observed and expected disagreement, for many draws of units at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Floats, sums
from rapport.measures.quality.patterns import Patterns

DENSE = 20_000_000
BLOCK = 4_000_000


@dataclass(frozen=True)
class Parts:
    """For each row of unit weights: ratings, observed and expected disagreement (sums, not means)."""

    n: Floats
    seen: Floats
    expected: Floats

    def alpha(self) -> Floats:
        """1 − D_o/D_e; NaN where nothing varies."""
        with np.errstate(invalid="ignore", divide="ignore"):
            alpha: Floats = 1 - (self.n - 1) * self.seen / self.expected
        return np.where(self.expected > 0, alpha, np.nan)


class Disagreement:
    """Units (each kind once) with their values on a level of measurement."""

    def __init__(self, patterns: Patterns, values: Floats, level: str) -> None:
        self.level, self.values, self.codes = level, values, patterns.codes
        self.there = self.codes >= 0
        self.raters = self.there.sum(axis=1).astype(np.float64)
        self.pairs = np.maximum(self.raters - 1, 1.0)
        row, _ = np.nonzero(self.there)
        self.row, self.code = row, self.codes[self.there]
        self.q = len(values)
        self.dense = len(self.codes) * self.q <= DENSE
        if self.dense:
            cells = sums(self.row * self.q + self.code, None, len(self.codes) * self.q)
            self.counts = cells.reshape(len(self.codes), self.q)

    def parts(self, weights: Floats) -> Parts:
        """`weights` draws × kinds of units."""
        n = weights @ self.raters
        if self.level == "interval":
            _, first, second = self._moments(self.values - self.values.mean())
            within = 2 * (self.raters * second - first**2) / self.pairs
            total, squares = weights @ first, weights @ second
            return Parts(n, weights @ within, np.maximum(2 * (n * squares - total**2), 0.0))
        totals = self.totals(weights)
        if self.level == "nominal":
            return Parts(n, weights @ self._nominal(), n**2 - (totals**2).sum(axis=1))
        if self.level == "ratio":
            return Parts(n, weights @ self._ratio(), (totals * self.ratio_pull(totals)).sum(axis=1))
        return self._ordinal(n, weights, totals)

    def influence(self, times: Floats) -> Floats:
        """What one more unit of each kind adds to alpha, to first order."""
        weights = times[None, :]
        parts = self.parts(weights)
        n, seen, expected = float(parts.n[0]), float(parts.seen[0]), float(parts.expected[0])
        within, pull = self._slopes(n, times)
        grown = self.raters * seen + (n - 1) * within
        return np.asarray(-(grown / expected - (n - 1) * seen * pull / expected**2), dtype=np.float64)

    def totals(self, weights: Floats) -> Floats:
        """Ratings of each category: draws × categories."""
        if self.dense:
            return np.asarray(weights @ self.counts, dtype=np.float64)
        return np.stack([sums(self.code, one[self.row], self.q) for one in weights])

    def ratio_pull(self, totals: Floats) -> Floats:
        """Summed squared ratio distance of each category to all ratings: draws × categories."""
        pull = np.zeros_like(totals)
        step = max(BLOCK // max(self.q, 1), 1)
        for start in range(0, self.q, step):
            part = slice(start, start + step)
            pull[:, part] = totals @ _ratio(self.values[:, None], self.values[None, part])
        return pull

    def _moments(self, values: Floats) -> tuple[Floats, Floats, Floats]:
        given = values[self.code]
        kinds = len(self.codes)
        return self.raters, sums(self.row, given, kinds), sums(self.row, given**2, kinds)

    def _nominal(self) -> Floats:
        """Disagreeing pairs of each unit over its raters − 1."""
        same = np.zeros(len(self.codes))
        for one in range(self.codes.shape[1]):
            for other in range(one):
                same += (self.codes[:, one] == self.codes[:, other]) & self.there[:, one]
        return np.asarray((self.raters * (self.raters - 1) - 2 * same) / self.pairs, dtype=np.float64)

    def _ratio(self) -> Floats:
        apart = np.zeros(len(self.codes))
        for one in range(self.codes.shape[1]):
            for other in range(one):
                both = self.there[:, one] & self.there[:, other]
                a, b = (self.values[self.codes[both, place]] for place in (one, other))
                apart[both] += 2 * _ratio(a, b)
        return np.asarray(apart / self.pairs, dtype=np.float64)

    def _ordinal(self, n: Floats, weights: Floats, totals: Floats) -> Parts:
        place = np.cumsum(totals, axis=1) - totals / 2
        seen = np.empty(len(weights))
        for draw, one in enumerate(weights):
            _, first, second = self._placed(place[draw])
            seen[draw] = one @ (2 * (self.raters * second - first**2) / self.pairs)
        total, squares = (totals * place).sum(axis=1), (totals * place**2).sum(axis=1)
        return Parts(n, seen, np.maximum(2 * (n * squares - total**2), 0.0))

    def _placed(self, place: Floats) -> tuple[Floats, Floats, Floats]:
        if self.dense:
            return self.raters, self.counts @ place, self.counts @ place**2
        return self._moments(place)

    def _slopes(self, n: float, times: Floats) -> tuple[Floats, Floats]:
        """What a unit adds to observed and to expected disagreement."""
        totals = self.totals(times[None, :])[0]
        if self.level == "nominal":
            pull = 2 * (n * self.raters - self._summed(totals))
            return self._nominal(), pull
        if self.level == "ratio":
            return self._ratio(), 2 * self._summed(self.ratio_pull(totals[None, :])[0])
        if self.level == "interval":
            place = self.values - self.values.mean()
            return self._squared(place, totals, n)
        place = np.cumsum(totals) - totals / 2
        place = place - totals @ place / n
        within, pull = self._squared(place, totals, n)
        own = times * self.raters / self.pairs
        first = self._summed(place)
        moved_within = 4 * (self._scattered(own) * place - self._scattered(times * first / self.pairs))
        moved_pull = 4 * n * totals * place
        return within + self._shift(moved_within), pull + self._shift(moved_pull)

    def _squared(self, place: Floats, totals: Floats, n: float) -> tuple[Floats, Floats]:
        raters, first, second = self._moments(place)
        total, squares = totals @ place, totals @ place**2
        within = 2 * (raters * second - first**2) / self.pairs
        return within, 2 * (raters * squares + n * second - 2 * total * first)

    def _summed(self, by_category: Floats) -> Floats:
        return sums(self.row, by_category[self.code], len(self.codes))

    def _scattered(self, by_unit: Floats) -> Floats:
        return sums(self.code, by_unit[self.row], self.q)

    def _shift(self, slope: Floats) -> Floats:
        """How places move when a unit's ratings are added: those above by one, its own by a half."""
        above = slope.sum() - np.cumsum(slope) + slope / 2
        return self._summed(above)


def _ratio(a: Floats, b: Floats) -> Floats:
    total = a + b
    return np.divide(a - b, total, out=np.zeros(np.broadcast(a, b).shape), where=total != 0) ** 2

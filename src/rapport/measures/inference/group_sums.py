"""Sums of values and weights by group, from which any group's and its complement's mean follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.compare import Difference, compare
from rapport.measures.inference.intervals import around, normal_quantile, share_interval
from rapport.measures.inputs import Codes, Floats, blocks, sums


@dataclass(frozen=True)
class GroupSums:
    """By group: rows, Σw, Σwy, Σw², Σw²y, Σw²y² of values less their `centre`."""

    table: Floats
    centre: float

    @classmethod
    def of(cls, y: Floats, w: Floats, codes: Codes, groups: int) -> GroupSums:
        """From rows drawn one by one, read some at a time."""
        total = float(w.sum())
        above = sum(float((w[some] * y[some]).sum()) for some in blocks(len(y)))
        centre = above / total if total > 0 else 0.0
        table = np.zeros((6, groups))
        for some in blocks(len(y)):
            one, a = w[some], y[some] - centre
            v = one * one
            for row, column in zip(table, (None, one, one * a, v, v * a, v * a * a), strict=True):
                row += sums(codes[some], column, groups)
        return cls(table, centre)

    def mean_of(self, code: int) -> float | None:
        """A group's mean."""
        below = self.table[1, code]
        return float(self.table[2, code] / below + self.centre) if below > 0 else None

    def part(self, code: int) -> float:
        """A group's part of all weights."""
        return float(self.table[1, code] / max(self.table[1].sum(), 1e-300))

    def difference(self, code: int, reference: int | None, level: float, share: bool) -> Difference:
        """A group less all others, or less the reference."""
        mine = self.table[:, code]
        other = self.table.sum(axis=1) - mine if reference is None else self.table[:, reference]
        first, second = self._estimate(mine, level, share), self._estimate(other, level, share)
        found = compare(first, second)
        whole = (first.weighted_base or 0.0) + (second.weighted_base or 0.0)
        if found.value is None:
            found = found.with_(undefined_because="there is nothing to compare it with")
        return found.with_(weighted_base=whole)

    def _estimate(self, row: Floats, level: float, share: bool) -> Estimate:
        n, w, wy, ww, wwy, wwyy = (float(one) for one in row)
        facts: dict[str, Any] = {
            "confidence": level,
            "unit": "share" if share else "score",
            "base": round(n),
            "weighted_base": w,
            "definition": "mean@1",
        }
        if n < 0.5 or w <= 0:
            return undefined("the group has no value", **facts)
        mean = wy / w
        value, worth = mean + self.centre, w * w / ww
        facts |= {"value": value, "effective_base": worth}
        if share:
            value = facts["value"] = min(max(value, 0.0), 1.0)
            low, high = share_interval(value * worth, worth, normal_quantile(level), "wilson")
            error = (value * (1 - value) / worth) ** 0.5
            return Estimate(low=min(low, value), high=max(high, value), standard_error=error, **facts)
        if n < 1.5:
            return Estimate(**facts)
        spread = max(wwyy - 2 * mean * wwy + mean * mean * ww, 0.0)
        error = (n / (n - 1) * spread) ** 0.5 / w
        return Estimate(**facts | around(value, error, level, n - 1))

"""How much commoner something is on one side than on the other, where the same customers are on both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scipy import special

from rapport.measures import Difference
from rapport.measures.inference.intervals import around
from rapport.work.understanding.sums import Sums, share

METHOD = "difference of two shares of the same customers, customers as clusters; Student's t"


@dataclass(frozen=True)
class Sides:
    """Sums over customers on the one side and on the other, and those over both: Σnn', Σkk', Σkn', Σnk'.
    `customers` on either side."""

    one: Sums
    other: Sums
    customers: int
    nn: float
    kk: float
    kn: float
    nk: float

    def turned(self) -> Sides:
        """The same of what does not occur."""
        return Sides(
            _turned(self.one),
            _turned(self.other),
            self.customers,
            self.nn,
            self.nn - self.nk - self.kn + self.kk,
            self.nn - self.kn,
            self.nn - self.nk,
        )

    def difference(self, confidence: float) -> Difference:
        """The one share less the other: whoever is on both sides counts in both, with what that takes off or
        adds. Where a side has none or only such, its spread is taken from both sides together."""
        one, other = (share(side, confidence) for side in (self.one, self.other))
        facts: dict[str, Any] = {"unit": "share", "confidence": confidence, "source": "machine"}
        facts["base"] = int(self.one.n + self.other.n)
        if one.value is None or other.value is None or self.customers < 3:
            return Difference(None, undefined_because="too few customers", **facts)
        value = one.value - other.value
        variance = max(_square(one.standard_error) + _square(other.standard_error) - 2 * self._shared(), 0.0)
        if not variance or not (0 < one.value < 1 and 0 < other.value < 1):
            pooled = (self.one.k + self.other.k) / (self.one.n + self.other.n)
            alike = pooled * (1 - pooled) * (1 / self.one.worth() + 1 / self.other.worth())
            variance = max(variance, alike)
        if not variance:
            return Difference(value, method=METHOD, p=1.0, **facts)
        freedom = self.customers - 1
        p = float(2 * special.stdtr(freedom, -abs(value) / variance**0.5))
        facts |= around(value, variance**0.5, confidence, freedom)
        return Difference(method=METHOD, p=p, **facts)

    def _shared(self) -> float:
        """The covariance that customers on both sides bring."""
        p, q = self.one.k / self.one.n, self.other.k / self.other.n
        both = self.kk - q * self.kn - p * self.nk + p * q * self.nn
        return both / (self.one.n * self.other.n) * self.customers / (self.customers - 1)


def sides_of(row: Mapping[str, Any]) -> Sides:
    """From a row of sums: `n1 k1 nn1 kn1 kk1 m1`, the same of 2, and `customers n1n2 k1k2 k1n2 n1k2`."""
    one, other = (
        Sums(int(row[f"m{side}"]), *(float(row[f"{name}{side}"]) for name in ("n", "k", "nn", "kn", "kk")))
        for side in "12"
    )
    both = (float(row[name]) for name in ("n1n2", "k1k2", "k1n2", "n1k2"))
    return Sides(one, other, int(row["customers"]), *both)


def _turned(one: Sums) -> Sums:
    return Sums(one.customers, one.n, one.n - one.k, one.nn, one.nn - one.kn, one.nn - 2 * one.kn + one.kk)


def _square(error: float | None) -> float:
    return (error or 0.0) ** 2

"""Estimates from sums over customers: all conversations were read, so what is uncertain is the process that
brought them about. Conversations of one customer belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapport.measures import Estimate
from rapport.measures.estimate import undefined
from rapport.measures.inference.intervals import around, share_interval, student_quantile

METHOD = (
    "every conversation was read; the interval is of the process that brought them, customers as clusters"
)


@dataclass(frozen=True)
class Sums:
    """Over customers with `n` conversations of which `k` count (or whose values add up to `k`): how many
    customers, Σn, Σk, Σn², Σkn, Σk²."""

    customers: int
    n: float
    k: float
    nn: float
    kn: float
    kk: float

    def variance(self) -> float | None:
        """Of Σk/Σn as a ratio; None for a single customer."""
        if self.customers < 2 or self.n <= 0:
            return None
        p = self.k / self.n
        apart = max(self.kk - 2 * p * self.kn + p * p * self.nn, 0.0)
        return apart / self.n**2 * self.customers / (self.customers - 1)

    def worth(self) -> float:
        """How many conversations that stand alone these are worth for the share Σk/Σn. Of none, of all, or
        of one customer nothing shows how alike a customer's conversations are: they are taken to be wholly
        alike (Kish), never to be independent."""
        p, variance = self.k / self.n, self.variance()
        if variance is None or not 0 < p < 1:
            return self.n**2 / self.nn
        return min(self.n, p * (1 - p) / variance) if variance else self.n


def share(sums: Sums, confidence: float = 0.95, *, definition: str = "") -> Estimate:
    """Σk of Σn: Wilson's interval on the base that the clusters leave, never more than there are."""
    facts: dict[str, Any] = {
        "unit": "share",
        "confidence": confidence,
        "base": int(sums.n),
        "source": "machine",
    }
    if sums.n <= 0:
        return undefined("no conversation was read", **facts)
    p, worth = sums.k / sums.n, sums.worth()
    quantile = student_quantile(max(sums.customers - 1, 1), confidence)
    low, high = share_interval(p * worth, worth, quantile, "wilson")
    return Estimate(
        value=p,
        low=low,
        high=high,
        effective_base=worth,
        method=f"{METHOD}; Wilson",
        definition=definition or None,
        standard_error=(p * (1 - p) / worth) ** 0.5,
        degrees_of_freedom=float(max(sums.customers - 1, 1)),
        **facts,
    )


def plain_share(k: float, n: float, effect: float, confidence: float = 0.95) -> Estimate:
    """k of n where the design effect of the clusters is known from a larger part."""
    if n <= 0:
        return undefined("no conversation was read", unit="share", confidence=confidence, source="machine")
    worth = n / max(effect, 1.0)
    quantile = student_quantile(max(worth - 1, 1), confidence)
    low, high = share_interval(k / n * worth, worth, quantile, "wilson")
    return Estimate(
        value=k / n, low=low, high=high, confidence=confidence, unit="share", base=int(n), source="machine",
        effective_base=worth, method=f"{METHOD}; Wilson, design effect of the whole",
        standard_error=(k / n * (1 - k / n) / worth) ** 0.5,
    )  # fmt: skip


def mean(sums: Sums, unit: str, confidence: float = 0.95, *, definition: str = "", left: int = 0) -> Estimate:
    """Σk/Σn of values, Student's t by customers; `left` could not be told."""
    excluded = {"cannot tell": left} if left else {}
    facts: dict[str, Any] = {"unit": unit, "confidence": confidence, "base": int(sums.n), "source": "machine"}
    if sums.n <= 0:
        return undefined("of none it could be told", excluded=excluded, **facts)
    found = Estimate(
        value=sums.k / sums.n, excluded=excluded, method=f"{METHOD}; Student's t",
        definition=definition or None, **facts,
    )  # fmt: skip
    variance = sums.variance()
    if variance is None:
        return found
    return found.with_(**around(sums.k / sums.n, variance**0.5, confidence, sums.customers - 1))


def effect_of(whole: Estimate) -> float:
    """How many conversations are worth one that stands alone."""
    return whole.base / whole.effective_base if whole.effective_base else 1.0

"""The spread over strata that buys most precision for a size, a budget or a margin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inputs import Floats, confidence_of
from rapport.measures.sampling.allocate import pull_of, whole
from rapport.measures.sampling.strata_sizes import by_name, held, sizes_of
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Allocation:
    """`units` of each stratum (whole) and `unrounded`, both like the sizes given; of the whole units
    their number `n`, their `cost` (None without costs), and the `standard_error` and `margin` of the
    mean to expect (None when a stratum that varies gets no unit)."""

    units: Any
    unrounded: Any
    n: int
    cost: float | None
    standard_error: float | None
    margin: float | None
    method: str


@checked
def optimal_allocation(
    sizes: Any,
    deviations: Any,
    costs: Any = None,
    *,
    n: int | None = None,
    budget: float | None = None,
    standard_error: float | None = None,
    margin: float | None = None,
    minimum: int = 0,
    confidence: float = 0.95,
) -> Allocation:
    """The spread over strata that is best for a size, a budget, or a margin of error.

    Question it answers: what is the cheapest sample that reaches this margin, or the surest one that
    this budget buys?

    Definition: n_h ∝ N_h S_h / √c_h, held within `minimum` ≤ n_h ≤ N_h, until n, the budget Σ c_h n_h or
    the variance Σ (N_h/N)² (1 − n_h/N_h) S_h² / n_h is reached. Whole units: largest remainder for n;
    for a budget or a margin the unit that buys most is added as long as it fits, or is needed.

    Scale, unit, range: units; `standard_error` and `margin` in the deviations' unit.

    Parameters: `sizes` {stratum: N_h} or a list; `deviations` in each stratum, `costs` of one unit, in
    the same form or one number; exactly one of `n`, `budget` (of units, without fixed costs),
    `standard_error` and `margin` (half the interval of the mean); `minimum` of each stratum.

    Returns: Allocation.

    Raises: InputError when not exactly one goal is given, or it cannot be reached.

    Do not: spread by one question's deviations when another question decides.

    Validated against: R's PracTools (strAlloc: Neyman, proportional, budget and variance constraint on
    its hospital example), unrounded.

    Example:
        >>> found = optimal_allocation({"chat": 7000, "call": 2000}, {"chat": 12, "call": 24}, margin=1.5)
        >>> found.units, round(found.margin, 2)
        ({'chat': 224, 'call': 128}, 1.5)

    References: Neyman (1934), doi:10.2307/2342192. Cochran (1977), Sampling Techniques, chapter 5.
    Valliant, Dever & Kreuter (2018), doi:10.1007/978-3-319-93632-1, chapter 3.

    See also: allocate, sample_size, cluster_sample_size.
    """
    names, size = sizes_of(sizes)
    spread = by_name(deviations, names, "deviations", zero=True)
    price = None if costs is None else by_name(costs, names, "costs", zero=False)
    z = normal_quantile(confidence_of(confidence))
    plan = _Plan(size, spread, np.ones(len(size)) if price is None else price, np.minimum(minimum, size))
    goals = {"n": n, "budget": budget, "standard_error": standard_error, "margin": margin}
    given = [name for name, goal in goals.items() if goal is not None]
    if len(given) != 1 or size.sum() <= 0:
        raise InputError("give one goal", "n, budget, standard_error, margin", "and strata that hold units")
    pull = pull_of(names, size, deviations, costs)
    exact, parts = plan.found(given[0], float(goals[given[0]] or 0), z, names, pull)
    error = plan.variance(parts) ** 0.5
    known = bool(np.isfinite(error))
    method = f"optimal for {given[0].replace('_', ' ')}, " + ("equal costs" if costs is None else "by cost")
    return Allocation(
        _like(sizes, names, [int(part) for part in parts]),
        _like(sizes, names, exact.tolist()),
        int(parts.sum()),
        None if price is None else float((price * parts).sum()),
        error if known else None,
        z * error if known else None,
        method if known else f"{method}; a stratum that varies gets no unit, so no error can be told",
    )


@dataclass(frozen=True)
class _Plan:
    size: Floats
    spread: Floats
    price: Floats
    low: Floats

    def variance(self, parts: Floats) -> float:
        """Of the stratified mean; a stratum without a unit that varies leaves it unbounded."""
        share = self.size / self.size.sum()
        rest = np.maximum(1 - parts / np.maximum(self.size, 1), 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            each = np.where(share * self.spread > 0, share**2 * rest * self.spread**2 / parts, 0.0)
        return float(each.sum())

    def found(
        self, goal: str, wanted: float, z: float, names: list[Any], pull: Floats
    ) -> tuple[Floats, Floats]:
        """The optimum before rounding, and in whole units."""
        if goal == "n":
            self._check(self.low.sum() <= wanted <= self.size.sum() and wanted == int(wanted), goal)
            exact = held(pull, self.low, self.size, lambda parts: float(parts.sum()), wanted)
            return exact, np.array(whole(int(wanted), exact, self.size, names), dtype=np.float64)
        if goal == "budget":
            self._check((self.price * self.low).sum() <= wanted, goal)
            most = min(wanted, float((self.price * self.size).sum()))
            exact = held(pull, self.low, self.size, lambda parts: float((self.price * parts).sum()), most)
            return exact, self._grown(exact, lambda parts: parts, most)
        error = wanted / z if goal == "margin" else wanted
        self._check(error > 0, goal)
        exact = held(pull, self.low, self.size, lambda parts: -self.variance(parts), -(error**2))
        return exact, self._grown(exact, None, error**2)

    def _grown(self, exact: Floats, budget: Any, limit: float) -> Floats:
        """Whole units from below, the one that buys most first: within a budget, or until the variance
        is under its limit."""
        parts = np.maximum(np.floor(exact + 1e-9), self.low)
        worth = (self.size * self.spread) ** 2 / self.price
        for _ in range(10_000):
            if budget is None and self.variance(parts) <= limit * (1 + 1e-12):
                break
            fits = parts < self.size
            if budget is not None:
                fits &= (self.price * parts).sum() + self.price <= limit * (1 + 1e-12)
            if not fits.any():
                break
            with np.errstate(divide="ignore", invalid="ignore"):
                gain = np.where(fits, worth / (parts * (parts + 1)), -1.0)
            parts[int(np.nanargmax(np.where(np.isnan(gain), 0.0, gain)))] += 1
        return parts

    def _check(self, fine: bool, goal: str) -> None:
        if not fine:
            todo = f"give at least the minimums ({self.low.sum():g} units) and at most all"
            raise InputError(f"{goal} cannot be reached", goal, todo)


def _like(sizes: Any, names: list[Any], parts: list[Any]) -> Any:
    return dict(zip(names, parts, strict=True)) if isinstance(sizes, Mapping) else parts

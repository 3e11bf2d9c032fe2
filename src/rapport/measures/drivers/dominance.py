"""Which driver adds more than which other, beside any of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.drivers.driver import DriverImportance
from rapport.measures.drivers.driver_importance import importance_of_rows, members_of
from rapport.measures.drivers.importance_fit import How
from rapport.measures.drivers.moments import moments_of
from rapport.measures.drivers.performance import performances
from rapport.measures.drivers.rows import rows_of
from rapport.measures.drivers.subsets import EXACT_UP_TO, unexplained
from rapport.measures.inputs import Floats, confidence_of
from rapport.records.errors import InputError

TIE = 1e-12


@dataclass(frozen=True)
class Dominance:
    """`general`: each driver's mean gain in R², with intervals. `conditional`: {driver: its mean gain
    beside 0, 1, 2, … others}. `complete`: {(a, b): the share of subsets of the others beside which a
    adds more than b}; 1 is complete dominance."""

    general: DriverImportance
    conditional: dict[str, list[float]]
    complete: dict[tuple[str, str], float]

    def dominates(self, a: str, b: str) -> str | None:
        """The strongest kind by which a dominates b: "complete", "conditional", "general" or None."""
        if self.complete and self.complete[a, b] == 1:
            return "complete"
        pairs = zip(self.conditional.get(a, []), self.conditional.get(b, []), strict=True)
        beside = [one > other for one, other in pairs]
        if beside and all(beside):
            return "conditional"
        first, second = self.general[a].value, self.general[b].value
        return "general" if first is not None and second is not None and first > second else None


@checked
def dominance(
    outcome: Any,
    drivers: Any,
    weights: Any = None,
    clusters: Any = None,
    confidence: float = 0.95,
    *,
    seed: int = 0,
) -> Dominance:
    """Dominance analysis: general, conditional and complete.

    Question it answers: is one driver more useful than another whatever else we look at, or only on
    average?

    Definition: a driver's gain in R² beside each subset of the others. Complete: a's gain is larger
    beside every subset without a and b. Conditional: a's mean gain is larger beside subsets of every
    size. General: its mean over sizes is larger; that is LMG. Version 1.

    Scale, unit, range: share of the outcome's variance, 0–1.

    Base: complete rows, as in `driver_importance`.

    Parameters: as in `driver_importance`; up to 20 drivers.

    Returns: Dominance.

    Undefined when: as `driver_importance`; the two tables are then empty.

    Raises: InputError for more than 20 drivers that vary.

    How sure: general dominance as LMG in `driver_importance`. The tables have no interval.

    Do not: read complete dominance in a small sample as one in the population.

    Validated against: R domir and dominanceanalysis (general); a count over all subsets by hand.

    Example:
        >>> wait, clean = [1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 6]
        >>> found = dominance([1, 2, 2, 4, 5, 5], {"wait": wait, "clean": clean})
        >>> found.dominates("wait", "clean"), found.dominates("clean", "wait")
        ('complete', None)

    References: Budescu (1993), doi:10.1037/0033-2909.114.3.542. Azen & Budescu (2003),
    doi:10.1037/1082-989X.8.2.129.

    See also: driver_importance.
    """
    rows = rows_of(outcome, drivers, weights, clusters)
    how = How("lmg", confidence_of(confidence), seed=seed)
    general = importance_of_rows(rows, members_of(rows.names, None), how, performances(rows, None))
    places = [place for place, name in enumerate(rows.names) if general[name].value is not None]
    if not places:
        return Dominance(general, {}, {})
    if len(places) > EXACT_UP_TO:
        raise InputError(
            f"{len(places)} drivers have too many subsets", "drivers", f"give at most {EXACT_UP_TO}"
        )
    r = moments_of(rows).correlations[np.ix_([*places, -1], [*places, -1])]
    explained = 1 - unexplained(r[None], [[place] for place in range(len(places))])[:, 0]
    names = [rows.names[place] for place in places]
    return Dominance(general, _conditional(explained, names), _complete(explained, names))


def _conditional(explained: Floats, names: list[str]) -> dict[str, list[float]]:
    """Mean gains by the number of others."""
    count = len(names)
    size = np.zeros(1, dtype=np.intp)
    for _ in range(count - 1):
        size = np.concatenate([size, size + 1])
    subsets = np.bincount(size)
    found = {}
    for bit, name in enumerate(names):
        pair = explained.reshape(1 << (count - 1 - bit), 2, 1 << bit)
        gain = (pair[:, 1] - pair[:, 0]).ravel()
        found[name] = (np.bincount(size, gain) / subsets).tolist()
    return found


def _complete(explained: Floats, names: list[str]) -> dict[tuple[str, str], float]:
    """Shares of the subsets of the others beside which the first adds more than the second."""
    count = len(names)
    found: dict[tuple[str, str], float] = {}
    for low in range(count):
        for high in range(low + 1, count):
            four = explained.reshape(1 << (count - 1 - high), 2, 1 << (high - low - 1), 2, 1 << low)
            only_low, only_high = four[:, 0, :, 1], four[:, 1, :, 0]
            found[names[low], names[high]] = float((only_low > only_high + TIE).mean())
            found[names[high], names[low]] = float((only_high > only_low + TIE).mean())
    return found

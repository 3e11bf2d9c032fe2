"""An outcome of ordered levels beside its possible drivers, as the complete rows of a cumulative model."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.drivers.cumulative_fit import Ordered
from rapport.measures.drivers.rows import kept_rows
from rapport.measures.inference.model_columns import (
    Levels,
    Term,
    is_numbers,
    model_terms,
    ordered_labels,
    stated_order,
)
from rapport.measures.inference.named_columns import outcome_and_drivers
from rapport.measures.inputs import Bools, Codes, Floats, labels, numbers, weights_of
from rapport.records.errors import InputError

MOST_LEVELS = 100
SAME = 1e-10


@dataclass(frozen=True, eq=False)
class OrderedRows:
    """Complete rows by rising level, their drivers standardised.

    `levels` are the labels that occur, `terms` the drivers' names with the coefficients of each, `fitted`
    the coefficients that enter, `sure` those that no other driver determines, `z` a line for each fitted
    one; `means`, `deviations` lead back to the drivers' units. `survey` tells whether weights differ.
    """

    levels: tuple[Hashable, ...]
    terms: Mapping[str, tuple[str, ...]]
    fitted: tuple[str, ...]
    sure: frozenset[str]
    edges: Codes
    z: Floats
    means: Floats
    deviations: Floats
    weights: Floats
    survey: bool
    units: Codes | None
    facts: Mapping[str, Any]

    @property
    def coefficients(self) -> tuple[str, ...]:
        """All coefficients' names."""
        return tuple(name for names in self.terms.values() for name in names)

    def model(self, free: Sequence[str] = ()) -> Ordered:
        """The rows as a cumulative model; `free` coefficients may differ from step to step."""
        own = np.array([name in free for name in self.fitted], dtype=bool)
        ones = np.ones((1, self.z.shape[1]))
        return Ordered(self.edges, np.concatenate([ones, self.z[own]]), self.z[~own], self.weights)


def ordered_rows(
    outcome: Any,
    drivers: Any,
    weights: Any,
    clusters: Any,
    counts: Any,
    levels: Sequence[Any] | None,
    driver_levels: Levels | None,
) -> OrderedRows:
    """Arranges whatever was given. Raises InputError."""
    outcome, columns = outcome_and_drivers(outcome, drivers)
    codes, told = _levels(outcome, levels)
    terms = model_terms(columns, len(codes), driver_levels)
    weight = weights_of(weights, len(codes))
    times = _counts(counts, len(codes))
    units = None if clusters is None else labels(clusters, "clusters", length=len(codes))[0]
    lines = np.concatenate([term.lines for term in terms])
    lost = [("no outcome", codes < 0), ("a driver is missing", np.isnan(lines.sum(axis=0)))]
    if units is not None:
        lost.append(("no cluster", units < 0))
    here, excluded = kept_rows(lost, times)
    base, kept = int(times[here].sum()), weight[here]
    square = float((kept**2 * times[here]).sum())
    whole = float((kept * times[here]).sum())
    facts = {"base": base, "excluded": excluded, "weighted_base": whole}
    facts["effective_base"] = whole**2 / square if square > 0 else 0.0
    survey = len(kept) > 0 and bool(kept.min() < kept.max())
    here &= weight * times > 0
    # Survey weights count people only in proportion: they add up to as many as were asked.
    mass = weight * times * (base / whole if whole > 0 else 1.0)
    return _sorted(codes, told, terms, lines, mass, here, units, survey, facts)


def _sorted(
    codes: Codes,
    told: list[Hashable],
    terms: list[Term],
    lines: Floats,
    mass: Floats,
    here: Bools,
    units: Codes | None,
    survey: bool,
    facts: dict[str, Any],
) -> OrderedRows:
    place = np.flatnonzero(here)
    place = place[np.argsort(codes[place], kind="stable")]
    occurring, ranked = np.unique(codes[place], return_inverse=True)
    if len(occurring) > MOST_LEVELS:
        raise InputError(
            f"the outcome has {len(occurring)} levels", "outcome", "use linear_regression, or join levels"
        )
    edges = np.searchsorted(ranked, np.arange(len(occurring) + 1))
    kept, weight = lines[:, place], mass[place]
    names = [name for term in terms for name in term.coefficients]
    total = float(weight.sum())
    means = kept @ weight / total if total > 0 else np.zeros(len(kept))
    kept = kept - means[:, None]
    deviations = np.sqrt((kept**2) @ weight / total) if total > 0 else np.zeros(len(kept))
    varies = deviations > 1e-12 * np.maximum(np.abs(means), 1e-300)
    z = kept[varies] / deviations[varies][:, None]
    first, sure = _independent((z * weight) @ z.T / total) if varies.any() else (varies[:0], varies[:0])
    active = np.flatnonzero(varies)
    return OrderedRows(
        tuple(told[code] for code in occurring),
        {term.name: term.coefficients for term in terms},
        tuple(names[k] for k in active[first]),
        frozenset(names[k] for k in active[first & sure]),
        edges,
        z[first],
        means[active[first]],
        deviations[active[first]],
        weight,
        survey,
        None if units is None else np.unique(units[place], return_inverse=True)[1],
        facts,
    )


def _independent(r: Floats) -> tuple[Bools, Bools]:
    """Columns that earlier ones do not determine, and those that no others determine."""
    values, vectors = np.linalg.eigh(r)
    sure = ~(np.abs(vectors[:, values <= SAME]) > 1e-6).any(axis=1)
    if sure.all():
        return sure, sure
    first = np.zeros(len(r), dtype=bool)
    for place in range(len(r)):
        tried = [*np.flatnonzero(first).tolist(), place]
        first[place] = float(np.linalg.eigvalsh(r[np.ix_(tried, tried)])[0]) > SAME
    return first, sure


def _levels(outcome: Any, levels: Sequence[Any] | None) -> tuple[Codes, list[Hashable]]:
    """The level of each row, 0 the lowest, −1 missing, and the levels."""
    if levels is None and is_numbers(outcome):
        column = numbers(outcome, "outcome")
        there = ~np.isnan(column)
        values, ranked = np.unique(column[there], return_inverse=True)
        codes = np.full(len(column), -1, dtype=np.intp)
        codes[there] = ranked
        return codes, [int(one) if one == int(one) else float(one) for one in values]
    if levels is None and stated_order(outcome) is None:
        todo = 'say it: levels=["low", "medium", "high"]'
        raise InputError("the order of the outcome's labels is not known", "outcome", todo)
    codes, found = ordered_labels(outcome, "outcome", None, levels)
    return codes, found


def _counts(counts: Any, length: int) -> Floats:
    """How many people each row stands for."""
    if counts is None:
        return np.ones(length)
    found = numbers(counts, "counts", length=length)
    if not ((found >= 0) & (found == np.floor(found))).all():
        raise InputError("counts must be whole numbers from 0 on", "counts", "give one to each row")
    return found

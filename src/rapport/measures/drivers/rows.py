"""An outcome beside its possible drivers, as the complete rows of one array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from rapport.measures.inference.named_columns import outcome_and_drivers
from rapport.measures.inputs import Bools, Codes, Floats, labels, numbers, weights_of


@dataclass(frozen=True)
class Rows:
    """Complete rows: `values` has one line a driver and the outcome's last, one column a row.

    `weights` are survey weights (all 1 without), `weighted` whether they differ, `units` the cluster
    of each row (None: each row is a unit of its own), `excluded` the rows left out, by reason.
    """

    names: tuple[str, ...]
    values: Floats
    weights: Floats
    weighted: bool
    units: Codes | None
    excluded: dict[str, int]

    @property
    def base(self) -> int:
        """The number of complete rows."""
        return int(self.values.shape[1])

    @cached_property
    def unit_count(self) -> int:
        """The number of independent units: clusters, or rows."""
        return self.base if self.units is None else int((np.bincount(self.units) > 0).sum())

    @cached_property
    def weighted_base(self) -> float:
        """The sum of the weights."""
        return float(self.weights.sum())

    @cached_property
    def effective_base(self) -> float:
        """What the weighted rows are worth."""
        square = float((self.weights**2).sum())
        return self.weighted_base**2 / square if square > 0 else 0.0


def rows_of(outcome: Any, drivers: Any, weights: Any = None, clusters: Any = None) -> Rows:
    """Arranges whatever was given; rows with anything missing are left out and counted.

    `drivers` a data frame, a mapping of columns, one column, or rows × drivers (named x1, x2, …);
    `outcome` a column, or the name of one of them.
    """
    outcome, columns = outcome_and_drivers(outcome, drivers)
    y = numbers(outcome, "outcome")
    values = np.empty((len(columns) + 1, len(y)))
    values[-1] = y
    for line, (name, column) in enumerate(columns.items()):
        values[line] = numbers(column, name, length=len(y))
    rows = weights_of(weights, len(y))
    units = None if clusters is None else labels(clusters, "clusters", length=len(y))[0]
    lost = [
        ("no outcome", np.isnan(y)),
        ("a driver is missing", np.isnan(values[:-1].sum(axis=0))),
        ("no cluster", np.zeros(len(y), dtype=bool) if units is None else units < 0),
    ]
    here, excluded = kept_rows(lost, np.ones(len(y), dtype=np.intp))
    if excluded:
        values, rows = values[:, here], rows[here]
        units = None if units is None else units[here]
    weighted = weights is not None and len(rows) > 0 and bool(rows.min() < rows.max())
    return Rows(tuple(columns), values, rows, weighted, units, excluded)


def kept_rows(lost: Sequence[tuple[str, Bools]], times: Any) -> tuple[Bools, dict[str, int]]:
    """Rows that nothing is missing of, and how many others there are (`times` each) by the first reason."""
    here = np.ones(len(times), dtype=bool)
    excluded: dict[str, int] = {}
    for reason, gone in lost:
        if count := int(times[gone & here].sum()):
            excluded[reason] = count
        here &= ~gone
    return here, excluded

"""Weights that make a sample's cells as large as they are in the population."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.columns import by_label
from rapport.measures.inputs import Floats, weights_of
from rapport.measures.sampling.auxiliaries import auxiliaries
from rapport.measures.sampling.calibration_solver import check_somebody
from rapport.records.errors import InputError


@checked
def post_stratify(frame: Any, totals: Mapping[Any, Mapping[Any, float]], *, weights: Any = None) -> Floats:
    """Survey weights that meet the population's size in every cell.

    Question it answers: how much must each answer count, when some groups answered less than others?

    Definition: w · N_c / Σ_c w in each cell c.

    Scale, unit, range: weights ≥ 0 that add up to the population.

    Base: every row; a row without a label is refused.

    Parameters: `frame` a data frame or {column: labels}; `totals` {column: {label: size}}, or
    {(column, column): {(label, label): size}} for cells of several; `weights` to start from.

    Returns: an array, one weight a row; their sum is the population's size.

    Raises: InputError for an unknown column or label, or a cell of the population without a row: merge
    it with a neighbour.

    Do not: use cells of a handful of rows; the weights grow and the effective base shrinks.

    Validated against: R survey's postStratify on the California schools and on the table of Kalton &
    Flores-Cervantes (2003), and the simulated sample of the PyPI package balance.

    Example:
        >>> post_stratify({"kind": ["new", "new", "old"]}, {"kind": {"new": 10, "old": 30}}).tolist()
        [5.0, 5.0, 30.0]

    References: Holt & Smith (1979), doi:10.2307/2344652.

    See also: rake, calibrate, calibrated_mean (the mean with its interval), weighting_loss.
    """
    if len(totals) != 1 or not isinstance(by_label(next(iter(totals.values()))), Mapping):
        raise InputError("not one margin was given", "totals", "give {column: {label: size}}, or use rake")
    known = auxiliaries(frame, totals)
    start = weights_of(weights, len(known.cell))
    block = known.blocks[0]
    check_somebody(known, known.sums(start))
    total = block.totals(known.sums(start))
    scaled: Floats = start * block.times(block.targets / np.where(total > 0, total, 1.0))[known.cell]
    return scaled

"""Weights that meet known totals of labels and numbers, as near to the old ones as can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Floats, weights_of
from rapport.measures.sampling.auxiliaries import Auxiliaries, auxiliaries
from rapport.measures.sampling.calibration_solver import Bounds, check_bounds, solved
from rapport.measures.sampling.weighting_loss import WeightingLoss, weighting_loss


@dataclass(frozen=True)
class Calibrated:
    """`weights` one a row; `start` those before; `low`, `high` the smallest and largest ratio of both;
    the `rounds` it took and the largest relative `gap` left; what the weights cost (`loss`); and the
    facts met, for the errors of `calibrated_mean`."""

    weights: Floats
    start: Floats
    low: float
    high: float
    rounds: int
    gap: float
    method: str
    loss: WeightingLoss
    known: Auxiliaries = field(repr=False)


@checked
def calibrate(
    frame: Any,
    totals: Mapping[Any, Any],
    method: str = "linear",
    bounds: Bounds = None,
    *,
    weights: Any = None,
    population: float | None = None,
    tolerance: float = 1e-9,
    rounds: int = 100,
) -> Calibrated:
    """Survey weights that meet known totals, of labels and of numbers.

    Question it answers: how much must each answer count, when I know how many customers there are by
    segment and also, say, their orders in all?

    Definition: w = d F(xλ) with λ such that Σ w x = the totals; F(u) = 1 + u (linear, the regression
    estimator), exp u (raking), or a logistic curve between the bounds (logit). Bounds cut the other two.

    Scale, unit, range: weights add up to the population when it is known; linear weights without
    bounds may be negative.

    Base: every row; a row without a label or number is refused.

    Parameters: `frame` a data frame or {column: values}; `totals` {column: {label: size}}, {(column,
    column): {(label, label): size}} or {column: total of a column of numbers}; `bounds` of the ratio of
    new to old weight; `weights` to start from (None: the population over the rows, for each);
    `population` where no label tells it; `tolerance` relative.

    Returns: Calibrated: `.weights`, ratios, rounds, the gap left and what the weights cost.

    Raises: InputError for unknown columns or labels, groups without a row, totals of unlike
    populations, and totals that cannot be met, naming the worst.

    Do not: calibrate on a total of another period or another definition of the column; it biases
    silently.

    Validated against: R survey's calibrate on the California schools, and its linear, logit and
    regression weights for the table of Kalton & Flores-Cervantes (2003).

    Example:
        >>> frame = {"kind": ["new", "new", "old", "old"], "orders": [1, 3, 2, 6]}
        >>> found = calibrate(frame, {"kind": {"new": 20, "old": 20}, "orders": 140})
        >>> found.weights.round(6).tolist()
        [8.0, 12.0, 6.0, 14.0]

    References: Deville & Särndal (1992), doi:10.1080/01621459.1992.10475217. Deville, Särndal & Sautory
    (1993), doi:10.1080/01621459.1993.10476369.

    See also: calibrated_mean, rake, post_stratify, trim_weights.
    """
    check_bounds(method, bounds)
    known = auxiliaries(frame, totals, population)
    start = start_of(weights, known)
    counted = np.where(somebody(known)[known.cell], start, 0.0)
    found = solved(known, known.sums(counted), method, bounds, tolerance, rounds)
    ratio = np.where(somebody(known), found.ratio, 0.0)
    new = start * ratio[known.cell]
    there = ratio[known.sums(start) > 0]
    return Calibrated(
        weights=new,
        start=start,
        low=float(there.min(initial=np.inf)),
        high=float(there.max(initial=-np.inf)),
        rounds=found.rounds,
        gap=found.gap,
        method=method,
        loss=weighting_loss(np.maximum(new, 0.0)),
        known=known,
    )


def start_of(weights: Any, known: Auxiliaries) -> Floats:
    """The weights given, or the population spread evenly where its size is known."""
    length = len(known.cell)
    given = weights_of(weights, length)
    sizes = [
        float(block.targets.sum()) for block in known.blocks if block.grouped or block.column == "population"
    ]
    return given * (sizes[0] / length) if weights is None and sizes and length else given


def somebody(known: Auxiliaries) -> Any:
    """Cells that stand for somebody: a label of size 0 has no one in the population."""
    there = np.ones(known.cells, dtype=bool)
    for block in known.blocks:
        if block.grouped:
            there &= (block.targets > 0)[block.code]
    return there

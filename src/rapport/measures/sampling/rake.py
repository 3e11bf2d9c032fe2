"""Weights that meet several margins of the population at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.columns import by_label
from rapport.measures.inputs import Floats, weights_of
from rapport.measures.sampling.auxiliaries import Auxiliaries, auxiliaries
from rapport.measures.sampling.calibrate import calibrate, somebody
from rapport.measures.sampling.calibration_solver import Bounds, check_somebody
from rapport.records.errors import InputError


@checked
def rake(
    frame: Any,
    margins: Mapping[Any, Mapping[Any, float]],
    *,
    weights: Any = None,
    bounds: Bounds = None,
    tolerance: float = 1e-10,
    rounds: int = 1000,
) -> Floats:
    """Survey weights that meet the population's size in every margin.

    Question it answers: how much must each answer count, when sizes are known by channel and by segment
    but not for each pair of them?

    Definition: iterative proportional fitting: post-stratify by one margin after the other until all
    hold. With `bounds` as `calibrate` does it, the ratios cut at the bounds.

    Scale, unit, range: weights ≥ 0 that add up to the population.

    Base: every row; a row without a label is refused. Rows alike in all margins are fitted as one, so
    millions of rows cost little more than reading them.

    Parameters: `frame` a data frame or {column: labels}; `margins` {column: {label: size}}, also
    {(column, column): {(label, label): size}}, all adding up to the same population; `weights` to start
    from; `bounds` of the ratio of new to old weight; `tolerance` relative to the population; at most
    `rounds`.

    Returns: an array, one weight a row.

    Raises: InputError for unknown columns or labels, margins of unlike totals, a label nobody has, or
    margins that no weights meet, naming the label that misses most.

    Do not: rake on many margins of few rows each; look with `weighting_loss` at what is left.

    Validated against: R survey's rake for the table of Kalton & Flores-Cervantes (2003), and the
    simulated sample of the PyPI package balance.

    Example:
        >>> frame = {"kind": ["new", "new", "old", "old"], "channel": ["chat", "call", "chat", "call"]}
        >>> rake(frame, {"kind": {"new": 10, "old": 30}, "channel": {"chat": 20, "call": 20}}).tolist()
        [5.0, 5.0, 15.0, 15.0]

    References: Deming & Stephan (1940), doi:10.1214/aoms/1177731829. Kalton & Flores-Cervantes (2003),
    Weighting methods, Journal of Official Statistics 19, 81–97.

    See also: calibrate, calibrated_mean, post_stratify, trim_weights, weighting_loss;
    covariate_balancing_weights, where the population is a file of people.
    """
    if not margins or not all(isinstance(by_label(sizes), Mapping) for sizes in margins.values()):
        raise InputError("no margin was given", "margins", "give {column: {label: size}}")
    if bounds is not None:
        return calibrate(frame, margins, "raking", bounds, weights=weights, tolerance=tolerance).weights
    known = auxiliaries(frame, margins)
    start = weights_of(weights, len(known.cell))
    ratio = _fitted(known, np.where(somebody(known), known.sums(start), 0.0), tolerance, rounds)
    scaled: Floats = start * ratio[known.cell]
    return scaled


def _fitted(known: Auxiliaries, start: Floats, tolerance: float, rounds: int) -> Floats:
    """The ratio of new to old weight in each cell, margin after margin."""
    check_somebody(known, start)
    amount, gaps = start.copy(), np.zeros(0)
    size = float(known.blocks[0].targets.sum())
    for _ in range(max(rounds, 1)):
        for block in known.blocks:
            total = block.totals(amount)
            amount *= (block.targets / np.where(total > 0, total, 1.0))[block.code]
        gaps = np.abs(known.totals(amount) - known.targets) / size
        if gaps.max() <= tolerance:
            return np.divide(amount, start, out=np.zeros(len(start)), where=start > 0)
    worst = int(np.argmax(gaps))
    raise InputError(
        f"the margins were not met after {rounds} rounds: {known.names[worst]} misses by "
        f"{gaps[worst]:.2%} of the population",
        "margins",
        "merge small groups or drop a margin",
    )

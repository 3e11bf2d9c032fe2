"""Weights that meet several margins of the population at once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from rapport.measures.inputs import Codes, Floats, sums, weights_of
from rapport.measures.sampling.post_stratify import cells, fitted
from rapport.records.errors import InputError


def rake(
    frame: Any,
    margins: Mapping[Any, Mapping[Any, float]],
    *,
    weights: Any = None,
    tolerance: float = 1e-10,
    rounds: int = 1000,
) -> Floats:
    """Survey weights that meet the population's size in every margin.

    Question it answers: how much must each answer count, when sizes are known by channel and by segment
    but not for each pair of them?

    Definition: iterative proportional fitting: post-stratify by one margin after the other until all
    hold.

    Parameters: `frame` a data frame or {column: labels}; `margins` {column: {label: size}}, all adding
    up to the same population; `weights` to start from; `tolerance` relative; at most `rounds`.

    Returns: an array, one weight a row.

    Raises: InputError for unknown columns or labels, margins of unlike totals, a label nobody has, or
    margins that no weights meet.

    Do not: rake on many margins of few rows each; look at the effective base of what comes out.

    Validated against: the table of Kalton & Flores-Cervantes (2003).

    Example:
        >>> frame = {"kind": ["new", "new", "old", "old"], "channel": ["chat", "call", "chat", "call"]}
        >>> rake(frame, {"kind": {"new": 10, "old": 30}, "channel": {"chat": 20, "call": 20}}).tolist()
        [5.0, 5.0, 15.0, 15.0]

    References: Deming & Stephan (1940), doi:10.1214/aoms/1177731829. Kalton & Flores-Cervantes (2003),
    Weighting methods, Journal of Official Statistics 19, 81–97.

    See also: post_stratify.
    """
    parts = [(column, *cells(frame, column, sizes)) for column, sizes in margins.items()]
    if not parts:
        raise InputError("no margin was given", "margins", "give {column: {label: size}}")
    totals = [sum(size for _, size in wanted) for _, _, wanted in parts]
    if max(totals) - min(totals) > 1e-6 * max(totals):
        raise InputError(
            f"the margins add up to {min(totals):g} and {max(totals):g}",
            "margins",
            "give sizes of the same population",
        )
    current = weights_of(weights, len(parts[0][1]))
    for _ in range(rounds):
        for column, code, wanted in parts:
            current = fitted(current, code, wanted, column)
        if all(_met(current, code, wanted, tolerance) for _, code, wanted in parts):
            return current
    raise InputError(
        f"the margins were not met after {rounds} rounds", "margins", "merge small groups or drop a margin"
    )


def _met(weights: Floats, code: Codes, wanted: list[tuple[Hashable, float]], tolerance: float) -> bool:
    size = np.array([size for _, size in wanted])
    return bool((np.abs(sums(code, weights, len(wanted)) - size) <= tolerance * size.sum()).all())

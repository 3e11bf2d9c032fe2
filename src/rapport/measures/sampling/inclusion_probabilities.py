"""How likely each unit is to be drawn when larger ones shall be likelier."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Floats, numbers
from rapport.records.errors import InputError


@checked
def inclusion_probabilities(sizes: Any, n: int) -> Floats:
    """The probability of each unit in a sample of n in proportion to size.

    Question it answers: with what probability does each account enter, when large accounts matter more?

    Definition: π_i = n x_i / Σ x; a unit that would pass 1 is certain (π = 1), and the rest share the
    rest, until none passes 1.

    Scale, unit, range: 0 to 1; they add up to n.

    Parameters: `sizes` x of each unit, not negative (0: never drawn); `n` to draw.

    Returns: an array, one probability a unit.

    Raises: InputError for a missing or negative size, or more units than have a size above 0.

    Do not: take a size that the answer is unrelated to; it widens the interval.

    Validated against: R's sampling (inclusionprobabilities) by its definition, and the frequency of
    each unit over seeds.

    Example:
        >>> inclusion_probabilities([1, 2, 3, 14], 2).round(3).tolist()
        [0.167, 0.333, 0.5, 1.0]

    References: Tillé (2006), doi:10.1007/0-387-34240-0, chapter 2.

    See also: draw_pps.
    """
    x = numbers(sizes, "sizes")
    if np.isnan(x).any() or (x < 0).any():
        raise InputError("a size is missing or negative", "sizes", "give a number ≥ 0 to each unit")
    able = int((x > 0).sum())
    if n < 0 or n != int(n) or n > able:
        raise InputError(
            f"{n} units are wanted of {able} with a size above 0", "n", "give a whole number up to that"
        )
    found = np.zeros(len(x))
    if not n:
        return found
    certain = np.zeros(len(x), dtype=bool)
    x = x / x.max()
    while True:
        left = n - int(certain.sum())
        rest = np.where(certain, 0.0, x)
        total = float(rest.sum())
        found = np.where(certain, 1.0, rest * (left / total if left and total > 0 else 0.0))
        more = ~certain & (found >= 1 - 1e-12)
        if not more.any():
            return found
        certain |= more

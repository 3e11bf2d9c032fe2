"""What unequal weights cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import numbers, weights_of


@dataclass(frozen=True)
class WeightingLoss:
    """`design_effect` by which unequal weights widen a variance (None without any weight), the
    `effective_base` left of the `base` of rows with a weight above 0, and the share of all weight that
    the heaviest hundredth of rows holds."""

    design_effect: float | None
    effective_base: float
    base: int
    heaviest_share: float | None


@checked
def weighting_loss(weights: Any) -> WeightingLoss:
    """What unequal weights cost: Kish's design effect and the effective base.

    Question it answers: how many answers of equal weight are these worth?

    Definition: design effect n Σw² / (Σw)² over rows with w > 0; effective base n over it.

    Scale, unit, range: design effect ≥ 1; effective base from 1 to n.

    Base: rows whose weight is above 0 (those with 0 did not answer).

    Parameters: `weights` one a row, not negative.

    Returns: WeightingLoss.

    Undefined when: no row has a weight: `design_effect` is None.

    Raises: InputError for a missing, infinite or negative weight.

    Do not: read it as the design effect of one question: weights related to the answer can also
    sharpen it, which only the interval of `calibrated_mean` knows.

    Validated against: R's PracTools (deffK) on the NHIS data.

    Example:
        >>> found = weighting_loss([1, 1, 2])
        >>> round(found.design_effect, 3), round(found.effective_base, 3)
        (1.125, 2.667)

    References: Kish (1992), Weighting for unequal P_i, Journal of Official Statistics 8, 183–200.

    See also: trim_weights, calibrate.
    """
    given = numbers(weights, "weights")
    rows = weights_of(given, len(given)) if given.any() or np.isnan(given).any() else given
    there = rows[rows > 0]
    if not len(there):
        return WeightingLoss(None, 0.0, 0, None)
    scaled = there / there.max()
    total, squares = float(scaled.sum()), float((scaled**2).sum())
    top = max(1, len(scaled) // 100)
    heaviest = float(np.partition(scaled, len(scaled) - top)[-top:].sum()) / total
    return WeightingLoss(len(scaled) * squares / total**2, total**2 / squares, len(scaled), heaviest)

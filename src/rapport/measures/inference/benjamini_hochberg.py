"""Many comparisons at once without fooling ourselves."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.inputs import Floats, numbers
from rapport.records.errors import InputError


def benjamini_hochberg(p: Any) -> Floats:
    """Adjusted p values that control the share of false discoveries.

    Question it answers: of all the differences we tested, which can we report?

    Definition: p_(i) · m / i, made monotone from the largest down, at most 1. Reporting all with an
    adjusted p of at most q keeps the expected share of false ones at most q.

    Parameters: `p` values 0–1, NaN where nothing was tested (they do not count among the m).

    Returns: an array in the given order, NaN where p was NaN.

    Raises: InputError for a p outside 0–1.

    Do not: adjust only those that look significant.

    Validated against: R's p.adjust and the fifteen values of Benjamini & Hochberg (1995).

    Example:
        >>> benjamini_hochberg([0.01, 0.04, 0.03]).tolist()
        [0.03, 0.04, 0.04]

    References: Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.

    See also: compare.
    """
    given = numbers(p, "p")
    if ((given < 0) | (given > 1)).any():
        raise InputError("a p value lies outside 0 to 1", "p", "give probabilities")
    tested = np.flatnonzero(~np.isnan(given))
    order = tested[np.argsort(-given[tested], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    adjusted = np.full(len(given), np.nan)
    adjusted[order] = np.minimum(np.minimum.accumulate(given[order] * len(order) / np.maximum(ranks, 1)), 1.0)
    return adjusted

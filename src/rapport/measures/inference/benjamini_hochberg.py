"""Many comparisons at once without fooling ourselves."""

from __future__ import annotations

from typing import Any

from rapport.measures.checked import checked
from rapport.measures.inference.adjust import adjust
from rapport.measures.inputs import Floats


@checked
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

    See also: adjust, compare, compare_groups.
    """
    return adjust(p, "benjamini_hochberg")

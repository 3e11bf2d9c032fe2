"""p values that stay honest when many things were tested."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Floats, chosen, numbers
from rapport.records.errors import InputError

METHODS = ("benjamini_hochberg", "benjamini_yekutieli", "holm", "hochberg", "bonferroni")


@checked
def adjust(p: Any, method: str = "benjamini_hochberg") -> Floats:
    """Adjusted p values.

    Question it answers: of all the differences we tested, which can we report?

    Definition: with p sorted and m of them — benjamini_hochberg p m/i, benjamini_yekutieli that times
    Σ 1/i, hochberg p (m − i + 1), each the least from there up; holm p (m − i + 1), the most up to
    there; bonferroni p m. At most 1.

    Scale, unit, range: probabilities, 0–1.

    Parameters: `p` values 0–1, NaN where nothing was tested (they do not count among the m); `method`.

    Returns: an array in the given order, NaN where p was NaN.

    Raises: InputError for a p outside 0–1 or an unknown method.

    How sure: benjamini_hochberg keeps the expected share of false ones among the reported (independent
    or positively dependent tests), benjamini_yekutieli under any dependence; holm and bonferroni keep
    the chance of even one false one; hochberg that too, for independent tests.

    Do not: adjust only those that look significant.

    Validated against: R's p.adjust on the fifteen values of Benjamini & Hochberg (1995), five methods.

    Example:
        >>> adjust([0.01, 0.04, 0.03], "holm").tolist()
        [0.03, 0.06, 0.06]

    References: Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x. Benjamini &
    Yekutieli (2001), doi:10.1214/aos/1013699998. Holm (1979), Scandinavian Journal of Statistics 6,
    65–70. Hochberg (1988), doi:10.1093/biomet/75.4.800.

    See also: benjamini_hochberg, compare_groups.
    """
    given = numbers(p, "p")
    if ((given < 0) | (given > 1)).any():
        raise InputError("a p value lies outside 0 to 1", "p", "give probabilities")
    chosen(method, METHODS, "method")
    tested = np.flatnonzero(~np.isnan(given))
    order = tested[np.argsort(given[tested], kind="stable")]
    adjusted = np.full(len(given), np.nan)
    adjusted[order] = np.minimum(_sorted(given[order], method), 1.0)
    return adjusted


def _sorted(p: Floats, method: str) -> Floats:
    m = len(p)
    if method == "bonferroni":
        return p * m
    place = np.arange(1, m + 1)
    factor = m - place + 1.0 if method in ("holm", "hochberg") else m / place
    if method == "benjamini_yekutieli":
        factor = factor * (1 / place).sum()
    if method == "holm":
        up: Floats = np.maximum.accumulate(p * factor)
        return up
    down: Floats = np.minimum.accumulate((p * factor)[::-1])[::-1]
    return down

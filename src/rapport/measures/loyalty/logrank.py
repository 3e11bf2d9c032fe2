"""Whether groups stay equally long."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.inputs import labels, sums
from rapport.measures.loyalty.followed import followed, ladder


@dataclass(frozen=True)
class LogRank:
    """`statistic` (chi-squared), `degrees_of_freedom` and `p` (None when it cannot be told), with the
    endings `observed` and `expected` of each group, the base and what was excluded."""

    statistic: float | None
    degrees_of_freedom: int
    p: float | None
    observed: Mapping[Hashable, float]
    expected: Mapping[Hashable, float]
    base: int
    excluded: Mapping[str, int]
    undefined_because: str | None = None
    method: str = "log-rank test"


@checked
def logrank(durations: Any, observed: Any = None, groups: Any = None) -> LogRank:
    """Log-rank test of equal stays in two or more groups.

    Question it answers: do customers of these groups really stay for different times, or may that be
    chance?

    Definition: Σ over times of the endings observed less expected in each group, given how many of each
    were at risk, squared and divided by their hypergeometric variance.

    Base: rows with a duration and a group. Excluded: "duration or ending is missing", "no group".

    Parameters: `durations`, `observed` as in `kaplan_meier`; `groups` one label a row.

    Returns: LogRank with `statistic`, `degrees_of_freedom`, `p`.

    Undefined when: there is one group only, or nothing ended.

    Raises: InputError as in `kaplan_meier`.

    Do not: use it for curves that cross: differences cancel.

    Validated against: R survival's survdiff and PyPI lifelines on the lung data (10.3267 by sex).

    Example:
        >>> found = logrank([1, 2, 3, 4, 5, 6, 7, 8], [1] * 8, ["a"] * 4 + ["b"] * 4)
        >>> round(found.statistic, 3), round(found.p, 4)
        (7.344, 0.0067)

    References: Mantel (1966), Cancer Chemotherapy Reports 50, 163–170.

    See also: kaplan_meier, cox.
    """
    rows = followed(durations, observed)
    given = np.zeros(len(rows.here)) if groups is None else groups
    codes, names = labels(given, "groups", length=len(rows.here))
    here = codes[rows.here] >= 0
    missing = int((~here).sum())
    excluded = {**rows.excluded, **({"no group": missing} if missing else {})}
    time, ended, group = rows.time[here], rows.ended[here], codes[rows.here][here]
    steps = ladder(time, ended)
    keep = steps.ended > 0
    count = len(names)
    place = np.searchsorted(steps.times, time)
    seen, expected = np.zeros(count), np.zeros(count)
    variance = np.zeros((count, count))
    risk, ends = steps.at_risk[keep], steps.ended[keep]
    shares = []
    for one in range(count):
        mine = sums(place[group == one], None, len(steps.times))
        at_risk = np.cumsum(mine[::-1])[::-1][keep]
        shares.append(at_risk / risk)
        seen[one] = float(ended[group == one].sum())
        expected[one] = float((ends * at_risk / risk).sum())
    spread = np.divide(ends * (risk - ends), risk - 1, out=np.zeros_like(risk), where=risk > 1)
    for i, first in enumerate(shares):
        for j, second in enumerate(shares):
            variance[i, j] = float((spread * first * ((i == j) - second)).sum())
    facts: dict[str, Any] = {
        "degrees_of_freedom": max(count - 1, 0),
        "observed": dict(zip(names, seen.tolist(), strict=True)),
        "expected": dict(zip(names, expected.tolist(), strict=True)),
        "base": len(time),
        "excluded": excluded,
    }
    if count < 2 or not ends.any() or np.linalg.matrix_rank(variance) == 0:
        why = "there is one group only" if count < 2 else "nothing ended while two groups were at risk"
        return LogRank(statistic=None, p=None, undefined_because=why, **facts)
    off = seen - expected
    statistic = float(off @ np.linalg.pinv(variance, hermitian=True) @ off)
    return LogRank(statistic=statistic, p=float(special.chdtrc(count - 1, statistic)), **facts)

"""Comparisons that need only an order: which of two or more groups tends to be higher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.hodges_lehmann import shift_between
from rapport.measures.inference.intervals import (
    logit_limits,
    normal_quantile,
    share_interval,
    student_quantile,
)
from rapport.measures.inference.tested import Tested, untested
from rapport.measures.inputs import Floats, confidence_of, labels, numbers, sums


@dataclass(frozen=True)
class Order:
    """`superiority`: the chance that one of a is above one of b (ties count half). `shift`: by how much
    a lies above b (Hodges–Lehmann). `statistic` W and `p` of Wilcoxon's rank-sum test (two-sided)."""

    superiority: Estimate
    shift: Estimate
    statistic: float | None
    p: float | None


@checked
def rank_compare(a: Any, b: Any, confidence: float = 0.95, *, continuity: bool = True) -> Order:
    """Two independent groups by the order of their values (Wilcoxon, Mann–Whitney).

    Question it answers: does a random customer of this team score above one of that team?

    Definition: W = Σ ranks of a − n(n + 1)/2; superiority W / (n m); shift the median of all differences
    a − b. p from the normal with the ties' variance, with continuity correction.

    Scale, unit, range: superiority share 0–1; shift as the values.

    Base: values of both. Excluded: "missing".

    Parameters: `a`, `b` columns of numbers, of any lengths; `continuity`.

    Returns: Order.

    Undefined when: either has no value. One value on a side has no interval.

    Raises: InputError for text and infinite numbers.

    How sure: superiority by Brunner and Munzel's variance on the log odds with Student's t, from some
    ten values a side; where the sides do not overlap, Wilson's interval on the smaller side. The
    shift's interval inverts the test.

    Do not: read p as a comparison of means or medians unless both have one shape.

    Validated against: R's wilcox.test on 0–10 answers (W, p), scipy's mannwhitneyu and brunnermunzel.

    Example:
        >>> found = rank_compare([3, 4, 5, 6], [1, 2, 3, 4])
        >>> found.superiority.value, found.shift.value, found.statistic
        (0.875, 2.0, 14.0)

    References: Hollander, Wolfe & Chicken (2014), doi:10.1002/9781119196037. Brunner & Munzel (2000),
    doi:10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U.

    See also: compare, kruskal_wallis.
    """
    level = confidence_of(confidence)
    first, second = numbers(a, "a"), numbers(b, "b")
    missing = int(np.isnan(first).sum() + np.isnan(second).sum())
    first, second = np.sort(first[~np.isnan(first)]), np.sort(second[~np.isnan(second)])
    n, m = len(first), len(second)
    facts: dict[str, Any] = {
        "confidence": level,
        "base": n + m,
        "excluded": {"missing": missing} if missing else {},
        "definition": "rank_compare@1",
    }
    if not n or not m:
        because = "one side has no value"
        return Order(
            undefined(because, unit="share", **facts), undefined(because, unit="score", **facts), None, None
        )
    below = (np.searchsorted(second, first) + np.searchsorted(second, first, side="right")) / 2
    above = (np.searchsorted(first, second) + np.searchsorted(first, second, side="right")) / 2
    w = float(below.sum())
    error = _null_error(np.concatenate([first, second]), n, m)
    away = abs(w - n * m / 2)
    z = max(away - 0.5 * continuity, 0.0) / error if error > 0 else 0.0
    shift = shift_between(first, second, normal_quantile(level) * error)
    return Order(
        _superiority(below / m, above / n, level, facts),
        Estimate(
            value=shift.value,
            low=shift.low if min(n, m) > 1 else None,
            high=shift.high if min(n, m) > 1 else None,
            unit="score",
            method="Hodges–Lehmann shift, inverted rank-sum test",
            **facts,
        ),
        w,
        float(2 * special.ndtr(-z)),
    )


def _null_error(values: Floats, n: int, m: int) -> float:
    """Standard deviation of W when both are alike, with ties."""
    _, times = np.unique(values, return_counts=True)
    total = float(n + m)
    ties = float((times.astype(np.float64) ** 3 - times).sum()) / (total * (total - 1)) if total > 1 else 0.0
    return float(max(n * m / 12 * (total + 1 - ties), 0.0) ** 0.5)


def _superiority(mine: Floats, theirs: Floats, level: float, facts: dict[str, Any]) -> Estimate:
    """`mine`: the share of b each a is above; `theirs`: the share of a each b is above."""
    n, m = len(mine), len(theirs)
    value = float(mine.mean())
    plain = Estimate(value=value, unit="share", method="P(a > b), Brunner–Munzel on the log odds", **facts)
    if min(n, m) < 2:
        return plain
    parts = np.array([mine.var(ddof=1) / n, theirs.var(ddof=1) / m])
    error = float(parts.sum()) ** 0.5
    if error <= 0 or not 0 < value < 1:
        fewest = min(n, m)
        df = float(fewest - 1)
        low, high = share_interval(value * fewest, fewest, student_quantile(df, level), "wilson")
    else:
        df = float(parts.sum() ** 2 / (parts**2 / np.array([n - 1, m - 1])).sum())
        low, high = map(float, logit_limits(value, error, student_quantile(df, level)))
    return plain.with_(
        low=min(low, value), high=max(high, value), standard_error=error, degrees_of_freedom=df
    )


@checked
def kruskal_wallis(values: Any, groups: Any) -> Tested:
    """Whether several groups differ in the order of their values.

    Question it answers: do scores differ between sites, without taking the scale for more than order?

    Definition: H = 12 / (N (N + 1)) Σ R²_g / n_g − 3 (N + 1), over 1 − Σ (t³ − t)/(N³ − N) for ties;
    χ² with groups − 1 degrees of freedom. Effect: ε² = H / (N − 1).

    Scale, unit, range: H ≥ 0; ε² 0–1 ("coefficient").

    Base: values with a group. Excluded: "missing".

    Parameters: `values`; `groups` a label a row.

    Returns: Tested; its effect has no interval.

    Undefined when: fewer than two groups have values, or all values are equal.

    Raises: InputError for text and infinite numbers.

    How sure: the approximation is close from five values a group.

    Do not: stop at it; `compare_groups` says which groups differ and by how much.

    Validated against: R's kruskal.test on 0–10 answers, and scipy.

    Example:
        >>> found = kruskal_wallis([1, 2, 3, 4, 5, 6], list("aabbcc"))
        >>> round(found.statistic, 3), round(found.p, 3)
        (4.571, 0.102)

    References: Kruskal & Wallis (1952), doi:10.1080/01621459.1952.10483441. Tomczak & Tomczak (2014),
    Trends in Sport Sciences 1, 19–25.

    See also: rank_compare, compare_groups.
    """
    column = numbers(values, "values")
    codes, _ = labels(groups, "groups", length=len(column))
    here = ~np.isnan(column) & (codes >= 0)
    missing = int((~here).sum())
    method = "Kruskal–Wallis, chi-square"
    effect = Estimate(
        value=None,
        unit="coefficient",
        base=int(here.sum()),
        excluded={"missing": missing} if missing else {},
        method="ε²",
        definition="kruskal_wallis@1",
    )
    y, (_, group) = column[here], np.unique(codes[here], return_inverse=True)
    if not len(y) or group.max() < 1:
        return untested("fewer than two groups have values", effect, method)
    _, place, times = np.unique(y, return_inverse=True, return_counts=True)
    total, counts = float(len(y)), times.astype(np.float64)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[place]
    spread = 1 - float((counts**3 - counts).sum()) / (total**3 - total)
    if len(times) < 2:
        return untested("all values are equal", effect, method)
    n = sums(group, None, int(group.max()) + 1)
    away = sums(group, rank - (total + 1) / 2, len(n))
    statistic = 12 / (total * (total + 1)) * float((away**2 / n).sum()) / spread
    df = float(len(n) - 1)
    size = min(statistic / (total - 1), 1.0)
    return Tested(statistic, (df,), float(special.chdtrc(df, statistic)), effect.with_(value=size), method)

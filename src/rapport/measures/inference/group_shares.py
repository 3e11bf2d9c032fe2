"""Whether several shares are the same, and whether they rise or fall in order."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.intervals import around
from rapport.measures.inference.tested import Tested, untested
from rapport.measures.inputs import Floats, confidence_of, numbers
from rapport.records.errors import InputError


@checked
def equal_shares(successes: Any, n: Any, *, continuity: bool = False) -> Tested:
    """Chi-square test that several independent groups have the same share.

    Question it answers: do the four sites differ in how often a contact is solved?

    Definition: Σ n (p_i − p)² / (p (1 − p)), k − 1 degrees of freedom; with `continuity` and two groups
    Yates' correction. Effect: Cramér's V.

    Scale, unit, range: χ² ≥ 0; V 0–1 ("coefficient").

    Base: all cases. Excluded: nothing.

    Parameters: `successes` and `n` counts, one a group.

    Returns: Tested; its effect has no interval.

    Undefined when: fewer than two groups have cases, or all or none are successes.

    Raises: InputError when successes lie outside 0…n.

    How sure: rough where expected counts are under some five.

    Do not: use it for rows with weights or clusters; survey_chi_square knows the design.

    Validated against: R's prop.test on Fleiss' four samples of smokers.

    Example:
        >>> found = equal_shares([83, 90, 129, 70], [86, 93, 136, 82])
        >>> round(found.statistic, 2), round(found.p, 4)
        (12.6, 0.0056)

    References: Fleiss, Levin & Paik (2003), doi:10.1002/0471445428, chapter 9.

    See also: share_trend, compare_groups.
    """
    k, cases = _counts(successes, n)
    effect = Estimate(
        value=None,
        unit="coefficient",
        base=int(cases.sum()),
        method="Cramér's V",
        definition="equal_shares@1",
    )
    method = "Pearson chi-square"
    there = cases > 0
    k, cases = k[there], cases[there]
    if len(cases) < 2:
        return untested("fewer than two groups have cases", effect, method)
    p = float(k.sum() / cases.sum())
    if not 0 < p < 1:
        return untested("all or none are successes", effect, method)
    apart = np.abs(k - cases * p)
    if continuity and len(cases) == 2:
        apart = np.maximum(apart - min(0.5, float(apart.min())), 0.0)
        method += ", continuity correction"
    statistic = float((apart**2 / (cases * p * (1 - p))).sum())
    df = float(len(cases) - 1)
    v = (statistic / float(cases.sum())) ** 0.5
    return Tested(
        statistic, (df,), float(special.chdtrc(df, statistic)), effect.with_(value=min(v, 1.0)), method
    )


@checked
def share_trend(successes: Any, n: Any, scores: Any = None, confidence: float = 0.95) -> Tested:
    """Test that shares rise or fall along ordered groups (Cochran and Armitage).

    Question it answers: does the solved share fall from month to month?

    Definition: (Σ n (s − s̄) p_i)² / (p (1 − p) Σ n (s − s̄)²), one degree of freedom. Effect: the slope,
    how much the share changes for one step of the scores.

    Scale, unit, range: χ² ≥ 0; slope in shares a step.

    Base: all cases. Excluded: nothing.

    Parameters: `successes` and `n` counts, one a group; `scores` of the groups (1, 2, 3, …).

    Returns: Tested; its effect has an interval.

    Undefined when: fewer than two scores have cases, or all or none are successes.

    Raises: InputError when successes lie outside 0…n or a score is missing.

    How sure: normal approximation; the slope's interval uses each group's own variance.

    Do not: read it as "no trend" when shares rise and fall again.

    Validated against: R's prop.trend.test on Fleiss' four samples of smokers.

    Example:
        >>> found = share_trend([83, 90, 129, 70], [86, 93, 136, 82])
        >>> round(found.statistic, 3), round(found.effect.value, 3)
        (8.225, -0.033)

    References: Armitage (1955), doi:10.2307/3001775. Cochran (1954), doi:10.2307/3001616.

    See also: equal_shares.
    """
    level = confidence_of(confidence)
    k, cases = _counts(successes, n)
    at = np.arange(1.0, len(k) + 1) if scores is None else numbers(scores, "scores", length=len(k))
    if np.isnan(at).any():
        raise InputError("a group has no score", "scores", "give a number for each group")
    effect = Estimate(
        value=None,
        confidence=level,
        unit="share",
        base=int(cases.sum()),
        method="slope, normal",
        definition="share_trend@1",
    )
    method = "Cochran–Armitage trend"
    there = cases > 0
    k, cases, at = k[there], cases[there], at[there]
    if len(cases) < 2 or np.ptp(at) == 0:
        return untested("fewer than two scores have cases", effect, method)
    p = float(k.sum() / cases.sum())
    if not 0 < p < 1:
        return untested("all or none are successes", effect, method)
    away = at - float((cases * at).sum() / cases.sum())
    spread = float((cases * away**2).sum())
    slope = float((away * k).sum()) / spread
    statistic = slope**2 * spread / (p * (1 - p))
    own = k / cases
    error = float((cases * away**2 * own * (1 - own)).sum()) ** 0.5 / spread
    sure = around(slope, error or (p * (1 - p) / spread) ** 0.5, level)
    found = effect.with_(**sure | {"standard_error": error})
    return Tested(statistic, (1.0,), float(special.chdtrc(1.0, statistic)), found, method)


def _counts(successes: Any, n: Any) -> tuple[Floats, Floats]:
    k = numbers(successes, "successes")
    cases = numbers(n, "n", length=len(k))
    if np.isnan(k).any() or np.isnan(cases).any() or (k < 0).any() or (k > cases).any():
        raise InputError("successes lie outside 0…n", "successes, n", "give 0 ≤ successes ≤ n for each group")
    return k, cases

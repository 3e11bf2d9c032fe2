"""A share of a count."""

from __future__ import annotations

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import METHODS, normal_quantile, share_interval
from rapport.measures.inputs import chosen, confidence_of
from rapport.records.errors import InputError


@checked
def proportion(successes: float, n: float, confidence: float = 0.95, method: str = "wilson") -> Estimate:
    """Share of `n` cases that are a success.

    Question it answers: how often does it happen, given that we saw only these cases?

    Definition: successes / n.

    Scale, unit, range: share, 0–1.

    Base: n.

    Parameters: `successes` and `n` counts; `method` of the interval:
    wilson (score), wilson_cc (score with correction for continuity), exact (Clopper–Pearson), jeffreys
    (reaching 0 with no success and 1 with nothing else), jeffreys_equal_tailed (not reaching them, so the
    share itself is left out at the ends; what some programs print), agresti_coull (cut at 0 and 1),
    agresti_coull_unclipped, or wald (both may lie beyond 0 and 1).

    Returns: Estimate with unit "share".

    Undefined when: n is 0.

    Raises: InputError when successes lie outside 0…n or the method is unknown.

    How sure: wilson and jeffreys cover close to the nominal level on average over shares from n = 5 on;
    for one share and a small n any interval's coverage jumps with n. agresti_coull is a little wider,
    exact and wilson_cc never cover less than they say and mostly more. wald covers far less (80 % of
    fifty cases with a share of 4 %) and is there to compare with others' figures only. Standard error is
    √(p(1 − p)/n), which is 0 at the ends while the interval is not.

    Do not: count one customer's repeated answers as independent cases; use csat with clusters.

    Validated against: R's binom and prop.test, statsmodels and scipy on ten pairs of counts, none and
    all of them successes included.

    Example:
        >>> found = proportion(81, 263)
        >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
        (0.308, 0.2553, 0.3662)

    References: Wilson (1927), doi:10.1080/01621459.1927.10502953. Brown, Cai & DasGupta (2001),
    doi:10.1214/ss/1009213286.

    Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E. Clopper &
    Pearson (1934), doi:10.1093/biomet/26.4.404.

    See also: compare, csat.
    """
    level = confidence_of(confidence)
    chosen(method, METHODS, "method")
    if not 0 <= successes <= n < float("inf"):
        raise InputError(f"{successes} successes of {n}", "successes, n", "give 0 ≤ successes ≤ n")
    if n == 0:
        return undefined(
            "there are no cases", unit="share", confidence=level, method=method, definition="proportion@1"
        )
    share = successes / n
    low, high = share_interval(successes, n, normal_quantile(level), method)
    return Estimate(
        value=share,
        low=low,
        high=high,
        confidence=level,
        unit="share",
        base=int(n),
        weighted_base=float(n),
        effective_base=float(n),
        standard_error=float((share * (1 - share) / n) ** 0.5),
        method=method,
        definition="proportion@1",
    )

"""As good as, or no worse than: what "no significant difference" does not show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.at_confidence import at_confidence
from rapport.measures.inference.compare import Difference, compare
from rapport.measures.inputs import chosen, confidence_of
from rapport.records.errors import InputError

KINDS = ("as_good", "no_worse", "no_better")


@dataclass(frozen=True)
class Equivalence:
    """`difference` with the interval that decides, `p` that the difference is beyond the margin, whether
    it is `shown` that it is not, and the `verdict` in words."""

    difference: Difference
    margin: float
    p: float | None
    shown: bool
    verdict: str


@checked
def equivalence(
    a: Any, b: Any = None, margin: float = 0.0, kind: str = "as_good", confidence: float = 0.95
) -> Equivalence:
    """Whether a is as good as b, or no worse, up to a margin that does not matter (two one-sided tests).

    Question it answers: does the new bot serve as well as people do, or do we only not know?

    Definition: shown when the interval of a − b at twice the error (90 % for confidence 95 %) lies
    inside ±margin (as_good), above −margin (no_worse) or below +margin (no_better).

    Scale, unit, range: `margin` in the estimates' unit, above 0, fixed before looking.

    Base: both bases together.

    Parameters: `a` and `b` Estimates of one kind (mean, share, NPS…) or two columns of numbers; or `a`
    alone, an Estimate of a difference (compare, paired_change); `kind`; `confidence` of the verdict.

    Returns: Equivalence. Its verdict is one of "as good", "no worse", "no better", "worse", "better"
    (beyond the margin), and "cannot tell".

    Undefined when: either is undefined or has no interval; the verdict then is "cannot tell".

    Raises: InputError for a margin not above 0, or estimates of different kinds.

    How sure: means by Student's t, shares and NPS by Newcombe's interval; the chance to show a
    difference as large as the margin to be harmless is at most 1 − confidence.

    Do not: choose the margin from the data.

    Validated against: statsmodels' ttost_ind (p of two means).

    Example:
        >>> from rapport.measures import proportion
        >>> found = equivalence(proportion(840, 1000), proportion(850, 1000), margin=0.05)
        >>> found.verdict, found.shown
        ('as good', True)

    References: Schuirmann (1987), doi:10.1007/BF01068419. Lakens (2017), doi:10.1177/1948550617697177.

    See also: compare, paired_change.
    """
    level = confidence_of(confidence)
    chosen(kind, KINDS, "kind")
    if not margin > 0 or margin == float("inf"):
        raise InputError(
            f"a margin of {margin:g}", "margin", "give the largest difference that does not matter"
        )
    if level <= 0.5:
        raise InputError(f"confidence {level:g}", "confidence", "give one above 0.5")
    found = _difference(a, b, 2 * level - 1)
    if found.value is None or found.low is None or found.high is None:
        return Equivalence(found, margin, None, False, "cannot tell")
    below, above = found.low > -margin, found.high < margin
    shown = {"as_good": below and above, "no_worse": below, "no_better": above}[kind]
    verdict = kind.replace("_", " ") if shown else "cannot tell"
    if found.high < -margin:
        verdict = "worse"
    elif found.low > margin:
        verdict = "better"
    low_p, high_p = _tail(found, found.value + margin), _tail(found, margin - found.value)
    p = {"as_good": max(low_p, high_p), "no_worse": low_p, "no_better": high_p}[kind]
    return Equivalence(found, margin, p, shown, verdict)


def _difference(a: Any, b: Any, level: float) -> Difference:
    if b is not None:
        first, second = (at_confidence(one, level) if isinstance(one, Estimate) else one for one in (a, b))
        return compare(first, second, level)
    if not isinstance(a, Estimate):
        raise InputError("one column alone", "b", "give two sides, or the estimate of a difference")
    facts = {name: getattr(at_confidence(a, level), name) for name in Estimate.__dataclass_fields__}
    return Difference(**facts, p=getattr(a, "p", None))


def _tail(found: Difference, away: float) -> float:
    """One-sided p that the true difference lies at a limit `away` from the value."""
    error, df = found.standard_error or 0.0, found.degrees_of_freedom or float("inf")
    if error <= 0:
        return 0.0 if away > 0 else 1.0
    return float(special.stdtr(df, -away / error))

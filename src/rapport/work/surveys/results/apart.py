"""What may be said of many groups beside each other: only what holds however many pairs were looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from scipy import special

from rapport.measures import Estimate, adjust, compare

Group = tuple[str, Estimate]


def told_apart(found: Sequence[Group], label: str, by: str) -> str:
    """Names groups that differ from others, at most one time in twenty (or as the estimates' confidence
    says) a single one wrongly; "X has the highest" where X lies above every other one."""
    groups = [(name, one) for name, one in found if one.value is not None and one.low is not None]
    if len(groups) < 2:
        return f"{label} by {by}"
    ordered = sorted(groups, key=lambda one: -(one[1].value or 0.0))
    apart = _apart(ordered)
    best, worst = ordered[0][0], ordered[-1][0]
    above = all((best, name) in apart for name, _ in ordered[1:])
    below = all((name, worst) in apart for name, _ in ordered[:-1])
    if above:
        return f"{best} has the highest {label}" + (f", {worst} the lowest" if below else "")
    if below:
        return f"{worst} has the lowest {label}"
    if apart:
        higher, lower = min(apart, key=lambda pair: apart[pair])
        return f"{higher} has a higher {label} than {lower}"
    return f"No {by} can be told from another by {label}"


def _apart(ordered: Sequence[Group]) -> Mapping[tuple[str, str], float]:
    """The pairs that differ, the higher one first, with what Holm's adjustment for all pairs leaves of p."""
    pairs = list(combinations(ordered, 2))
    chances = adjust([_chance(higher[1], lower[1]) for higher, lower in pairs], "holm")
    most = 1.0 - ordered[0][1].confidence
    return {
        (higher[0], lower[0]): float(chance)
        for (higher, lower), chance in zip(pairs, chances, strict=True)
        if chance <= most
    }


def _chance(higher: Estimate, lower: Estimate) -> float:
    """p of their difference. That of NPS goes by the normal, which is too sure far out in the tails of small
    groups, where many pairs lead: there Student's t with the smaller group's degrees of freedom is asked."""
    found = compare(higher, lower)
    p = 1.0 if found.p is None else found.p
    least = min(higher.base, lower.base) - 1
    if higher.unit == "share" or higher.degrees_of_freedom or not found.standard_error or least < 1:
        return p
    ratio = abs(found.value or 0.0) / found.standard_error
    return max(p, float(2 * special.stdtr(least, -ratio)))

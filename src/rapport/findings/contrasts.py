"""Groups against the rest, and which of many such differences are more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import overall
from rapport.findings.comparable import not_comparable
from rapport.measures import Difference, Estimate, benjamini_hochberg, compare

FALSE_DISCOVERY_RATE = 0.05
LEAST_BASE = 10


@dataclass(frozen=True)
class Contrast:
    """`inside` the group, the `rest` of the audit and their difference; `share` of the frame that the
    group is; `adjusted_p` once all contrasts of a family are known."""

    metric: str
    dimension: str
    group: str
    inside: Estimate
    rest: Estimate
    difference: Difference
    share: float
    adjusted_p: float | None = None

    @property
    def clear(self) -> bool:
        """Whether it is more than chance, false discoveries controlled."""
        return self.adjusted_p is not None and self.adjusted_p < FALSE_DISCOVERY_RATE


def contrasts(
    audit: Audit, metric: str, values: NDArray[np.float64], dimension: str, unit: str = "points"
) -> list[Contrast]:
    """Each group of a dimension against the others.

    A group that stands far out is taken out of what the others are compared with, else one weak team
    would make all the rest look strong. Groups with fewer interactions than the minimum (10 at least)
    on either side are left out, and those whose evaluators are not comparable with the rest's.
    """
    if not len(values):
        return []
    _, names = audit.grouped((dimension,))
    unfair = not_comparable(audit, (dimension,))
    left = [code for code, group in enumerate(names) if group not in unfair]
    if len(left) == 2:
        left_over = _compared(audit, metric, values, dimension, unit, left)
        return left_over[:1]  # two groups are one difference, seen from both sides
    found: list[Contrast] = []
    while len(left) > 1:
        step = _compared(audit, metric, values, dimension, unit, left)
        far = min(step, key=_p, default=None)
        if far is None or _p(far) >= FALSE_DISCOVERY_RATE / len(step):
            return found + step
        found.append(far)
        left.remove(names.index((far.group,)))
    return found


def _p(one: Contrast) -> float:
    return 1.0 if one.difference.p is None else one.difference.p


def _compared(
    audit: Audit, metric: str, values: NDArray[np.float64], dimension: str, unit: str, left: Sequence[int]
) -> list[Contrast]:
    """Each of the groups `left` against the others of them."""
    codes, names = audit.grouped((dimension,))
    known = codes >= 0
    among = np.isin(codes, left)
    least = max(LEAST_BASE, audit.settings.minimum_base)
    everything = overall(audit, values, known, unit).weighted_base or 0.0
    found = []
    for code in left:
        inside = overall(audit, values, codes == code, unit)
        rest = overall(audit, values, among & (codes != code), unit)
        if min(inside.base, rest.base) >= least:
            share = (inside.weighted_base or 0.0) / everything if everything else 0.0
            difference = compare(inside, rest)
            found.append(Contrast(metric, dimension, names[code][0], inside, rest, difference, share))
    return found


def adjusted(family: Sequence[Contrast]) -> list[Contrast]:
    """The same contrasts with p adjusted over all of them."""
    p = [one.difference.p if one.difference.p is not None else np.nan for one in family]
    if not family:
        return []
    return [
        Contrast(**{**vars(one), "adjusted_p": None if np.isnan(value) else float(value)})
        for one, value in zip(family, benjamini_hochberg(p), strict=True)
    ]


def words(difference: Estimate, adjusted_p: float | None) -> str:
    """What may be said of a change."""
    if difference.value is None or adjusted_p is None or adjusted_p >= 4 * FALSE_DISCOVERY_RATE:
        return "cannot tell"
    sure = "clearly" if adjusted_p < FALSE_DISCOVERY_RATE else "probably"
    return f"{sure} {'up' if difference.value > 0 else 'down'}"

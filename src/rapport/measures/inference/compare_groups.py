"""Many groups of one sample against the rest, the whole or a reference."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.inference.adjust import adjust as adjusted_p
from rapport.measures.inference.compare import Difference
from rapport.measures.inference.design_variance import Design, Drawn, drawn
from rapport.measures.inference.group_sums import GroupSums
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Codes, Floats, blocks, confidence_of, labels, numbers, weights_of
from rapport.records.errors import InputError


@dataclass(frozen=True)
class GroupDifference(Difference):
    """A group's `mean` less that of `against`; `q` is p adjusted for all groups compared."""

    q: float | None = None
    mean: float | None = None
    against: str = "rest"


@checked
def compare_groups(
    values: Any,
    groups: Any,
    against: Any = "rest",
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    adjust: str = "benjamini_hochberg",
    *,
    cluster_sizes: Any = None,
) -> dict[Hashable, GroupDifference]:
    """Each group's mean (or share) against the rest, the whole or one group, all counted together.

    Question it answers: which teams, channels or months really differ, after so many looks?

    Definition: mean of the group − mean of the others ("rest"), of all ("overall": the same difference
    times the others' part of the weights) or of the reference group.

    Scale, unit, range: as the values; share where all are 0 or 1.

    Base: values of the group and of what it is compared with. Excluded: "missing" (value or group).

    Parameters: `values`; `groups` a label a row; `against` rest, overall, or the label of the reference;
    the design as in `mean`; `adjust` a method of `adjust`.

    Returns: {group: GroupDifference} in the labels' order, without the reference.

    Undefined when: there is nothing to compare a group with; a group of one has no interval.

    Raises: InputError for an unknown reference, else as in `mean`.

    How sure: rows drawn one by one: Welch's Student t, shares by Newcombe's interval. Under strata,
    clusters or a population: linearised difference of two domains, Student's t with units − strata − 1
    degrees of freedom, at most those that hold either side. Each interval holds its confidence alone;
    q, not the intervals, counts how many groups were looked at.

    Do not: report groups by their p; report by q.

    Validated against: scipy's Welch test, R survey's svyttest of two groups, R's p.adjust.

    Example:
        >>> found = compare_groups([5, 6, 7, 1, 2, 3], ["a", "a", "a", "b", "b", "b"])
        >>> found["a"].value, round(found["a"].p, 3), round(found["a"].q, 3)
        (4.0, 0.008, 0.008)

    References: Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x. Welch (1947),
    doi:10.1093/biomet/34.1-2.28. Newcombe (1998),
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.

    See also: compare, domain_means, adjust.
    """
    level = confidence_of(confidence)
    column = numbers(values, "values")
    codes, names = labels(groups, "groups", length=len(column))
    design = Design(weights, strata, clusters, population, cluster_sizes)
    weight = weights_of(weights, len(column))
    here = ~np.isnan(column) & (codes >= 0)
    missing = int((~here).sum())
    order = sorted(range(len(names)), key=lambda k: (str(type(names[k])), names[k]))
    reference = _reference(against, names)
    if missing:
        column, weight, codes = column[here], weight[here], codes[here]
    share = bool(len(column)) and all(_zero_or_one(column[some]) for some in blocks(len(column)))
    rows = GroupSums.of(column, weight, codes, len(names))
    sample = None if design.simple or not len(column) else drawn(design, here)
    found: dict[Hashable, GroupDifference] = {}
    for code in order:
        if code == reference:
            continue
        if sample is None:
            one = rows.difference(code, reference, level, share)
        else:
            one = _designed(column, codes, code, reference, sample, level, share)
        if against == "overall" and reference is None:
            one = _of_whole(one, rows.part(code) if sample is None else _part(sample, codes, code))
        found[names[code]] = _named(one, rows.mean_of(code), against, missing)
    q = adjusted_p([one.p if one.p is not None else np.nan for one in found.values()], adjust)
    return {
        name: one.with_(q=None if np.isnan(each) else float(each))
        for (name, one), each in zip(found.items(), q.tolist(), strict=True)
    }


def _zero_or_one(some: Floats) -> bool:
    return bool(((some == 0) | (some == 1)).all())


def _reference(against: Any, names: list[Hashable]) -> int | None:
    if against in names:
        return names.index(against)
    if isinstance(against, str) and against in ("rest", "overall"):
        return None
    if not names:
        return None
    raise InputError(f"no row is of the group {against!r}", "against", "use rest, overall or a group's label")


def _named(one: Difference, mean: float | None, against: Any, missing: int) -> GroupDifference:
    facts = {name: getattr(one, name) for name in Difference.__dataclass_fields__}
    facts |= {"excluded": {"missing": missing} if missing else {}, "definition": "compare_groups@1"}
    return GroupDifference(**facts, mean=mean, against=str(against))


def _of_whole(one: Difference, part: float) -> Difference:
    """Group less whole is group less rest, times the rest's part of the weights."""
    left = 1 - part

    def less(number: float | None) -> float | None:
        return None if number is None else number * left

    return one.with_(
        value=less(one.value), low=less(one.low), high=less(one.high), standard_error=less(one.standard_error)
    )


def _part(sample: Drawn, codes: Codes, code: int) -> float:
    return float(sample.weight[codes == code].sum() / sample.weight.sum())


def _designed(
    y: Floats, codes: Codes, code: int, reference: int | None, sample: Drawn, level: float, share: bool
) -> Difference:
    """The linearised difference of two domains."""
    inside = codes == code
    other = ~inside if reference is None else codes == reference
    w = sample.weight
    sides = [float(w[side].sum()) for side in (inside, other)]
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "share" if share else "score",
        "base": int(inside.sum() + other.sum()),
        "weighted_base": sum(sides),
    }
    if min(sides) <= 0:
        return Difference(value=None, undefined_because="there is nothing to compare it with", **facts)
    mean, against = (
        float((w[side] * y[side]).sum()) / below for side, below in zip((inside, other), sides, strict=True)
    )
    linear = np.where(inside, w * (y - mean) / sides[0], 0.0)
    linear = np.where(other, -w * (y - against) / sides[1], linear)
    variance = sample.variance(linear)
    df = min(sample.df - 1, _units(sample, inside) + _units(sample, other) - 2)
    value = mean - against
    words = f"difference of domains, Student t, {sample.note}"
    if variance is None or df <= 0 or min(_units(sample, inside), _units(sample, other)) < 2:
        return Difference(value=value, method=f"{words}; too few units for an interval", **facts)
    error = max(variance, 0.0) ** 0.5
    p = float(2 * special.stdtr(df, -abs(value) / error)) if error > 0 else float(value == 0)
    return Difference(
        **around(value, error, level, df),
        method=words,
        p=p,
        **facts,
    )


def _units(sample: Drawn, rows: Any) -> int:
    if sample.unit is None:
        return int(rows.sum())
    return int(np.count_nonzero(np.bincount(sample.unit[rows])))

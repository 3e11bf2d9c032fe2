"""Groups that are apart from the rest by more than chance."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import column_values
from rapport.findings.contrasts import Contrast, adjusted, contrasts
from rapport.findings.plain import ElementResult, Finding, GroupEstimate
from rapport.findings.wording import named
from rapport.measures import Estimate

EXPLAINED_BY = 3
OVERLAP = 0.5


def group_contrasts(audit: Audit, dimensions: Sequence[str]) -> list[Contrast]:
    """The QCI of every group against the rest, one family over all dimensions."""
    values = column_values(audit, "qci")
    return adjusted([one for name in dimensions for one in contrasts(audit, "qci", values, name)])


def element_contrasts(audit: Audit, dimensions: Sequence[str] = ("team",)) -> dict[str, list[Contrast]]:
    """Every element in every group against the rest, one family."""
    family = []
    for element in audit.criteria.elements:
        values = column_values(audit, f"element:{element.name}")
        for dimension in dimensions:
            family += contrasts(audit, element.name, values, dimension)
    found: dict[str, list[Contrast]] = {element.name: [] for element in audit.criteria.elements}
    for one in adjusted(family):
        found[one.metric].append(one)
    return found


def differences(audit: Audit, family: Sequence[Contrast], elements: Sequence[ElementResult]) -> list[Finding]:
    """A finding for every group clearly apart, what is worth most first."""
    clear = [one for one in family if one.clear]
    found = [_finding(audit, one, elements, _same(audit, one, clear)) for one in clear]
    return sorted(found, key=lambda one: -((one.worth.value if one.worth else None) or 0.0))


def _same(audit: Audit, one: Contrast, others: Sequence[Contrast]) -> list[str]:
    """Groups of other dimensions that are mostly made of the same interactions."""
    mine = audit.inside[one.dimension].cast(pl.String) == one.group
    found = []
    for other in others:
        theirs = audit.inside[other.dimension].cast(pl.String) == other.group
        both, either = int((mine & theirs).sum()), int((mine | theirs).sum())
        if other.dimension != one.dimension and both > OVERLAP * either:
            found.append(named(other.dimension, other.group))
    return found


def _finding(audit: Audit, one: Contrast, elements: Sequence[ElementResult], same: Sequence[str]) -> Finding:
    below = (one.difference.value or 0.0) < 0
    reasons = _reasons(audit, one)
    titles = [audit.criteria.element(name).title for name in reasons]
    models = {element.element: element.model_answer for element in elements}
    name = named(one.dimension, one.group)
    todo = (
        f"Start with {titles[0]} in {name}."
        if below and titles
        else f"Find out what {name} does differently{f' in {titles[0]}' if titles else ''}, and pass it on."
    )
    return Finding(
        key=f"difference:{one.dimension}:{one.group}",
        kind="difference",
        title=f"{name} is clearly {'below' if below else 'above'} the rest",
        what=f"The QCI of {name} against all other interactions of the audit.",
        where=f"{name}.",
        why=_why(titles, same),
        todo=todo,
        metric="qci",
        estimate=one.inside,
        comparison=one.difference,
        worth=_worth(one, below),
        groups=(
            GroupEstimate(one.dimension, one.group, one.inside),
            GroupEstimate(one.dimension, "all others", one.rest),
        ),
        model_answer=models.get(reasons[0]) if reasons and below else None,
        adjusted_p=one.adjusted_p,
    )


def _why(titles: Sequence[str], same: Sequence[str]) -> str:
    apart = f"Most apart in: {', '.join(titles)}." if titles else "No single element explains it."
    return apart + (f" Mostly the same interactions as {', '.join(same)}." if same else "")


def _worth(one: Contrast, below: bool) -> Estimate:
    """What the company's QCI would gain if the lower side reached the higher."""
    sign, share = (-1.0, one.share) if below else (1.0, 1 - one.share)
    low, high = one.difference.low, one.difference.high
    ends = sorted(sign * share * end for end in (low, high) if end is not None)
    return Estimate(
        value=None if one.difference.value is None else sign * share * one.difference.value,
        low=ends[0] if ends else None,
        high=ends[-1] if ends else None,
        confidence=one.difference.confidence,
        base=one.difference.base,
        method="difference times the share of interactions that would have to change",
        source="human",
    )


def _reasons(audit: Audit, one: Contrast) -> list[str]:
    """The elements that carry the difference, by how much they add to it and in the same direction."""
    inside = pl.col(one.dimension).cast(pl.String) == one.group
    names = [element.name for element in audit.criteria.elements]
    points = [pl.col(f"points_available:{name}").mean().alias(name) for name in names]
    here = audit.inside.filter(inside).select(points).row(0, named=True)
    there = audit.inside.filter(~inside).select(points).row(0, named=True)
    sign = 1.0 if (one.difference.value or 0.0) < 0 else -1.0
    carried = {name: sign * ((here[name] or 0.0) - (there[name] or 0.0)) for name in names}
    total = sum(value for value in carried.values() if value > 0)
    ranked = sorted(carried, key=lambda name: -carried[name])
    return [name for name in ranked[:EXPLAINED_BY] if carried[name] > 0.1 * total]
